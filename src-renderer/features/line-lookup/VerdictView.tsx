import type { Evidence, Verdict } from '@shared/domain/verdict';
import { useCallback } from 'react';
import { useFormat, useWords } from '../../i18n/language';
import { Age, useClock } from '../../ui/clock';
import { ConsentMark } from '../../ui/marks';
import { Panel } from '../../ui/Panel';
import { CustomerText } from './CustomerText';
import { VerdictMark } from './VerdictMark';
import { lineWords } from './words';

interface VerdictViewProps {
  readonly verdict: Verdict;
  /** When the hub said so, milliseconds by its clock. */
  readonly at: number;
}

/** The answer first; then since when and until when; what says so; the words for the customer. */
export function VerdictView({ verdict, at }: VerdictViewProps) {
  const words = useWords(lineWords);
  return (
    <>
      <div className={`verdict verdict-box-${verdict.verdict}`} role="status">
        <VerdictMark verdict={verdict.verdict} size={48} />
        <div>
          <p className="quiet">{words.question}</p>
          <h2 className="verdict-words">{words.verdicts[verdict.verdict]}</h2>
        </div>
      </div>
      <CustomerText key={verdict.ptoRef} verdict={verdict} />
      <div className="verdict-parts">
        <Facts verdict={verdict} at={at} />
        <Panel title={words.evidence}>
          {verdict.evidence.length === 0 ? <p className="quiet">{words.noEvidence}</p> : null}
          <ul className="verdict-evidence">
            {verdict.evidence.map((each) => (
              <li key={`${each.code} ${each.infraRef ?? ''} ${each.at ?? ''}`}>
                <Says evidence={each} />
              </li>
            ))}
          </ul>
        </Panel>
      </div>
    </>
  );
}

function Facts({ verdict, at }: VerdictViewProps) {
  const words = useWords(lineWords);
  const { moment, spoken, duration, percent } = useFormat();
  const now = useClock().now();
  const { ptoRef, pmRef, since, expectedEnd, repairAllowed, confidence, dataAgeSeconds } = verdict;
  const ago = useCallback((seconds: number) => words.ago(spoken(seconds)), [words, spoken]);
  return (
    <Panel title={words.socket}>
      <dl className="verdict-facts">
        <dt>{words.socket}</dt>
        <dd className="mono foreign">{ptoRef}</dd>
        <dt>{words.pm}</dt>
        <dd className="mono foreign">{pmRef}</dd>
        {since === undefined ? null : (
          <>
            <dt>{words.since}</dt>
            <dd>
              {moment(since, now)} (<Age since={since} format={duration} />)
            </dd>
          </>
        )}
        {expectedEnd === undefined ? null : (
          <>
            <dt>{words.end}</dt>
            <dd>
              {Date.parse(expectedEnd) > now
                ? words.estimate(moment(expectedEnd, now))
                : words.estimatePast(moment(expectedEnd, now))}
            </dd>
          </>
        )}
        {repairAllowed === undefined ? null : (
          <>
            <dt>{words.repair}</dt>
            <dd>
              <ConsentMark consent={repairAllowed ? 'yes' : 'no'}>
                {repairAllowed ? words.repairYes : words.repairNo}
              </ConsentMark>
            </dd>
          </>
        )}
        {confidence === undefined ? null : (
          <>
            <dt>{words.confidence}</dt>
            <dd>{percent(confidence)}</dd>
          </>
        )}
        <dt>{words.age}</dt>
        <dd>
          {dataAgeSeconds === null ? (
            words.neverHeard
          ) : (
            <Age since={new Date(at - dataAgeSeconds * 1000).toISOString()} format={ago} />
          )}
        </dd>
      </dl>
    </Panel>
  );
}

function Says({ evidence: { code, at, count } }: { readonly evidence: Evidence }) {
  const words = useWords(lineWords);
  const { moment } = useFormat();
  const now = useClock().now();
  const text = words.says[code];
  const counted = count === undefined ? text : words.counted(text, count);
  return <>{at === undefined ? counted : words.atTime(counted, moment(at, now))}</>;
}
