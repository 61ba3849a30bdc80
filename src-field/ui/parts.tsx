import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Trouble } from '../wire/hub';
import { adviceOn } from './trouble';

/** What went wrong with the last act, and what to do. */
export function TroubleBox({ trouble }: { readonly trouble: Trouble | null }) {
  if (trouble === null) return null;
  const { what, todo } = adviceOn(trouble);
  return (
    <div class="trouble" role="alert">
      <strong>{what}</strong> {todo}
    </div>
  );
}

/** A dialog over the page, at the thumb's end of it. Closes by Escape, too. */
export function Sheet({
  title,
  onClose,
  children,
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    // Closed, it gives the focus back to where it was.
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      class="sheet"
      aria-labelledby="sheet-title"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id="sheet-title">{title}</h2>
      {children}
    </dialog>
  );
}

/** One of several, each a target for a thumb. */
export function Choice<T extends string>({
  name,
  label,
  options,
  chosen,
  onChoose,
}: {
  readonly name: string;
  readonly label: string;
  readonly options: readonly (readonly [T, string])[];
  readonly chosen: T | null;
  readonly onChoose: (value: T) => void;
}) {
  return (
    <fieldset class="choice">
      <legend>{label}</legend>
      {options.map(([value, text]) => (
        <label key={value}>
          <input type="radio" name={name} value={value} checked={value === chosen} onChange={() => onChoose(value)} />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  );
}

export function TextField({
  label,
  value,
  onInput,
  ...input
}: {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly type?: 'text' | 'password' | 'search';
  readonly autocomplete?: string;
  readonly maxLength?: number;
  readonly required?: boolean;
}) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        {...input}
        value={value}
        autocapitalize="none"
        autocorrect="off"
        spellcheck={false}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </label>
  );
}
