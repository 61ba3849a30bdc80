import { type ProtocolErrorCode, protocolErrorCodes } from '@shared/contract/errors';
import { type CompteRenduDO, type DemanderTestDO, MESSAGE, type outDO } from '@shared/contract/lot2';
import type { InfraRef, OperatorCode } from '@shared/domain/codes';
import type { InterventionState } from '@shared/domain/intervention';
import { atOrdering, CLOSING_TEST, type OrderedLife } from '@shared/domain/intervention-life';
import { z } from 'zod';
import type { Caller, HubContext } from '../context';
import type { Tx } from '../db/database';
import { inTurn, type Turn } from '../engine/turn';
import type { PartnerLink } from '../partners/link';
import { ProtocolRefusal, Refusal } from '../refusals';
import type { DeclaredStart } from './creer-intervention-do';
import { instantOf, iso } from './instants';
import { stateAfter } from './life';
import type { DeclaredEnd } from './modifier-intervention-do';
import { dropTimer, setTimer } from './timer';

/** A job that an operator hosted here orders on a network outside: what this hub keeps of it. */
interface OrderedOutside {
  readonly infra_ref: InfraRef;
  readonly pm_ref: string;
  readonly nature: string;
  readonly state: InterventionState;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly abandoned: boolean;
  readonly test_count: number;
}

type Answer = z.infer<typeof outDO>;

/** The infrastructure operator's reference, as the answer of either lot gives it. */
const givenRefs = z.object({ refIntervOI: z.string().optional(), Ref_Interv_OI: z.string().optional() });

/**
 * M1 for a network outside: a start that the infrastructure operator has not heard did not happen, so it is sent at once
 * and its answer is ours. The same message again is sent again: it alone knows whether it heard the first.
 * @throws ProtocolRefusal as the partner refused, or for a refIntervDO that was used for another job; Refusal
 * PARTNER_UNREACHABLE: nothing was recorded, try again
 */
export async function startOutside(
  ctx: HubContext,
  caller: Caller,
  m1: DeclaredStart,
  link: PartnerLink,
): Promise<Answer> {
  const startedAt = iso(instantOf(m1.dateDebutIntervention));
  const known = await look(ctx, caller, link, m1.refIntervDO);
  const isSame =
    known?.pm_ref === m1.pointMutualisation.refPM && known.nature === m1.nature && known.started_at === startedAt;
  stateAfter(atOrdering('M1', orderedLifeOf(known), { isSame }, ctx.timings));
  const answer = givenRefs.parse(await now(caller, link, MESSAGE.start, m1));
  const given = answer.refIntervOI || answer.Ref_Interv_OI || undefined;
  // Lot 1 names a job by the ordering operator's reference in all that follows: its own need not be given.
  const ref = given ?? (link.speaksLot2 ? undefined : `${m1.codeDO}/${m1.refIntervDO}`);
  if (ref === undefined) throw new Refusal('PARTNER_UNREACHABLE', `${link.config.code} gave no refIntervOI`);
  await inTurn(ctx, caller, async (turn) => {
    const { work, touched } = turn;
    const key = `${link.config.code}:${ref}`;
    const inserted = await work.rows(
      `INSERT INTO ordered_interventions (operator_code, infra_operator_code, infra_ref, ordering_ref, pm_ref, nature,
         state, started_at, outside) VALUES ($1, $2, $3, $4, $5, $6, 'open', $7, true)
       ON CONFLICT (operator_code, infra_ref) DO NOTHING RETURNING 1`,
      [caller.operatorCode, link.config.code, key, m1.refIntervDO, m1.pointMutualisation.refPM, m1.nature, startedAt],
    );
    if (inserted.length === 0) return;
    const abandonedAt = iso(Date.parse(startedAt) + ctx.timings.abandonAfterMs);
    await setTimer(work, caller.operatorCode, 'abandon-ordered', key, abandonedAt);
    tell(turn, caller.operatorCode, key, 'M1', startedAt);
    touched.interventions.add(key);
    touched.jobsAt.add(m1.pointMutualisation.refPM);
  });
  return { code: 0, refIntervDO: m1.refIntervDO, ...(given !== undefined && { refIntervOI: given }) };
}

/**
 * M3TX for a network outside: a test is about now, so one that cannot be asked for now is not kept for later.
 * @throws ProtocolRefusal by what is known here, then as the partner refused; INCOHERENCE where it speaks Lot 1 alone;
 * Refusal PARTNER_UNREACHABLE
 */
