import { type Works, worksPhase } from '@shared/domain/works';
import { useFormat, useWords } from '../i18n/language';
import type { MapHit } from '../live/live';
import { mapWords } from './words';

export interface MapTooltipProps {
  readonly hit: MapHit;
  /** Works at the PM that are not over. */
  readonly works: readonly Works[];
  /** How many more PMs the mark stands for. */
  readonly others: number;
  /** The hub's time, milliseconds. */
  readonly now: number;
  /** Where the thing is on the map, CSS pixels. */
  readonly x: number;
  readonly y: number;
}

const MOST_WORKS = 2;

/** What a PM or mark under the pointer is, in three lines, and its works. Drawn above the place, never under the pointer. */
export function MapTooltip({ hit, works, others, now, x, y }: MapTooltipProps) {
  const words = useWords(mapWords);
  const format = useFormat();
  const { outages } = hit;
  const down = outages.reduce((sum, { downCount }) => sum + downCount, 0);
  const restored = outages.reduce((sum, { restoredCount }) => sum + restoredCount, 0);
  const since = Math.min(...outages.map(({ raisedAt }) => Date.parse(raisedAt)));
  const allowed = outages.every(({ consent }) => consent.allowed);
  return (
    <div className="map-tooltip" role="tooltip" ref={(element) => place(element, x, y)}>
      <strong>
        <span className="mono">{hit.pmRef}</span> · {hit.commune}
      </strong>
      {down > 0 && (
        <span>
          {words.linesDown(format.count(down, words.line, words.lines))} {format.spoken((now - since) / 1000)} ·{' '}
          {allowed ? words.allowed : words.denied}
        </span>
      )}
      {outages.length > 0 && down === 0 && (
        <span>
          {restored} {words.restored}
        </span>
      )}
      <span className="quiet">
        {hit.infraOperatorCode} · {format.count(hit.lineCount, words.own, words.owns)} ·{' '}
        {hit.openInterventions > 0 ? format.count(hit.openInterventions, words.open, words.opens) : words.quiet}
      </span>
      {works.slice(0, MOST_WORKS).map((one) => (
        <span key={`${one.infraOperatorCode} ${one.worksRef}`} className="map-tooltip-works">
          {words.works[one.kind]} {format.dateTime(one.startsAt)} → {format.dateTime(one.endsAt)} ·{' '}
          {worksPhase(one, now) === 'planned' ? words.planned : words.underWay}
        </span>
      ))}
      {works.length > MOST_WORKS && <span className="quiet">{words.moreWorks(works.length - MOST_WORKS)}</span>}
      {others > 0 && <span className="quiet">{words.others(others)}</span>}
      {hit.approximate && <span className="quiet">{words.approximate}</span>}
    </div>
  );
}

/** Through the CSSOM: the content security policy takes no style attributes. Below the place near the upper edge. */
function place(element: HTMLElement | null, x: number, y: number): void {
  if (!element) return;
  const room = element.parentElement?.clientWidth ?? 0;
  const left = Math.max(8, Math.min(room - element.offsetWidth - 8, x + 14));
  const above = y - element.offsetHeight - 14;
  element.style.transform = `translate(${Math.round(left)}px, ${Math.round(above < 8 ? y + 20 : above)}px)`;
}
