import { type Works, worksPhase, worksWindow } from '@shared/domain/works';
import { useLive, useSelected } from '../../desk/desk';
import { useOperatorName } from '../../desk/operators';
import { useWorksAt } from '../../desk/works';
import { useFormat, useWords } from '../../i18n/language';
import { Panel } from '../../ui/Panel';
import { worksWords } from './works-words';

interface WorksPanelProps {
  readonly pmRef: string;
  /** When the lines of the outage were lost (ISO): works over since then are shown too. Null: no outage. */
  readonly lostAt: string | null;
  /** Says that there are none, instead of nothing. */
  readonly always?: boolean;
}

/** Works announced at a PM that are not over, or that were under way when lines were lost. */
export function WorksPanel({ pmRef, lostAt, always = false }: WorksPanelProps) {
  const words = useWords(worksWords);
  const offset = useSelected(useLive().status, (status) => status.clockOffsetMs);
  const { state, items } = useWorksAt(pmRef);
  const now = Date.now() + offset;
  const shown = items.filter((works) => concerns(works, lostAt, now));
  if (state === 'unknown')
    return (
      <Panel title={words.title}>
        <p className="detail-unsure">▲ {words.unknown}</p>
      </Panel>
    );
  if (shown.length === 0 && !always) return null;
  return (
    <Panel title={words.title}>
      {shown.length === 0 ? <p className="quiet">{state === 'reading' ? words.reading : words.noWorks}</p> : null}
      <ul className="works">
        {shown.map((works) => (
          <WorksItem key={`${works.infraOperatorCode} ${works.worksRef}`} works={works} now={now} />
        ))}
      </ul>
      {shown.length > 0 ? <p className="quiet">{words.explains}</p> : null}
    </Panel>
  );
}

function concerns(works: Works, lostAt: string | null, now: number): boolean {
  const phase = worksPhase(works, now);
  if (phase === 'planned' || phase === 'under-way') return true;
  const window = worksWindow(works);
  const at = lostAt === null ? Number.NaN : Date.parse(lostAt);
  return window !== null && at >= window.from && at <= window.to;
}

function WorksItem({ works, now }: { readonly works: Works; readonly now: number }) {
  const words = useWords(worksWords);
  const { dateTime } = useFormat();
  const nameOf = useOperatorName();
  const phase = worksPhase(works, now);
  const title = phase === 'planned' ? words.planned : phase === 'under-way' ? words.underWay : words.over;
  return (
    <li>
      <strong className={phase === 'under-way' ? 'works-now' : undefined}>{title[works.kind]}</strong>{' '}
      {words.span(dateTime(works.startsAt), dateTime(works.overAt ?? works.endsAt))}
      <span className="quiet">
        <span className="mono foreign">{works.worksRef}</span> · {words.by(nameOf(works.infraOperatorCode))}
      </span>
      {works.description === undefined ? null : <span className="foreign">{works.description}</span>}
    </li>
  );
}
