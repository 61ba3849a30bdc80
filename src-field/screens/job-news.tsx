import { useEffect } from 'preact/hooks';
import { type Desk, nameOf } from '../desk/state';
import type { FieldLine } from '../job/lines';
import { tallyOf } from '../job/order';
import { minuteOf, timeOf, words } from '../ui/words';
import type { Seen } from '../wire/kept';
import type { ScreenProps } from './page';

/** Says that the hub, or the network's owner behind it, is not heard, and since when; nothing when they are. */
export function Link({ desk }: { readonly desk: Desk }) {
  const { link, seen, silence } = desk;
  if (link === 'live') {
    if (silence === null || desk.job === null) return null;
    const who = nameOf(desk, desk.job.declared.infraOperatorCode);
    return (
      <p class="link-state lost" role="status">
        <strong>
          {silence.since === null ? words.neverHeard(who) : words.silentSince(who, timeOf(silence.since))}
        </strong>
        <span>{words.silentWhy}</span>
      </p>
    );
  }
  if (link === 'connecting') {
    return (
      <p class="link-state" role="status">
        {words.connecting}
      </p>
    );
  }
  return (
    <p class="link-state lost" role="status">
      <strong>{seen === null ? words.offlineNever : words.offline(minuteOf(seen.at))}</strong>
      {seen !== null && <span>{words.offlineWhy}</span>}
    </p>
  );
}

/** What happened since one last looked, until somebody has read it. */
export function Notices({ desk, acts }: ScreenProps) {
  const latest = desk.notices.at(-1)?.id;
  useEffect(() => {
    // Hands are in the cabinet and eyes with them: the phone says that there is something to read.
    if (latest !== undefined) navigator.vibrate?.(300);
  }, [latest]);
  return (
    <div role="alert">
      {desk.notices.map(({ id, kind, operatorCode, lines, at }) => {
        const who = nameOf(desk, operatorCode);
        const said = { withdrawn: words.withdrawn, agreed: words.agreed, cut: words.newlyCut }[kind](who, lines);
        return (
          <div key={id} class={`notice ${kind}`}>
            <p>
              <time class="mono">{timeOf(at)}</time> {said}
            </p>
            <button type="button" onClick={() => acts.read(id)}>
              {words.understood}
            </button>
          </div>
        );
      })}
    </div>
  );
}

interface Said {
  readonly tone: 'cut' | 'calm' | 'unknown';
  readonly title: string;
  readonly more: string;
}

/** How things stand, in one glance. What no test has looked at is unknown, not well. */
export function Summary({ seen, lines }: { readonly seen: Seen; readonly lines: readonly FieldLine[] }) {
  const { tone, title, more } = summaryOf(seen, lines);
  return (
    <section class={`summary ${tone}`} aria-live="polite">
      <h2>{title}</h2>
      {more !== '' && <p>{more}</p>}
      {seen.job.state === 'testing' && <p class="testing">{words.testing(seen.job.testCount)}</p>}
      {seen.job.concurrent && lines.length > 0 && <p>{words.others}</p>}
    </section>
  );
}

function summaryOf({ job }: Seen, lines: readonly FieldLine[]): Said {
  const { down, repair, open, leave, back } = tallyOf(lines);
  if (down > 0) return { tone: 'cut', title: words.cut(down), more: words.cutParts(repair, open, leave) };
  if (job.noTests !== undefined) return { tone: 'unknown', title: words.noneYet, more: words.noTestsWhy[job.noTests] };
  const tested = job.testCount > 0 && (job.state !== 'testing' || job.testCount > 1);
  if (!tested) return { tone: 'unknown', title: words.noneYet, more: words.noneYetWhy };
  if (back > 0) return { tone: 'calm', title: words.allBack(back), more: words.noneAtWhy };
  return { tone: 'calm', title: words.noneAt(job.testCount), more: words.noneAtWhy };
}

/** Who answered the last test, and what. */
export function Answers({ desk, seen }: { readonly desk: Desk; readonly seen: Seen }) {
  const given = (seen.job.answers ?? []).filter(({ isClosingTest }) => !isClosingTest);
  const last = Math.max(...given.map(({ testNumber }) => testNumber));
  const answers = given.filter(({ testNumber }) => testNumber === last);
  if (answers.length === 0) return null;
  return (
    <section class="answers">
      <h2>{words.answersTo(last)}</h2>
      <ul>
        {answers.map(({ impactedOperatorCode, impactedLines, repairAllowed, receivedAt }) => (
          <li key={impactedOperatorCode}>
            <time class="mono">{timeOf(receivedAt)}</time> <strong>{nameOf(desk, impactedOperatorCode)}</strong>{' '}
            {impactedLines.length === 0 ? words.answerNone : words.answerCut(impactedLines.length, repairAllowed)}
          </li>
        ))}
      </ul>
    </section>
  );
}
