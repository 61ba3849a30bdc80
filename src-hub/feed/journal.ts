import type { FeedChange } from '@shared/contract/feed';
import type { InfraRef, OperatorCode } from '@shared/domain/codes';
import type { HubContext } from '../context';
import { type Viewer, viewOf } from '../views';

/** Newest sequence of an operator's journal; 0 when it has none. */
export async function headOf(ctx: HubContext, operatorCode: OperatorCode): Promise<number> {
  const [head] = await ctx.db.inTenants([operatorCode], (tx) =>
    tx.rows<{ seq: number }>('SELECT seq FROM feed_heads WHERE operator_code = $1', [operatorCode]),
  );
  return head?.seq ?? 0;
}

/**
 * What changed after `since`, in order, at most `limit`, each entity once, as it now is: who is behind needs no older
 * document. Before any role's view.
 */
export async function changesAfter(
  ctx: HubContext,
  operatorCode: OperatorCode,
  since: number,
  limit: number,
): Promise<FeedChange[]> {
  return ctx.db.inTenants([operatorCode], (tx) =>
    tx.rows<FeedChange>(
      `SELECT j.seq, j.kind, j.id, p.doc FROM journal j JOIN projections p USING (operator_code, kind, id)
       WHERE j.operator_code = $1 AND j.seq > $2 AND p.seq = j.seq ORDER BY j.seq LIMIT $3`,
      [operatorCode, since, limit],
    ),
  );
}

/** Namespaces of the feed: consoles see all their role may, `/field` only what the operator itself ordered. */
export type Channel = 'console' | 'field';

/** The changes as one role on one channel may see them; of one job alone where `infraRef` names it. Pure. */
export function changesFor(
  viewer: Viewer,
  channel: Channel,
  changes: readonly FeedChange[],
  infraRef?: InfraRef,
): FeedChange[] {
  return changes.flatMap((change) => {
    if (channel === 'field' && !isOrdered(viewer, change)) return [];
    if (infraRef !== undefined && !(change.kind !== 'preAuthorisation' && change.doc.infraRef === infraRef)) return [];
    const doc = viewOf[change.kind](viewer, change.doc as never);
    return doc === null ? [] : [{ ...change, doc } as FeedChange];
  });
}

function isOrdered(viewer: Viewer, change: FeedChange): boolean {
  switch (change.kind) {
    case 'intervention':
      return change.doc.orderingOperatorCode === viewer.operatorCode;
    case 'outage':
      return (change.doc.relations ?? [change.doc.relation]).includes('ordering');
    case 'preAuthorisation':
      return false;
  }
}
