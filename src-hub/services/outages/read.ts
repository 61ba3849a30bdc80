import type { OutageDetail, TimelineEntry } from '@shared/contract/http';
import type { Caller, HubContext } from '../../context';
import { projectionOf } from '../page';

/**
 * GET /api/outages/{id}: the outage with what its reader's operator recorded of it, oldest first. Reading it shows
 * customers' lines, so the read is audited (safety 20).
 */
export function readOutage(ctx: HubContext, caller: Caller, id: string): Promise<OutageDetail> {
  return ctx.transact({ tenants: [caller.operatorCode], actor: caller }, async (work) => {
    const outage = await projectionOf(work, caller, 'outage', id);
    const entries = await work.rows<{ entry: TimelineEntry }>(
      'SELECT entry FROM timeline WHERE operator_code = $1 AND infra_ref = $2 ORDER BY at, id',
      [caller.operatorCode, outage.infraRef],
    );
    work.audit({
      operatorCode: caller.operatorCode,
      action: 'outage.read',
      subject: id,
      detail: { lines: outage.lines.map((l) => l.ptoRef) },
    });
    return { ...outage, timeline: entries.map((row) => row.entry) };
  });
}
