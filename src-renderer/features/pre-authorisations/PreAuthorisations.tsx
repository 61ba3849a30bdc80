import { useMay } from '../../desk/desk';
import { GrantList } from './GrantList';
import { GrantScreen } from './GrantScreen';
import type { GrantPrefill } from './prefill';

/** Which part of the screen is in front; the router's own words for it. */
type View =
  | { readonly kind: 'list' }
  | { readonly kind: 'new'; readonly prefill: GrantPrefill | null }
  | { readonly kind: 'one'; readonly id: string };

interface PreAuthorisationsProps {
  readonly view: View;
  onView(view: View): void;
}

export function PreAuthorisations({ view, onView }: PreAuthorisationsProps) {
  const may = useMay();
  const toList = () => onView({ kind: 'list' });
  if (view.kind === 'new' && may('pre-authorisation.grant'))
    return <GrantScreen prefill={view.prefill} onCancel={toList} onGranted={({ id }) => onView({ kind: 'one', id })} />;
  return (
    <GrantList
      openId={view.kind === 'one' ? view.id : null}
      onOpen={(id) => onView(id === null ? { kind: 'list' } : { kind: 'one', id })}
      onCreate={() => onView({ kind: 'new', prefill: null })}
    />
  );
}
