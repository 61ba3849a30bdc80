import type { AuditEntry } from '@shared/contract/http';
import { useFormat, useWords } from '../../i18n/language';
import { IconButton } from '../../ui/Button';
import { X } from '../../ui/icons';
import { Panel } from '../../ui/Panel';
import { actionName } from './action-name';
import { factsOf } from './entry-facts';
import { useRoleName } from './role-name';
import { auditWords } from './words';

/** One entry with all that was kept of it. */
export function EntryDetail({ entry, onClose }: { readonly entry: AuditEntry; onClose(): void }) {
  const words = useWords(auditWords);
  const roleName = useRoleName();
  const { dateTime } = useFormat();
  const facts = factsOf(entry.detail);
  return (
    <section className="entry" aria-label={words.detail}>
      <header className="entry-head">
        <h2>{actionName(entry.action, words.actions)}</h2>
        <IconButton label={words.close} icon={<X size={16} aria-hidden />} onPress={onClose} />
      </header>
      <dl className="entry-facts">
        <dt>{words.local}</dt>
        <dd className="mono">{dateTime(entry.at)}</dd>
        <dt>{words.utc}</dt>
        <dd className="mono">{entry.at}</dd>
        <dt>{words.actor}</dt>
        <dd className="foreign">{entry.actor}</dd>
        <dt>{words.role}</dt>
        <dd>{roleName(entry.role)}</dd>
        <dt>{words.action}</dt>
        <dd className="mono">{entry.action}</dd>
        <dt>{words.subject}</dt>
        <dd className="mono foreign">{entry.subject}</dd>
        <dt>{words.id}</dt>
        <dd className="mono">{entry.id}</dd>
      </dl>
      <Panel title={words.kept}>
        {facts.length === 0 ? <p className="quiet">{words.nothing}</p> : null}
        <dl className="entry-facts">
          {facts.map(([path, value]) => (
            <div key={path} className="entry-fact">
              <dt className="mono">{path}</dt>
              <dd className="foreign">{value}</dd>
            </div>
          ))}
        </dl>
      </Panel>
    </section>
  );
}
