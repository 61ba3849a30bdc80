import type { InfraRef, OperatorCode } from '@shared/domain/codes';
import type { Work } from '../db/work';
import { lockPms } from './locks';
import { publishInterventionsLocked } from './publish-interventions';
import { publishOutagesLocked } from './publish-outages';

/*
 * For services that change what an outage or an intervention is made of (desks, grants, reservations). Their work must
 * stand for every operator hosted here (`transact({tenants: ctx.directory.hosted, …})`), as the change may concern the
 * documents of others. Order: rows of grants first, then lockOutages, then desks, then publishOutages.
 */

/** Locks these outages until COMMIT; call it before reading or writing their desks. */
export async function lockOutages(work: Work, outageIds: readonly string[]): Promise<void> {
  const places = await work.rows<{ pm_ref: string }>(
    'SELECT DISTINCT pm_ref FROM outages WHERE operator_code = ANY (vigie_tenants()) AND id = ANY ($1)',
    [outageIds],
  );
  await lockPms(
    work,
    places.map((p) => p.pm_ref),
  );
}

/** Rebuilds and publishes the documents that every reader has of these outages, where they changed. */
export async function publishOutages(work: Work, outageIds: readonly string[]): Promise<void> {
  await lockOutages(work, outageIds);
  await publishOutagesLocked(work, { ids: outageIds });
}

/** Rebuilds and publishes the documents that every reader has of these interventions, where they changed. */
export async function publishInterventions(work: Work, infraRefs: readonly InfraRef[]): Promise<void> {
  const places = await work.rows<{ pm_ref: string }>(
    'SELECT DISTINCT pm_ref FROM infra_interventions WHERE operator_code = ANY (vigie_tenants()) AND infra_ref = ANY ($1)',
    [infraRefs],
  );
  await lockPms(
    work,
    places.map((p) => p.pm_ref),
  );
  await publishInterventionsLocked(work, infraRefs, []);
}

/** After a grant or a revoke: publishes this operator's open outages where their consent changed. */
export async function republishConsents(work: Work, impactedOperatorCode: OperatorCode): Promise<void> {
  await republishOpen(work, 'o.operator_code = $1', impactedOperatorCode);
}

/** After a reservation: publishes the open outages on this infrastructure operator's PMs where their consent changed. */
export async function republishReservations(work: Work, infraOperatorCode: OperatorCode): Promise<void> {
  await republishOpen(work, 'o.infra_operator_code = $1', infraOperatorCode);
}

async function republishOpen(work: Work, where: string, operatorCode: OperatorCode): Promise<void> {
  const open = await work.rows<{ id: string }>(
    `SELECT o.id FROM outages o WHERE o.operator_code = ANY (vigie_tenants()) AND o.closed_at IS NULL AND ${where}`,
    [operatorCode],
  );
  await publishOutages(
    work,
    open.map((o) => o.id),
  );
}
