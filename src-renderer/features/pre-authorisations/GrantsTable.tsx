import type { PreAuthorisation } from '@shared/domain/pre-authorisation';
import { shortActor } from '../../desk/actor';
import { useSession } from '../../desk/desk';
import { useOperatorName } from '../../desk/operators';
import { useFormat, useWords } from '../../i18n/language';
import { Badge } from '../../ui/marks';
import { VirtualTable } from '../../ui/Table';
import { Countdown } from './Countdown';
import { endsSoon, type GrantStatus, statusOf } from './status';
import { useScopeWords } from './wording';
import { preAuthorisationWords } from './words';

interface GrantsTableProps {
  readonly grants: readonly PreAuthorisation[];
  /** Milliseconds, by the hub's clock. */
  readonly now: number;
  readonly openId: string | null;
  onOpen(id: string): void;
}

export function GrantsTable({ grants, now, openId, onOpen }: GrantsTableProps) {
  const words = useWords(preAuthorisationWords);
  const nameOf = useOperatorName();
  const scopeWords = useScopeWords();
  const { operatorCode } = useSession();
  return (
    <VirtualTable
      label={words.list}
      tracks="100px 74px minmax(72px, 1fr) minmax(116px, 1.5fr) minmax(128px, 0.9fr) 156px minmax(80px, 1.6fr) minmax(72px, 0.6fr)"
      rowHeight={44}
      rows={grants}
      keyOf={({ id }) => id}
      selectedKey={openId}
      onSelect={({ id }) => onOpen(id)}
      columns={[
        { id: 'state', title: words.state, cell: (grant) => <StatusBadge status={statusOf(grant, now)} /> },
        { id: 'label', title: words.label, mono: true, cell: ({ label }) => label },
        {
          id: 'gains',
          title: words.gains,
          cell: ({ orderingOperatorCodes }) => orderingOperatorCodes.map(nameOf).join(', '),
        },
        { id: 'place', title: words.place, cell: (grant) => <span className="foreign">{scopeWords(grant)}</span> },
        { id: 'natures', title: words.natures, cell: ({ natures }) => natures.map((n) => words[n]).join(', ') },
        { id: 'ends', title: words.ends, cell: (grant) => <Ends grant={grant} now={now} /> },
        { id: 'reason', title: words.reason, cell: ({ reason }) => <span className="foreign quiet">{reason}</span> },
        {
          id: 'by',
          title: words.grantedBy,
          cell: ({ grantedBy }) => <span className="quiet">{shortActor(grantedBy, operatorCode)}</span>,
        },
      ]}
    />
  );
}

const tones = { standing: 'yes', coming: 'accent', expired: 'plain', revoked: 'no' } as const;
const signs: Readonly<Record<GrantStatus, string>> = { standing: '✓', coming: '…', expired: '–', revoked: '✕' };

/** Its state as a sign and a word; never a colour alone. */
export function StatusBadge({ status }: { readonly status: GrantStatus }) {
  const words = useWords(preAuthorisationWords);
  return (
    <Badge tone={tones[status]}>
      <span aria-hidden>{signs[status]}</span> {words.status[status]}
    </Badge>
  );
}

/** How long it still holds, when it begins, or when it ended. */
export function Ends({ grant, now }: { readonly grant: PreAuthorisation; readonly now: number }) {
  const words = useWords(preAuthorisationWords);
  const { spoken, dateTime } = useFormat();
  switch (statusOf(grant, now)) {
    case 'standing': {
      const left = <Countdown to={grant.validUntil} format={(seconds) => words.endsIn(spoken(seconds))} />;
      if (!endsSoon(grant, now)) return left;
      return (
        <span className="grant-soon" title={words.soon}>
          <span aria-hidden>▲ </span>
          {left}
          <span className="unseen">{words.soon}</span>
        </span>
      );
    }
    case 'coming':
      return <Countdown to={grant.validFrom} format={(seconds) => words.startsIn(spoken(seconds))} />;
    case 'expired':
      return <span className="quiet">{words.endedAt(dateTime(grant.validUntil))}</span>;
    case 'revoked':
      return <span className="quiet">{words.endedAt(dateTime(grant.revokedAt ?? grant.validUntil))}</span>;
  }
}
