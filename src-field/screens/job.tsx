import { useState } from 'preact/hooks';
import { type Desk, limitsOf, linesShown, momentOf, nameOf } from '../desk/state';
import { endHindrance, type Hindrance, testHindrance } from '../job/acts';
import type { Nature } from '../job/messages';
import { TroubleBox } from '../ui/parts';
import { minuteOf, words } from '../ui/words';
import type { KeptJob } from '../wire/kept';
import { EndSheet } from './end-sheet';
import { Ended } from './ended';
import { Answers, Link, Notices, Summary } from './job-news';
import { LineCard } from './line-card';
import { MarkSheet } from './mark-sheet';
import type { ScreenProps } from './page';

type Open = { readonly kind: 'mark'; readonly ptoRef: string; readonly cannot: boolean } | { readonly kind: 'end' };

/** The job in hand: what is cut, what may be done about it, and the two acts that the thumb reaches. */
export function JobScreen({ desk, acts, job }: ScreenProps & { readonly job: KeptJob }) {
  const [open, setOpen] = useState<Open | null>(null);
  const { seen } = desk;
  const lines = linesShown(desk);
  const over = seen !== null && (seen.job.state === 'ended' || seen.job.state === 'closed');
  // A report that was refused would be refused again: it does not keep him.
  const reportWaits = job.report !== null && (desk.trouble === null || desk.trouble.kind === 'unreachable');
  const marking = open?.kind === 'mark' ? lines.find((line) => line.ptoRef === open.ptoRef) : undefined;
  return (
    <div class="screen">
      <header class="top">
        <h1>
          PM <span class="mono">{job.declared.pmRef}</span>
        </h1>
        <p>
          {job.commune} · {nameOf(desk, job.declared.infraOperatorCode)}
          <br />
          {words.natures[job.declared.nature as Nature] ?? job.declared.nature},{' '}
          {words.begunAt(minuteOf(job.declared.startedAt))}
        </p>
      </header>
      <Link desk={desk} />
      <Notices desk={desk} acts={acts} />
      {seen === null ? (
        <main>
          <TroubleBox trouble={desk.trouble} />
          <p class="quiet" role="status">
            {words.opening}
          </p>
          {desk.trouble !== null && (
            <button type="button" class="plain" onClick={() => acts.leave()}>
              {words.next}
            </button>
          )}
        </main>
      ) : (
        <>
          {over ? (
            <Ended desk={desk} acts={acts} job={job} seen={seen} lines={lines} />
          ) : (
            <Summary seen={seen} lines={lines} />
          )}
          <main>
            <TroubleBox trouble={desk.trouble} />
            {lines.length > 0 && (
              <ol class="lines">
                {lines.map((line, i) => (
                  <LineCard
                    key={`${line.operatorCode} ${line.ptoRef}`}
                    desk={desk}
                    line={line}
                    lines={lines}
                    number={i + 1}
                    mark={job.marks[line.ptoRef]}
                    over={over}
                    onMark={(cannot) => setOpen({ kind: 'mark', ptoRef: line.ptoRef, cannot })}
                  />
                ))}
              </ol>
            )}
            <Answers desk={desk} seen={seen} />
            <p class="foot who">
              <span>
                <span class="mono">{job.declared.orderingRef}</span> · {desk.session?.login}
              </span>
              <button type="button" class="link" onClick={() => acts.signOut()}>
                {words.signOut}
              </button>
            </p>
          </main>
          {over ? (
            <footer class="bar">
              <button type="button" class="primary" disabled={reportWaits} onClick={() => acts.leave()}>
                {words.next}
              </button>
            </footer>
          ) : (
            <Bar desk={desk} onTest={() => void acts.test()} onEnd={() => setOpen({ kind: 'end' })} />
          )}
        </>
      )}
      {marking && open?.kind === 'mark' && (
        <MarkSheet
          line={marking}
          mark={job.marks[marking.ptoRef]}
          cannot={open.cannot}
          onClose={() => setOpen(null)}
          onSave={(mark) => {
            acts.mark(marking.ptoRef, mark);
            setOpen(null);
          }}
        />
      )}
      {open?.kind === 'end' && seen !== null && !over && (
        <EndSheet desk={desk} acts={acts} job={seen.job} lines={lines} onClose={() => setOpen(null)} />
      )}
    </div>
  );
}

/** Test and end; why one of them has to wait stands above. */
function Bar({
  desk,
  onTest,
  onEnd,
}: {
  readonly desk: Desk;
  readonly onTest: () => void;
  readonly onEnd: () => void;
}) {
  const { seen, busy } = desk;
  if (seen === null) return null;
  const moment = momentOf(desk);
  const limits = limitsOf(desk);
  const test = testHindrance(seen.job, moment, limits);
  const end = endHindrance(seen.job, moment);
  const next = Math.min(seen.job.testCount + (seen.job.state === 'testing' ? 0 : 1), limits.maxTests);
  const reasons = new Set([test, end].flatMap((one) => (one === null ? [] : [reasonOf(one, desk.now)])));
  return (
    <footer class="bar">
      <p class="why" id="why">
        {[...reasons].join(' ')}
      </p>
      <button type="button" class="primary" disabled={test !== null} aria-describedby="why" onClick={onTest}>
        {busy === 'test' ? words.asking : words.test(next, limits.maxTests)}
      </button>
      <button type="button" class="plain" disabled={end !== null} aria-describedby="why" onClick={onEnd}>
        {busy === 'end' ? words.ending : words.end}
      </button>
    </footer>
  );
}

function reasonOf(hindrance: Hindrance, now: number): string {
  if (hindrance.kind !== 'too-soon') return words.hindrance[hindrance.kind];
  return words.tooSoon(words.seconds(Math.max(1, Math.ceil((hindrance.until - now) / 1000))));
}
