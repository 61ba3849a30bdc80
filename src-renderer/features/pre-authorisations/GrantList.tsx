import { useMemo, useState } from 'react';
import { useLive, useMay, useReadable, useSelected } from '../../desk/desk';
import { useOperatorName, useOperators } from '../../desk/operators';
import { useFormat, useWords } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { SegmentedControl } from '../../ui/SegmentedControl';
import { Select } from '../../ui/Select';
import { EmptyState, LoadingState } from '../../ui/states';
import { TextField } from '../../ui/TextField';
import { countByStatus, firstFilters, type GrantFilters, matching, noFilters, statusChoices } from './filters';
import { GrantDetail } from './GrantDetail';
import { GrantsTable } from './GrantsTable';
import { RevokeDialog } from './RevokeDialog';
import { inOrder, statusOf } from './status';
import { useHindrance } from './use-hindrance';
import { useTurns } from './use-turns';
import { useScopeWords } from './wording';
import { preAuthorisationWords } from './words';
import './list.css';
import { ExplainDialog } from './ExplainDialog';

interface GrantListProps {
  /** The one whose detail is open; null: none. */
  readonly openId: string | null;
  onOpen(id: string | null): void;
  onCreate(): void;
}

const ANYBODY = 'any';

/** Every pre-authorisation of this operator, as the feed tells them, with filters and the detail of one. */
export function GrantList({ openId, onOpen, onCreate }: GrantListProps) {
  const words = useWords(preAuthorisationWords);
  const may = useMay();
  const hindrance = useHindrance();
  const nameOf = useOperatorName();
  const scopeWords = useScopeWords();
  const grants = useReadable(useLive().preAuthorisations);
  const now = useTurns(grants);
  const [filters, setFilters] = useState<GrantFilters>(firstFilters);
  const [dialog, setDialog] = useState<'none' | 'explain' | 'revoke'>('none');

  const wordsOf = (grant: (typeof grants)[number]) =>
    [grant.label, grant.reason, grant.ticket, grant.grantedBy, scopeWords(grant)]
      .concat(grant.orderingOperatorCodes, grant.orderingOperatorCodes.map(nameOf))
      .concat(grant.scope.kind === 'pms' ? grant.scope.pmRefs : [])
      .join(' ');
  const found = matching(grants, filters, wordsOf);
  const counts = countByStatus(found, now);
  const { status } = filters;
  const shown = useMemo(
    () => inOrder(status === 'all' ? found : found.filter((grant) => statusOf(grant, now) === status), now),
    [found, status, now],
  );
  const open = grants.find(({ id }) => id === openId) ?? null;
  return (
    <div className="grants">
      <main className="grants-main">
        <header className="grants-head">
          <h1>{words.title}</h1>
          <div className="grants-acts">
            {may('pre-authorisation.explain') ? (
              <Button onPress={() => setDialog('explain')}>{words.explain}</Button>
            ) : null}
            {may('pre-authorisation.grant') ? (
              <Button look="primary" onPress={onCreate}>
                {words.create}
              </Button>
            ) : null}
          </div>
        </header>
        <Filters filters={filters} counts={counts} onFilters={setFilters} />
        <StaleList />
        <div className="grants-table">
          {shown.length > 0 ? (
            <GrantsTable grants={shown} now={now} openId={openId} onOpen={onOpen} />
          ) : (
            <Nothing none={grants.length === 0} onClear={() => setFilters(noFilters)} />
          )}
        </div>
        {may('pre-authorisation.grant') && hindrance !== null ? (
          <p className="grant-stale grants-foot">▲ {hindrance}</p>
        ) : null}
      </main>
      <aside className="grants-side" aria-label={words.detail}>
        {open !== null ? (
          <GrantDetail grant={open} now={now} onClose={() => onOpen(null)} onRevoke={() => setDialog('revoke')} />
        ) : (
          <NoDetail asked={openId !== null} />
        )}
      </aside>
      {dialog === 'explain' ? <ExplainDialog onClose={() => setDialog('none')} /> : null}
      {dialog === 'revoke' && open !== null ? (
        <RevokeDialog
          key={open.id}
          grant={open}
          onClose={() => setDialog('none')}
          onOpen={(id) => {
            setDialog('none');
            setFilters(noFilters);
            onOpen(id);
          }}
        />
      ) : null}
    </div>
  );
}

function Filters({
  filters,
  counts,
  onFilters,
}: {
  readonly filters: GrantFilters;
  readonly counts: ReturnType<typeof countByStatus>;
  onFilters(filters: GrantFilters): void;
}) {
  const words = useWords(preAuthorisationWords);
  const orderers = useOperators().filter(({ roles }) => roles.includes('DO'));
  return (
    <div className="grants-filters">
      <SegmentedControl
        label={words.filter}
        options={statusChoices.map((id) => ({
          id,
          label: id === 'all' ? words.all(counts.all) : words.statuses[id](counts[id]),
        }))}
        value={filters.status}
        onChange={(status) => onFilters({ ...filters, status })}
      />
      <Select
        label={words.orderer}
        labelHidden
        options={[
          { id: ANYBODY, label: words.anyOrderer },
          ...orderers.map(({ code, name }) => ({ id: code, label: name, note: code })),
        ]}
        value={filters.orderer ?? ANYBODY}
        onChange={(code) => onFilters({ ...filters, orderer: code === ANYBODY ? null : code })}
      />
      <TextField
        label={words.search}
        labelHidden
        type="search"
        placeholder={words.searchHint}
        value={filters.text}
        onChange={(text) => onFilters({ ...filters, text })}
      />
    </div>
  );
}

/** Says since when the list may be wrong (safety 13). */
function StaleList() {
  const words = useWords(preAuthorisationWords);
  const { time } = useFormat();
  const connection = useSelected(useLive().status, (status) => status.connection);
  if (connection.state !== 'stale') return null;
  return <p className="grant-stale grants-stale">▲ {words.stale(time(connection.since))}</p>;
}

/** An empty list means "none" only on a live connection. */
function Nothing({ none, onClear }: { readonly none: boolean; onClear(): void }) {
  const words = useWords(preAuthorisationWords);
  const { state } = useSelected(useLive().status, (status) => status.connection);
  if (none && (state === 'connecting' || state === 'syncing' || state === 'idle'))
    return <LoadingState label={words.loading} />;
  if (none)
    return (
      <EmptyState title={words.noneTitle}>
        <p>{state === 'live' ? words.noneText : words.noneUnknown}</p>
      </EmptyState>
    );
  return (
    <EmptyState title={words.noMatchTitle} actions={<Button onPress={onClear}>{words.clear}</Button>}>
      <p>{words.noMatchText}</p>
    </EmptyState>
  );
}

function NoDetail({ asked }: { readonly asked: boolean }) {
  const words = useWords(preAuthorisationWords);
  return asked ? (
    <EmptyState title={words.missingTitle}>{words.missingText}</EmptyState>
  ) : (
    <EmptyState title={words.pickTitle}>{words.pickText}</EmptyState>
  );
}
