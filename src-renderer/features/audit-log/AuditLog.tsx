import { useState } from 'react';
import { codeOf } from '../../desk/hub';
import { useFormat, useWords } from '../../i18n/language';
import { problemWords } from '../../i18n/problems';
import { Button } from '../../ui/Button';
import { SegmentedControl } from '../../ui/SegmentedControl';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states';
import { VirtualTable } from '../../ui/Table';
import { actionName } from './action-name';
import './audit-log.css';
import { EntryDetail } from './EntryDetail';
import { useRoleName } from './role-name';
import { type SpanName, spans, useEntries } from './use-entries';
import { auditWords } from './words';

/** Who did or read what, as the hub kept it; newest first, a page at a time. */
export function AuditLog() {
  const words = useWords(auditWords);
  const [span, setSpan] = useState<SpanName>('day');
  const [reading, setReading] = useState(0);
  const [openId, setOpenId] = useState<string | null>(null);
  const read = useEntries(span, reading);
  const open = read.entries.find(({ id }) => id === openId) ?? null;
  const { integer } = useFormat();
  return (
    <div className="log">
      <main className="log-main">
        <header className="log-head">
          <h1>{words.title}</h1>
          <SegmentedControl<SpanName>
            label={words.period}
            options={spans.map((id) => ({ id, label: words.presets[id] }))}
            value={span}
            onChange={setSpan}
          />
          <Button onPress={() => setReading((n) => n + 1)}>{words.refresh}</Button>
          <Count read={read} />
        </header>
        <div className="log-table">
          <Entries key={`${span} ${integer(reading)}`} read={read} openId={openId} onOpen={setOpenId} />
        </div>
        <Foot read={read} />
      </main>
      <aside className="log-side" aria-label={words.detail}>
        {open === null ? (
          <EmptyState title={words.pickTitle}>{words.pickText}</EmptyState>
        ) : (
          <EntryDetail entry={open} onClose={() => setOpenId(null)} />
        )}
      </aside>
    </div>
  );
}

type Read = ReturnType<typeof useEntries>;

function Count({ read: { query, entries, total, readAt } }: { readonly read: Read }) {
  const words = useWords(auditWords);
  const { time } = useFormat();
  if (query.data === undefined) return null;
  return (
    <p className="log-count quiet" role="status">
      {words.shown(entries.length, total)}, {words.readAt(time(readAt))}
    </p>
  );
}

interface EntriesProps {
  readonly read: Read;
  readonly openId: string | null;
  onOpen(id: string): void;
}

function Entries({ read: { query, entries }, openId, onOpen }: EntriesProps) {
  const words = useWords(auditWords);
  const problems = useWords(problemWords);
  const roleName = useRoleName();
  const { dateTime } = useFormat();
  if (query.isPending) return <LoadingState label={words.loading} />;
  if (query.isError && entries.length === 0)
    return (
      <ErrorState
        title={words.failedTitle}
        actions={<Button onPress={() => void query.refetch()}>{words.retry}</Button>}
      >
        {problems[codeOf(query.error)]}
      </ErrorState>
    );
  if (entries.length === 0) return <EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>;
  return (
    <VirtualTable
      label={words.list}
      tracks="168px minmax(110px, 1fr) 120px minmax(170px, 1.4fr) minmax(140px, 2fr)"
      rowHeight={34}
      rows={entries}
      keyOf={({ id }) => id}
      selectedKey={openId}
      onSelect={({ id }) => onOpen(id)}
      onEnd={() => {
        if (query.hasNextPage && !query.isFetchingNextPage && !query.isError) void query.fetchNextPage();
      }}
      columns={[
        { id: 'at', title: words.at, mono: true, cell: ({ at }) => dateTime(at) },
        { id: 'actor', title: words.actor, cell: ({ actor }) => <span className="foreign">{actor}</span> },
        { id: 'role', title: words.role, cell: (entry) => <span className="quiet">{roleName(entry.role)}</span> },
        { id: 'action', title: words.action, cell: ({ action }) => actionName(action, words.actions) },
        {
          id: 'subject',
          title: words.subject,
          mono: true,
          cell: ({ subject }) => <span className="foreign">{subject}</span>,
        },
      ]}
    />
  );
}

/** Whether there is more, and a button for it: scrolling is not the only way. */
function Foot({ read: { query, entries } }: { readonly read: Read }) {
  const words = useWords(auditWords);
  const problems = useWords(problemWords);
  if (entries.length === 0) return null;
  return (
    <div className="log-foot">
      {query.isError ? (
        <p className="field-error" role="alert">
          {problems[codeOf(query.error)]}
        </p>
      ) : null}
      {query.hasNextPage ? (
        <Button size="small" isPending={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
          {words.more}
        </Button>
      ) : (
        <p className="faint">{words.noMore}</p>
      )}
    </div>
  );
}