export async function testOutside(
  ctx: HubContext,
  caller: Caller,
  m3tx: DemanderTestDO,
  link: PartnerLink,
): Promise<Answer & { numeroTest: number }> {
  if (!link.speaksLot2) throw new ProtocolRefusal('INCOHERENCE', `${link.config.code} speaks Lot 1: it has no tests`);
  const facts = { number: m3tx.numeroTest };
  const job = await look(ctx, caller, link, m3tx.refIntervDO);
  if (job !== undefined && wireRef(job.infra_ref) !== m3tx.refIntervOI) {
    throw new ProtocolRefusal('REF_INTERV_INCONNUE', 'no such intervention', ['refIntervDO', 'refIntervOI']);
  }
  stateAfter(atOrdering('M3TX', orderedLifeOf(job), facts, ctx.timings));
  await now(caller, link, MESSAGE.test, m3tx).catch(takenBefore);
  await inTurn(ctx, caller, async (turn) => {
    const own = await lockOwn(turn.work, caller.operatorCode, link, m3tx.refIntervDO);
    // Answers may have overtaken us, or the job's end.
    if (own === undefined || m3tx.numeroTest <= own.test_count || own.ended_at !== null) return;
    await turn.work.rows(
      `UPDATE ordered_interventions SET test_count = $3, state = 'testing' WHERE operator_code = $1 AND infra_ref = $2`,
      [caller.operatorCode, own.infra_ref, m3tx.numeroTest],
    );
    tell(turn, caller.operatorCode, own.infra_ref, 'M3TX', iso(instantOf(m3tx.dateTest)), m3tx.numeroTest);
    changed(turn, own.infra_ref);
  });
  return { code: 0, numeroTest: m3tx.numeroTest, refIntervDO: m3tx.refIntervDO, refIntervOI: m3tx.refIntervOI };
}

/**
 * M3 for a network outside. The end of a job is a fact: it goes by the outbox, behind what waits there of this job.
 * @throws ProtocolRefusal by what is known here
 */
export async function endOutside(ctx: HubContext, caller: Caller, m3: DeclaredEnd, link: PartnerLink): Promise<Answer> {
  const endedAt = instantOf(m3.dateFinIntervention);
  return inTurn(ctx, caller, async (turn) => {
    const job = await lockOwn(turn.work, caller.operatorCode, link, m3.refIntervDO);
    const isItsPm = job?.pm_ref === m3.pointMutualisation.refPM;
    const facts = { at: endedAt, isItsPm, hasTests: link.speaksLot2 };
    const after = stateAfter(atOrdering('M3', orderedLifeOf(job), facts, ctx.timings));
    if (job === undefined) throw new ProtocolRefusal('MAUVAIS_FORMAT', 'no such intervention', ['refIntervDO']);
    if (after !== null) {
      later(turn, caller.operatorCode, link, job.infra_ref, MESSAGE.end, m3);
      tell(turn, caller.operatorCode, job.infra_ref, 'M3', iso(endedAt));
    }
    if (after !== null && job.ended_at === null) await end(turn, caller.operatorCode, job, endedAt);
    return { code: 0, refIntervDO: m3.refIntervDO, refIntervOI: wireRef(job.infra_ref) };
  });
}

async function end(turn: Turn, operatorCode: OperatorCode, job: OrderedOutside, endedAt: number): Promise<void> {
  const { work, ctx, touched } = turn;
  await work.rows(
    `UPDATE ordered_interventions SET ended_at = $3, state = 'ended' WHERE operator_code = $1 AND infra_ref = $2`,
    [operatorCode, job.infra_ref, iso(endedAt)],
  );
  const { closingDelayMs, answerDeadlineMs } = ctx.timings;
  await dropTimer(work, operatorCode, 'abandon-ordered', job.infra_ref);
  await setTimer(
    work,
    operatorCode,
    'ordered-deadline',
    job.infra_ref,
    iso(endedAt + closingDelayMs + answerDeadlineMs),
  );
  changed(turn, job.infra_ref);
  touched.jobsAt.add(job.pm_ref);
}

/** CR for a network outside: by the outbox, as its end. @throws ProtocolRefusal */
export async function reportOutside(
  ctx: HubContext,
  caller: Caller,
  cr: CompteRenduDO,
  link: PartnerLink,
): Promise<Answer> {
  return inTurn(ctx, caller, async (turn) => {
    const job = await lockOwn(turn.work, caller.operatorCode, link, cr.refIntervDO);
    stateAfter(atOrdering('CR', orderedLifeOf(job), {}, ctx.timings));
    if (job === undefined) throw new ProtocolRefusal('REF_INTERV_INCONNUE', 'no such intervention', ['refIntervDO']);
    // Lot 1 has no place for it.
    if (link.speaksLot2) later(turn, caller.operatorCode, link, job.infra_ref, MESSAGE.report, cr);
    tell(turn, caller.operatorCode, job.infra_ref, 'CR', turn.work.at);
    return { code: 0, refIntervDO: cr.refIntervDO, refIntervOI: wireRef(job.infra_ref) };
  });
}

/** Nobody answers the closing test of a job outside any more. */
export async function closeOrdered(turn: Turn, operatorCode: OperatorCode, infraRef: InfraRef): Promise<void> {
  const { work, ctx } = turn;
  const job = await lockOutside(work, operatorCode, infraRef);
  if (stateAfter(atOrdering('closing-deadline', orderedLifeOf(job), {}, ctx.timings)) === null) return;
  await work.rows(`UPDATE ordered_interventions SET state = 'closed' WHERE operator_code = $1 AND infra_ref = $2`, [
    operatorCode,
    infraRef,
  ]);
  changed(turn, infraRef);
}

