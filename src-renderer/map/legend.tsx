import type { Severity } from '@shared/domain/outage';
import { ChevronDown } from 'lucide-react';
import { useFormat, useWords } from '../i18n/language';
import { LegendShape, type LegendShapeName } from './legend-shape';
import { mapWords } from './words';

export interface LegendProps {
  readonly counts: Readonly<Record<Severity, number>>;
  readonly openInterventions: number;
  readonly pmCount: number;
  /** PMs with works that are not over; none: no row. */
  readonly worksCount: number;
  /** Some source is silent: the hatch is on the map. */
  readonly unknown: boolean;
  readonly open: boolean;
  readonly onToggle: (open: boolean) => void;
}

/** What each shape means, with how many there are. Folds to its title. */
export function Legend({ counts, openInterventions, pmCount, worksCount, unknown, open, onToggle }: LegendProps) {
  const words = useWords(mapWords);
  const format = useFormat();
  const rows: readonly (readonly [LegendShapeName, string, number | null])[] = [
    ['critical', words.critical, counts.critical],
    ['major', words.major, counts.major],
    ['minor', words.minor, counts.minor],
    ['warning', words.warning, counts.warning],
    ['intervention', words.intervention, openInterventions],
    ...(worksCount > 0 ? [['works', words.worksLegend, worksCount] as const] : []),
    ['pm', words.pm, pmCount],
    ...(unknown ? [['unknown', words.unknown, null] as const] : []),
  ];
  return (
    <details className="map-legend" open={open} onToggle={(event) => onToggle(event.currentTarget.open)}>
      <summary>
        {words.legend} <ChevronDown aria-hidden="true" size={14} />
      </summary>
      <ul>
        {rows.map(([shape, label, count]) => (
          <li key={shape}>
            <LegendShape name={shape} />
            <span>{label}</span>
            {count !== null && <span className="mono">{format.integer(count)}</span>}
          </li>
        ))}
      </ul>
      <p className="map-legend-note faint">{words.note}</p>
    </details>
  );
}
