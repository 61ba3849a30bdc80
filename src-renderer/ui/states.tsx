import type { ReactNode } from 'react';
import { CircleAlert, Info } from './icons';
import './panel.css';

interface StateProps {
  readonly title: string;
  /** What it means for the work, and what to do next. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** Nothing to show: says what would be here, and that all is well only if it is known to be. */
export function EmptyState({ title, children, actions, icon }: StateProps & { readonly icon?: ReactNode }) {
  return (
    <div className="state">
      <div className="state-icon">{icon ?? <Info size={28} aria-hidden />}</div>
      <p className="state-title">{title}</p>
      {children === undefined ? null : <div className="state-text">{children}</div>}
      {actions}
    </div>
  );
}

/** Something failed: what happened, what it means, what to do. Announced. */
export function ErrorState({ title, children, actions }: StateProps) {
  return (
    <div className="state state-bad" role="alert">
      <div className="state-icon">
        <CircleAlert size={28} aria-hidden />
      </div>
      <p className="state-title">{title}</p>
      {children === undefined ? null : <div className="state-text">{children}</div>}
      {actions}
    </div>
  );
}

/** Being fetched; `label` says what. */
export function LoadingState({ label }: { readonly label: string }) {
  return (
    <div className="state" role="status">
      <p className="state-text">{label}</p>
    </div>
  );
}
