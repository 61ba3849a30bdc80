import type { InfraRef } from '@shared/domain/codes';
import type { HubContext } from '../context';
import type { Work } from '../db/work';
import { loadConsentFacts } from './consent-facts';
import { type OutageFacts, type OutageReader, outageFor } from './outage-document';

export interface WhichOutages {
  readonly ids?: readonly string[];
  readonly infraRefs?: readonly InfraRef[];
}

/**
 * Publishes outages to every desk that has them, each in the shape that its operator may see (outage-document). The
 * PMs' locks are held by the caller.
 */
export async function publishOutagesLocked(ctx: HubContext, work: Work, which: WhichOutages): Promise<void> {
  const [ids, infraRefs] = [which.ids ?? [], which.infraRefs ?? []];
  if (ids.length === 0 && infraRefs.length === 0) return;
  const rows = await work.rows<OutageFacts & { readers: OutageReader[] | null }>(
    `SELECT o.operator_code AS "impactedOperatorCode", o.id, o.infra_operator_code AS "infraOperatorCode",
       o.infra_ref AS "infraRef", o.pm_ref AS "pmRef", o.raised_at AS "raisedAt", o.reported_at AS "reportedAt",
       o.last_victim_at AS "lastVictimAt", o.ended_at AS "endedAt", o.closed_at AS "closedAt", o.closing, o.attribution,
       o.lines, i.ordering_operator_code AS "orderingOperatorCode", i.nature, i.state AS "interventionState",
       (SELECT x.out_of_scope IS NOT NULL FROM infra_interventions x WHERE x.operator_code = i.infra_operator_code
          AND x.infra_ref = i.infra_ref) AS "outOfScope",
       i.ended_at AS "interventionEndedAt", coalesce(p.department, '') AS department,
       (SELECT jsonb_agg(jsonb_build_object('operatorCode', d.operator_code, 'relation', d.relation, 'state', d.state,
          'acknowledgedBy', d.acknowledged_by, 'acknowledgedAt', d.acknowledged_at, 'comments', d.comments))
        FROM outage_desks d WHERE d.operator_code = ANY (vigie_tenants()) AND d.outage_id = o.id) AS readers
     FROM outages o
     CROSS JOIN LATERAL (SELECT * FROM jobs j WHERE j.infra_ref = o.infra_ref AND j.pm_ref = o.pm_ref
       AND j.infra_operator_code = o.infra_operator_code OFFSET 0) i
     LEFT JOIN pms p ON p.operator_code = o.infra_operator_code AND p.pm_ref = o.pm_ref
     WHERE o.operator_code = ANY (vigie_tenants()) AND (o.id = ANY ($1) OR o.infra_ref = ANY ($2))`,
    [ids, infraRefs],
  );
  if (rows.length === 0) return;
  const consents = await loadConsentFacts(ctx, work, rows);
  for (const row of rows) {
    for (const reader of row.readers ?? []) {
      const doc = outageFor(reader, row, consents, Date.parse(work.at));
      const { operatorCode } = reader;
      work.publish({
        operatorCode,
        kind: 'outage',
        id: row.id,
        doc,
        live: doc.state !== 'closed',
        at: row.reportedAt,
      });
    }
  }
}
