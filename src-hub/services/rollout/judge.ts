import { type OutOfScope, type ScopeMiss, scopeOf } from '@shared/domain/rollout';
import type { Tx } from '../../db/database';
import { ProtocolRefusal } from '../../refusals';
import { planOf } from './store';

/** What of an infrastructure operator's record of a job the plan looks at. */
interface Job {
  readonly operator_code: string;
  readonly infra_ref: string;
  readonly ordering_operator_code: string;
  readonly pm_ref: string;
  readonly nature: string;
  readonly started_at: string;
  readonly lot: 1 | 2;
}

/**
 * A job that has just been recorded, as the plan of its network judges it; it keeps that whatever becomes of the plan.
 * Outside of Lot 2 it follows the rules of Lot 1: seen, without tests and without repair.
 */
export async function judged<J extends Job>(tx: Tx, job: J): Promise<J> {
  if (job.lot === 1) return job;
  const plan = await planOf(tx, job.operator_code);
  if (plan === null) return job;
  const [pm] = await tx.rows<{ department: string }>(
    'SELECT department FROM pms WHERE operator_code = $1 AND pm_ref = $2',
    [job.operator_code, job.pm_ref],
  );
  const out = scopeOf(plan, {
    orderingOperatorCode: job.ordering_operator_code,
    department: pm?.department ?? '',
    nature: job.nature,
    startedAt: job.started_at,
  });
  if (out === null) return job;
  await tx.rows(
    'UPDATE infra_interventions SET lot = 1, out_of_scope = $3 WHERE operator_code = $1 AND infra_ref = $2',
    [job.operator_code, job.infra_ref, JSON.stringify(out)],
  );
  return { ...job, lot: 1, out_of_scope: out };
}

const misses: Readonly<Record<ScopeMiss, string>> = {
  'ordering-operator': 'not for this ordering operator',
  department: 'not in this département',
  nature: 'not for this nature',
  'not-yet': 'not yet',
};

/** Says so, before a test is refused for another reason. @throws ProtocolRefusal INCOHERENCE */
export function refuseOutOfScope(job: { readonly out_of_scope?: OutOfScope | null } | undefined): void {
  const out = job?.out_of_scope ?? null;
  if (out === null) return;
  const why = `${misses[out.miss]}${out.from === undefined ? '' : `, from ${out.from}`}`;
  throw new ProtocolRefusal('INCOHERENCE', `the job is out of scope of Lot 2, which has tests: ${why}`);
}
