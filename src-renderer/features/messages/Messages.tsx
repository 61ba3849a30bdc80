import type { OutboxMessage } from '@shared/contract/messages';
import { useState } from 'react';
import { codeOf } from '../../desk/hub';
import { useOperatorName, useOperators } from '../../desk/operators';
import { useFormat, useWords } from '../../i18n/language';
import { problemWords } from '../../i18n/problems';
import { Button } from '../../ui/Button';
import { useClock } from '../../ui/clock';
import { SegmentedControl } from '../../ui/SegmentedControl';
import { Select } from '../../ui/Select';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states';
import { VirtualTable } from '../../ui/Table';
import { Links } from './Links';
import { MessageDetail } from './MessageDetail';
import './messages.css';
import { StandingMark } from './StandingMark';
import { useMessages, type ViewName, views } from './use-messages';
import { messagesWords } from './words';

const EVERYBODY = 'everybody';

/** What other operators did not take, why, and sending it again. */
export function Messages() {
  const words = useWords(messagesWords);
  const operators = useOperators();
  const [view, setView] = useState<ViewName>('dead');
  const [partner, setPartner] = useState<string>(EVERYBODY);
  const [openId, setOpenId] = useState<string | null>(null);
  const read = useMessages(view, partner === EVERYBODY ? null : partner);
  const open = read.messages.find(({ id }) => id === openId) ?? null;
  return (
    <div className="messages">
      <main className="messages-main">
        <header className="messages-head">
          <h1>{words.title}</h1>
          <SegmentedControl<ViewName>
            label={words.show}
            options={views.map((id) => ({ id, label: words.views[id] }))}
            value={view}
            onChange={setView}
          />
          <Select
            label={words.recipientFilter}
            labelHidden
            options={[
              { id: EVERYBODY, label: words.everybody },
              ...operators.map(({ code, name }) => ({ id: code, label: name })),
            ]}
            value={partner}
            onChange={setPartner}
          />
          {read.query.data === undefined ? null : (
            <p className="messages-count quiet" role="status">
              {words.shown(read.messages.length, read.total)}
            </p>
          )}
        </header>
        <Links partners={read.partners} />
        <div className="messages-table">
          <Rows key={`${view} ${partner}`} view={view} read={read} openId={openId} onOpen={setOpenId} />
        </div>
      </main>
      <aside className="messages-side" aria-label={words.detail}>
        {open !== null ? (
          <MessageDetail message={open} onClose={() => setOpenId(null)} />
        ) : openId === null ? (
          <EmptyState title={words.pickTitle}>{words.pickText}</EmptyState>
        ) : (
          <EmptyState title={words.goneTitle}>{words.goneText}</EmptyState>
        )}
      </aside>
    </div>
  );
}

interface RowsProps {
  readonly view: ViewName;
  readonly read: ReturnType<typeof useMessages>;
  readonly openId: string | null;
  onOpen(id: string): void;
}

function Rows({ view, read: { query, messages }, openId, onOpen }: RowsProps) {
  const words = useWords(messagesWords);
  const problems = useWords(problemWords);
  const nameOf = useOperatorName();
  const { moment, integer } = useFormat();
  const clock = useClock();
  if (query.isPending) return <LoadingState label={words.loading} />;
  if (query.isError && messages.length === 0)
    return (
      <ErrorState
        title={words.failedTitle}
        actions={<Button onPress={() => void query.refetch()}>{words.retry}</Button>}
      >
        {problems[codeOf(query.error)]}
      </ErrorState>
    );
  if (messages.length === 0) return <EmptyState title={words.emptyTitle[view]}>{words.emptyText[view]}</EmptyState>;
  return (
    <>
      {query.isError ? (
        <p className="messages-stale field-error" role="alert">
          {words.failedTitle}. {problems[codeOf(query.error)]}
        </p>
      ) : null}
      <VirtualTable<OutboxMessage>
        label={words.list}
        tracks="84px minmax(140px, 1.3fr) minmax(116px, 1fr) minmax(160px, 1fr) 48px minmax(236px, 1.7fr)"
        rowHeight={38}
        rows={messages}
        keyOf={({ id }) => id}
        selectedKey={openId}
        onSelect={({ id }) => onOpen(id)}
        onEnd={() => {
          if (query.hasNextPage && !query.isFetchingNextPage && !query.isError) void query.fetchNextPage();
        }}
        columns={[
          { id: 'written', title: words.written, mono: true, cell: (m) => moment(m.writtenAt, clock.now()) },
          {
            id: 'message',
            title: words.message,
            cell: (m) => (
              <>
                <span className="mono">{m.message}</span> {words.names[m.message]}
              </>
            ),
          },
          { id: 'to', title: words.recipient, cell: (m) => nameOf(m.recipientCode) },
          { id: 'job', title: words.job, mono: true, cell: (m) => <span className="foreign">{m.infraRef}</span> },
          { id: 'tries', title: words.attempts, number: true, cell: (m) => integer(m.attempts) },
          { id: 'why', title: words.why, cell: (m) => <StandingMark message={m} /> },
        ]}
      />
      {query.hasNextPage ? (
        <div className="messages-foot">
          <Button size="small" isPending={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
            {words.more}
          </Button>
        </div>
      ) : null}
    </>
  );
}
