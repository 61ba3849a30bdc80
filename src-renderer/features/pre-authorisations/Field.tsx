import type { ReactNode } from 'react';

/** A row of the form: what is asked at the left, where one answers at the right. */
export function Field({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a grid row
    <div className="grant-row" role="group" aria-label={label}>
      <span className="grant-row-label" aria-hidden>
        {label}
      </span>
      <div className="grant-row-fields">{children}</div>
    </div>
  );
}
