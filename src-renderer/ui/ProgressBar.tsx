import { ProgressBar as AriaProgressBar, Label } from 'react-aria-components';
import './panel.css';

export interface ProgressBarProps {
  readonly label: string;
  /** 0–1; null: how much remains is not known. */
  readonly fraction: number | null;
  /** The value in words, with its unit. */
  readonly valueText: string;
}

/** A share of a whole, with its value in words. Drawn as SVG: its width needs no inline style. */
export function ProgressBar({ label, fraction, valueText }: ProgressBarProps) {
  return (
    <AriaProgressBar
      className="progress"
      value={fraction ?? 0}
      minValue={0}
      maxValue={1}
      isIndeterminate={fraction === null}
      valueLabel={valueText}
    >
      <div className="progress-head">
        <Label>{label}</Label>
        <span className="progress-value tabular">{valueText}</span>
      </div>
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect className="progress-done" width={100 * (fraction ?? 0)} height="6" />
      </svg>
    </AriaProgressBar>
  );
}
