import type { Intervention } from '@shared/domain/intervention';
import { useState } from 'preact/hooks';
import { momentOf } from '../desk/state';
import { endHindrance, type Stop, stopsBeforeEnd } from '../job/acts';
import type { FieldLine } from '../job/lines';
import { Choice, Sheet } from '../ui/parts';
import { words } from '../ui/words';
import type { ScreenProps } from './page';

export interface EndSheetProps extends ScreenProps {
  readonly job: Intervention;
  readonly lines: readonly FieldLine[];
  readonly onClose: () => void;
}

/** Before the end: what is still down stops him; he goes on only with a reason, which the report carries. */
export function EndSheet({ desk, acts, job, lines, onClose }: EndSheetProps) {
  const [reason, setReason] = useState<string | null>(null);
  const [more, setMore] = useState('');
  const stops = stopsBeforeEnd(job, lines);
  const hindrance = endHindrance(job, momentOf(desk));
  const stopped = stops.length > 0;
  const end = () => {
    onClose();
    void acts.end([reason, more.trim()].filter((part) => part).join(' : '));
  };
  return (
    <Sheet title={titleOf(stops)} onClose={onClose}>
      {stopped ? (
        <>
          <ul class="stops">
            {stops.flatMap(sentencesOf).map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          <Choice
            name="reason"
            label={words.whyLeave}
            options={words.reasons.map((one) => [one, one] as const)}
            chosen={reason}
            onChoose={setReason}
          />
          {reason !== null && (
            <label class="field">
              <span>{words.reasonNote}</span>
              <textarea rows={2} maxLength={400} value={more} onInput={(event) => setMore(event.currentTarget.value)} />
            </label>
          )}
        </>
      ) : (
        <p>{words.endCalm}</p>
      )}
      {hindrance !== null && hindrance.kind !== 'too-soon' && <p class="trouble">{words.hindrance[hindrance.kind]}</p>}
      <div class="acts">
        <button type="button" class={stopped ? 'primary' : 'plain'} onClick={onClose}>
          {words.goBack}
        </button>
        <button
          type="button"
          class={stopped ? 'plain' : 'primary'}
          disabled={hindrance !== null || (stopped && reason === null)}
          onClick={end}
        >
          {stopped ? words.endAnyway : words.end}
        </button>
      </div>
      {stopped && reason === null && <p class="quiet">{words.reasonNeeded}</p>}
    </Sheet>
  );
}

function titleOf(stops: readonly Stop[]): string {
  const down = stops.find((stop) => stop.kind === 'lines-down');
  if (down) return words.stopTitle(down.down);
  const [first] = stops;
  return first?.kind === 'answers-awaited' ? words.stopAwaited(first.testNumber) : words.endTitle;
}

function sentencesOf(stop: Stop): readonly string[] {
  if (stop.kind === 'answers-awaited') return [words.stopAwaited(stop.testNumber)];
  return [
    ...(stop.repair > 0 ? [words.stopRepair(stop.repair)] : []),
    ...(stop.leave > 0 ? [words.stopLeave(stop.leave)] : []),
  ];
}
