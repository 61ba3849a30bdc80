import type { Severity } from '@shared/domain/outage';
import { ToggleButton } from 'react-aria-components';
import { useLive, useSelected } from '../../desk/desk';
import { useFormat, useWords } from '../../i18n/language';
import { terms } from '../../i18n/terms';
import { SeverityMark } from '../../ui/marks';
import { queueWords } from './words';

const shown = ['critical', 'major', 'minor', 'warning'] as const;

export interface CountersProps {
  /** Severities the queue is narrowed to; none: all. */
  readonly chosen: readonly Severity[];
  onChoose(severities: readonly Severity[]): void;
}

/** How many of each severity; pressing one narrows the queue to it. */
export function Counters({ chosen, onChoose }: CountersProps) {
  const words = useWords(queueWords);
  const { severities } = useWords(terms);
  const { integer } = useFormat();
  const counts = useSelected(useLive().status, (status) => status.counts);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would name it as part of a form
    <div className="counters" role="group" aria-label={words.counters}>
      {shown.map((severity) => (
        <ToggleButton
          key={severity}
          className="counter"
          isSelected={chosen.includes(severity)}
          onChange={(on) => onChoose(on ? [...chosen, severity] : chosen.filter((each) => each !== severity))}
        >
          <span className="counter-top">
            <SeverityMark severity={severity} size={18} />
            <span className="counter-number tabular">{integer(counts[severity])}</span>
          </span>
          <span className="counter-name">{severities[severity]}</span>
        </ToggleButton>
      ))}
    </div>
  );
}
