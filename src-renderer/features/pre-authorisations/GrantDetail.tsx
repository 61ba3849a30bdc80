import type { PreAuthorisation } from '@shared/domain/pre-authorisation';
import { shortActor } from '../../desk/actor';
import { useMay, useSession } from '../../desk/desk';
import { useFormat, useWords } from '../../i18n/language';
import { Button, IconButton } from '../../ui/Button';
import { X } from '../../ui/icons';
import { Panel } from '../../ui/Panel';
import { GrantSentence } from './GrantSentence';
import { Ends, StatusBadge } from './GrantsTable';
import { statusOf } from './status';
import { useSaid } from './wording';
import { preAuthorisationWords } from './words';

interface GrantDetailProps {
  readonly grant: PreAuthorisation;
  readonly now: number;
  onClose(): void;
  onRevoke(): void;
}

/** One pre-authorisation: what it allows, until when, why, by whom, and the way to end it. */
export function GrantDetail({ grant, now, onClose, onRevoke }: GrantDetailProps) {
  const words = useWords(preAuthorisationWords);
  const { dateTime, moment } = useFormat();
  const { operatorCode } = useSession();
  const may = useMay();
  const said = useSaid();
  const status = statusOf(grant, now);
  const over = status === 'expired' || status === 'revoked';
  const actor = (login: string) => shortActor(login, operatorCode);
  return (
    <section className="grant-detail" aria-label={words.detail}>
      <header className="grant-detail-head">
        <h2>{grant.label}</h2>
        <StatusBadge status={status} />
        <IconButton label={words.close} icon={<X size={16} aria-hidden />} onPress={onClose} />
      </header>
      <GrantSentence said={said(grant, null)} />
      {grant.revokedAt === null ? null : (
        <Panel title={words.revokedTitle(moment(grant.revokedAt, now))}>
          <p className="foreign">{grant.revokedReason}</p>
          {grant.revokedBy === null ? null : <p className="quiet">{words.revokedBy(actor(grant.revokedBy))}</p>}
        </Panel>
      )}
      <Panel title={words.validity}>
        <dl className="grant-facts">
          <dt>{words.from}</dt>
          <dd className="mono">{dateTime(grant.validFrom)}</dd>
          <dt>{words.until}</dt>
          <dd className="mono">{dateTime(grant.validUntil)}</dd>
          {over ? null : (
            <>
              <dt>{words.left}</dt>
              <dd>
                <Ends grant={grant} now={now} />
              </dd>
            </>
          )}
        </dl>
      </Panel>
      <Panel title={words.reason}>
        <p className="foreign">{grant.reason}</p>
        <dl className="grant-facts">
          <dt>{words.ticket}</dt>
          <dd className="foreign">{grant.ticket ?? <span className="faint">{words.noTicket}</span>}</dd>
          <dt>{words.granted}</dt>
          <dd>{words.by(actor(grant.grantedBy), dateTime(grant.grantedAt))}</dd>
        </dl>
      </Panel>
      {grant.scope.kind === 'pms' ? (
        <Panel title={words.pmList}>
          <ul className="grant-pms mono">
            {grant.scope.pmRefs.map((ref) => (
              <li key={ref} className="foreign">
                {ref}
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
      {over || !may('pre-authorisation.revoke') ? null : (
        <div className="grant-detail-foot">
          <Button look="danger" onPress={onRevoke}>
            {words.revoke}
          </Button>
        </div>
      )}
    </section>
  );
}