/** Nobody ended the job in its time; the network outside gives it up by its own rules. */
export async function abandonOrdered(turn: Turn, operatorCode: OperatorCode, infraRef: InfraRef): Promise<void> {
  const { work, touched, ctx } = turn;
  const job = await lockOutside(work, operatorCode, infraRef);
  if (stateAfter(atOrdering('abandon', orderedLifeOf(job), {}, ctx.timings)) === null || job === undefined) return;
  await work.rows(
    `UPDATE ordered_interventions SET state = 'closed', ended_at = $3, abandoned = true
     WHERE operator_code = $1 AND infra_ref = $2`,
    [operatorCode, infraRef, work.at],
  );
  work.note(operatorCode, infraRef, { at: work.at, heardAt: work.at, kind: 'abandoned' });
  work.audit({ operatorCode, action: 'intervention.abandoned', subject: infraRef });
  changed(turn, infraRef);
  touched.jobsAt.add(job.pm_ref);
  touched.pms.add(job.pm_ref);
}

/** An ordering operator's record as the rules read it; undefined: it ordered no such job. */
export function orderedLifeOf(job: Omit<OrderedOutside, 'infra_ref' | 'pm_ref' | 'nature'> | undefined): OrderedLife {
  if (job === undefined) return { state: 'none', startedAt: 0, endedAt: null, isAbandoned: false, testCount: 0 };
  return {
    state: job.state,
    startedAt: Date.parse(job.started_at),
    endedAt: job.ended_at === null ? null : Date.parse(job.ended_at),
    isAbandoned: job.abandoned,
    testCount: job.test_count,
  };
}

async function now(caller: Caller, link: PartnerLink, message: string, body: object): Promise<object> {
  const outcome = await link.send(caller.operatorCode, message, body);
  switch (outcome.kind) {
    case 'accepted':
      return outcome.body;
    case 'refused':
      throw new ProtocolRefusal(codeOf(outcome.code), outcome.description);
    case 'unreachable':
      throw new Refusal('PARTNER_UNREACHABLE', `${link.config.code} did not answer: ${outcome.why}`);
    case 'not-spoken':
      return {};
  }
}

/** It took the test, and its answer was lost on the way: by what is known here, it was not asked for before. */
function takenBefore(error: unknown): void {
  if (!(error instanceof ProtocolRefusal) || error.error !== 'TEST_PRECEDENT_DEJA_EMIS') throw error;
}

/** Its code where it is one of the interface's. */
function codeOf(code: string): ProtocolErrorCode {
  return protocolErrorCodes.find((known) => known === code) ?? 'MAUVAIS_FORMAT';
}

/** What is known of the job before its infrastructure operator is asked. */
function look(
  ctx: HubContext,
  caller: Caller,
  link: PartnerLink,
  orderingRef: string,
): Promise<OrderedOutside | undefined> {
  return ctx.db.inTenants([caller.operatorCode], (tx) => lockOwn(tx, caller.operatorCode, link, orderingRef));
}

async function lockOwn(
  tx: Tx,
  operatorCode: OperatorCode,
  link: PartnerLink,
  orderingRef: string,
): Promise<OrderedOutside | undefined> {
  const [row] = await tx.rows<OrderedOutside>(
    `SELECT * FROM ordered_interventions
     WHERE operator_code = $1 AND infra_operator_code = $2 AND ordering_ref = $3 AND outside FOR UPDATE`,
    [operatorCode, link.config.code, orderingRef],
  );
  return row;
}

async function lockOutside(
  tx: Tx,
  operatorCode: OperatorCode,
  infraRef: InfraRef,
): Promise<OrderedOutside | undefined> {
  const [row] = await tx.rows<OrderedOutside>(
    'SELECT * FROM ordered_interventions WHERE operator_code = $1 AND infra_ref = $2 AND outside FOR UPDATE',
    [operatorCode, infraRef],
  );
  return row;
}

function later(
  turn: Turn,
  from: OperatorCode,
  link: PartnerLink,
  infraRef: InfraRef,
  message: string,
  body: object,
): void {
  turn.work.send({ operatorCode: from, recipientCode: link.config.code, message, infraRef, body });
}

function changed({ touched }: Turn, infraRef: InfraRef): void {
  touched.interventions.add(infraRef);
  touched.outagesOf.add(infraRef);
}

function tell(
  { work }: Turn,
  operatorCode: OperatorCode,
  infraRef: InfraRef,
  kind: 'M1' | 'M3' | 'M3TX' | 'CR',
  at: string,
  testNumber = CLOSING_TEST,
): void {
  work.note(operatorCode, infraRef, {
    at,
    heardAt: work.at,
    kind,
    operatorCode,
    ...(kind === 'M3TX' && { testNumber }),
  });
  work.audit({ operatorCode, action: `message.${kind}`, subject: infraRef });
}

const wireRef = (key: InfraRef): string => key.slice(key.indexOf(':') + 1);
