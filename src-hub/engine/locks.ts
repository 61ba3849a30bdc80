import type { PmRef } from '@shared/domain/codes';
import type { Tx } from '../db/database';

/** Advisory lock classes; the second key tells what is locked. */
const PM_CLASS = 1;
const ALARMS_CLASS = 2;
const OUTBOX_CLASS = 3;
const WORKS_CLASS = 4;
const ROLLOUT_CLASS = 5;

/** PMs share this many locks: few enough that a flood over thousands of PMs stays within PostgreSQL's lock table. */
const PM_SLOTS = 512;

/**
 * Everything that assesses a PM or publishes a document about it holds the PM's lock until COMMIT, so no document is
 * ever made from less than what the one before it knew. Taken in one call, sorted, after row locks of interventions and
 * grants and before those of outages and desks: two transactions never wait for each other in a ring.
 */
export async function lockPms(tx: Tx, pmRefs: readonly PmRef[]): Promise<void> {
  if (pmRefs.length === 0) return;
  await tx.rows(
    `SELECT pg_advisory_xact_lock(${PM_CLASS}, slot) FROM
       (SELECT DISTINCT abs(hashtext(ref) % ${PM_SLOTS}) AS slot FROM unnest($1::text[]) AS ref ORDER BY 1) AS s`,
    [pmRefs],
  );
}

/** One batch of an operator's alarms at a time: a line's watch is read, folded and written back. */
export async function lockAlarmsOf(tx: Tx, operatorCode: string): Promise<void> {
  await tx.rows(`SELECT pg_advisory_xact_lock(${ALARMS_CLASS}, hashtext($1))`, [operatorCode]);
}

/** One announcement of an operator's works at a time: what stands is read, compared and written anew. */
export async function lockWorksOf(tx: Tx, operatorCode: string): Promise<void> {
  await tx.rows(`SELECT pg_advisory_xact_lock(${WORKS_CLASS}, hashtext($1))`, [operatorCode]);
}

/** One edit of an operator's rollout plan at a time. */
export async function lockRolloutOf(tx: Tx, operatorCode: string): Promise<void> {
  await tx.rows(`SELECT pg_advisory_xact_lock(${ROLLOUT_CLASS}, hashtext($1))`, [operatorCode]);
}

/** Whether this transaction now delivers; false: another hub process does. One at a time keeps a job's messages in order. */
export async function tryLockOutbox(tx: Tx): Promise<boolean> {
  const [row] = await tx.rows<{ locked: boolean }>(`SELECT pg_try_advisory_xact_lock(${OUTBOX_CLASS}, 0) AS locked`);
  return row?.locked === true;
}
