import type { Snapshot } from '@shared/contract/feed';
import type { Intervention } from '@shared/domain/intervention';
import type { Outage } from '@shared/domain/outage';
import type { PreAuthorisation } from '@shared/domain/pre-authorisation';
import type { Caller, HubContext } from '../context';
import { viewOf } from '../views';
import { sourcesOf } from './sources';

interface Row {
  readonly kind: 'intervention' | 'outage' | 'preAuthorisation';
  readonly doc: Intervention | Outage | PreAuthorisation;
}

/**
 * GET /api/snapshot: everything live that the caller may see, as of sequence `seq`. Head and documents are read in one
 * statement, so no change can come between them.
 */
export async function snapshotFor(ctx: HubContext, caller: Caller, epoch: string): Promise<Snapshot> {
  const now = new Date(ctx.clock.now()).toISOString();
  return ctx.db.inTenants([caller.operatorCode], async (tx) => {
    const [all] = await tx.rows<{ seq: number | null; rows: Row[] | null }>(
      `SELECT (SELECT seq FROM feed_heads WHERE operator_code = $1) AS seq,
         (SELECT jsonb_agg(jsonb_build_object('kind', kind, 'doc', doc) ORDER BY at, id) FROM projections
          WHERE operator_code = $1 AND live) AS rows`,
      [caller.operatorCode],
    );
    const rows = all?.rows ?? [];
    const seen = <T>(kind: Row['kind']) =>
      rows.filter((row) => row.kind === kind).flatMap((row) => viewOf[kind](caller, row.doc as never) ?? []) as T[];
    return {
      epoch,
      seq: all?.seq ?? 0,
      at: now,
      operatorCode: caller.operatorCode,
      interventions: seen<Intervention>('intervention'),
      outages: seen<Outage>('outage'),
      preAuthorisations: seen<PreAuthorisation>('preAuthorisation'),
      sources: await sourcesOf(ctx, tx, caller.operatorCode, now),
    };
  });
}
