import { type ReactNode, useId } from 'react';
import './panel.css';

export interface PanelProps {
  /** Small capitals over the content; names the region. */
  readonly title: string;
  readonly children: ReactNode;
  /** At the right of the title. */
  readonly aside?: ReactNode;
}

/** A framed part of a screen. */
export function Panel({ title, children, aside }: PanelProps) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <div className="panel-head">
        <h3 id={id} className="panel-title">
          {title}
        </h3>
        {aside}
      </div>
      {children}
    </section>
  );
}
