import { useFormat, useWords } from '../../i18n/language';
import { useClock } from '../../ui/clock';
import type { Lookup } from './lookups';
import { VerdictMark } from './VerdictMark';
import { lineWords } from './words';

interface HistoryProps {
  readonly lookups: readonly Lookup[];
  readonly current: string | null;
  onPick(ptoRef: string): void;
}

/** Sockets looked up in this session, to come back to one with a click or Enter. */
export function History({ lookups, current, onPick }: HistoryProps) {
  const words = useWords(lineWords);
  const { moment } = useFormat();
  const now = useClock().now();
  return (
    <aside className="line-history" aria-label={words.history}>
      <h2 className="panel-title">{words.history}</h2>
      {lookups.length === 0 ? <p className="quiet">{words.noHistory}</p> : null}
      <ul>
        {lookups.map(({ ptoRef, at, answer }) => (
          <li key={ptoRef}>
            <button
              type="button"
              className="line-past"
              aria-current={ptoRef === current ? 'true' : undefined}
              onClick={() => onPick(ptoRef)}
            >
              {answer === 'missing' ? <span className="line-none">–</span> : <VerdictMark verdict={answer} size={18} />}
              <span className="mono foreign">{ptoRef}</span>
              <span className="quiet">{answer === 'missing' ? words.missingShort : words.verdictShort[answer]}</span>
              <span className="mono faint">{moment(at, now)}</span>
            </button>
          </li>
        ))}
      </ul>
    </aside>
  );
}
