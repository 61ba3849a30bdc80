import type { FieldLine } from '../job/lines';
import { tallyOf } from '../job/order';
import { minuteOf, words } from '../ui/words';
import type { KeptJob, Seen } from '../wire/kept';
import type { ScreenProps } from './page';

export interface EndedProps extends ScreenProps {
  readonly job: KeptJob;
  readonly seen: Seen;
  readonly lines: readonly FieldLine[];
}

/** After the end: when the closing test looks, what it found, and whether the report has left. */
export function Ended({ desk, acts, job, seen, lines }: EndedProps) {
  const endedAt = seen.job.endedAt ?? job.endAt;
  const { down } = tallyOf(lines);
  const closed = seen.job.state === 'closed';
  return (
    <section class={`summary ${closed ? (down > 0 ? 'cut' : 'calm') : 'unknown'}`} aria-live="polite">
      <h2>{endedAt === null ? words.closed : words.ended(minuteOf(endedAt))}</h2>
      <p>{closed ? (down > 0 ? words.closedDown(down) : words.closedClean) : closingAt(desk, endedAt)}</p>
      {seen.job.abandoned && <p>{words.abandoned}</p>}
      {job.report === null ? (
        job.endAt !== null && lines.length > 0 && <p>{words.reportSent}</p>
      ) : (
        <p class="resend">
          {words.reportWaiting}{' '}
          <button
            type="button"
            class="plain"
            disabled={desk.link !== 'live' || desk.busy !== null}
            onClick={() => void acts.sendReport()}
          >
            {words.sendAgain}
          </button>
        </p>
      )}
    </section>
  );
}

function closingAt({ setting }: ScreenProps['desk'], endedAt: string | null): string {
  if (setting === null || endedAt === null) return words.hindrance['job-over'];
  return words.endedWait(minuteOf(Date.parse(endedAt) + setting.closingDelayMs));
}
