import type { Intervention } from '@shared/domain/intervention';
import type { Outage } from '@shared/domain/outage';
import { useOperatorName } from '../../desk/operators';
import { useFormat, useWords } from '../../i18n/language';
import { terms } from '../../i18n/terms';
import { IconButton } from '../../ui/Button';
import { Age, useNow } from '../../ui/clock';
import { X } from '../../ui/icons';
import { Badge, SeverityMark } from '../../ui/marks';
import { detailWords } from './words';

/** Why the rollout plan leaves the job out, and which version of it said so. */
function ScopeMiss({ miss, from, planVersion }: NonNullable<Intervention['outOfScope']>) {
  const words = useWords(detailWords);
  const { date } = useFormat();
  return (
    <span className="quiet">
      {' '}
      {words.outOfScope[miss]}
      {from === undefined ? null : `, ${words.scopeFrom(date(`${from}T12:00:00Z`))}`} ({words.planVersion(planVersion)}
      ).
    </span>
  );
}

interface HeadProps {
  readonly outage: Outage;
  readonly commune: string | null;
  /** Null while it is not known. */
  readonly intervention: Intervention | null;
  onClose(): void;
}

/** What is down, where, since when. */
export function Head({ outage, commune, intervention, onClose }: HeadProps) {
  const words = useWords(detailWords);
  const { severity } = useWords(terms);
  const { moment, duration } = useFormat();
  const nameOf = useOperatorName();
  const now = useNow();
  const operator = nameOf(outage.impactedOperatorCode);
  const closed = outage.closing === 'dismissed' ? words.closedDismissed : words.closedRestored;
  return (
    <header className="detail-head">
      <SeverityMark severity={outage.severity} size={28} label={severity[outage.severity]} />
      <div className="detail-title">
        <h2>
          PM <span className="foreign">{outage.pmRef}</span>
          {commune === null ? null : (
            <>
              {' · '}
              <span className="foreign">{commune}</span>
            </>
          )}
        </h2>
        <p className="quiet">
          {outage.state === 'closed' ? closed : null}
          {outage.state !== 'closed' && outage.downCount > 0 ? (
            <>
              {words.down(outage.downCount, operator)} <span className="mono">{moment(outage.raisedAt, now)}</span> (
              <Age since={outage.raisedAt} format={duration} className="mono" />)
            </>
          ) : null}
          {outage.state !== 'closed' && outage.downCount === 0 ? words.back(outage.restoredCount, operator) : null}
          {' · '}
          {words.network(nameOf(outage.infraOperatorCode))}
        </p>
        <p className="faint">
          <span className="mono foreign">{outage.infraRef}</span> · {words.heard(moment(outage.reportedAt, now))}
        </p>
        {intervention === null ? null : <Duration intervention={intervention} />}
        {intervention?.noTests === undefined ? null : (
          <p className="detail-note">
            <Badge>{words.noTests[intervention.noTests]}</Badge>{' '}
            <span className="quiet">{words.noTestsText[intervention.noTests]}</span>
            {intervention.outOfScope === undefined ? null : <ScopeMiss {...intervention.outOfScope} />}
          </p>
        )}
      </div>
      <IconButton label={words.close} icon={<X size={16} aria-hidden />} onPress={onClose} />
    </header>
  );
}

/** Whether the job takes longer than such a job does, or was given up. */
function Duration({ intervention: { expectedEndAt, abandoned } }: { readonly intervention: Intervention }) {
  const words = useWords(detailWords);
  const { moment, duration } = useFormat();
  const now = useNow();
  const lateMs = expectedEndAt === undefined ? 0 : now - Date.parse(expectedEndAt);
  if (abandoned) {
    return (
      <p className="detail-note">
        <Badge>{words.abandoned}</Badge> <span className="quiet">{words.abandonedText}</span>
      </p>
    );
  }
  if (expectedEndAt === undefined || lateMs <= 0) return null;
  return (
    <p className="detail-note">
      <Badge>{words.overdue(duration(lateMs / 1000))}</Badge>{' '}
      <span className="quiet">{words.overdueText(moment(expectedEndAt, now))}</span>
    </p>
  );
}
