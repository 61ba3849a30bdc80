import { useLive, useSelected } from '../../desk/desk';
import { useWords } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { CircleCheck } from '../../ui/icons';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states';
import { queueWords } from './words';

/** An empty queue says that all is well only where it is known to be (safety 13). */
export function EmptyQueue({ filtered, onClearFilters }: { readonly filtered: boolean; onClearFilters(): void }) {
  const words = useWords(queueWords);
  const known = useSelected(useLive().status, ({ connection, sources }) => {
    if (connection.state === 'idle' || connection.state === 'connecting' || connection.state === 'syncing')
      return 'not-yet';
    const sure = connection.state === 'live' && sources.length > 0 && sources.every((source) => !source.silent);
    return sure ? 'sure' : 'unsure';
  });
  const content = (() => {
    if (known === 'not-yet') return <LoadingState label={words.loading} />;
    if (filtered)
      return (
        <EmptyState title={words.filteredTitle} actions={<Button onPress={onClearFilters}>{words.clear}</Button>} />
      );
    if (known === 'unsure') return <ErrorState title={words.unknownTitle}>{words.unknownText}</ErrorState>;
    return (
      <EmptyState title={words.emptyTitle} icon={<CircleCheck size={28} aria-hidden />}>
        {words.emptyText}
      </EmptyState>
    );
  })();
  return <div className="queue-empty">{content}</div>;
}
