import { type ProtocolErrorCode, protocolErrorCodes } from '@shared/contract/errors';
import { type CompteRenduDO, type DemanderTestDO, MESSAGE, outDO } from '@shared/contract/lot2';
import type { OperatorCode } from '@shared/domain/codes';
import { z } from 'zod';
import type { Caller, HubContext } from '../context';
import { inTurn, type Turn } from '../engine/turn';
import type { PartnerLink } from '../partners/link';
import { ProtocolRefusal, Refusal } from '../refusals';
import type { DeclaredStart } from './creer-intervention-do';
import { CLOSING_TEST, setTimer } from './infra-intervention';
import { instantOf, iso } from './instants';
import type { DeclaredEnd } from './modifier-intervention-do';

/** A job that an operator hosted here orders on a network outside: what this hub keeps of it. */
interface OrderedOutside {
  readonly infra_ref: string;
  readonly ordering_ref: string;
  readonly pm_ref: string;
  readonly state: string;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly test_count: number;
}

type Answer = z.infer<typeof outDO>;

/**
 * M1 for a network outside: a start that the infrastructure operator has not heard did not happen, so it is sent at once
 * and its answer is ours.
 * @throws ProtocolRefusal as the partner refused; Refusal PARTNER_UNREACHABLE: nothing was recorded, try again
 */
export async function startOutside(
  ctx: HubContext,
  caller: Caller,
  m1: DeclaredStart,
  link: PartnerLink,
): Promise<Answer> {
  const answer = outDO.partial().parse(await now(caller, link, MESSAGE.start, m1));
  const lot1 = z.object({ Ref_Interv_OI: z.string().optional() }).parse(answer);
  const ref = answer.refIntervOI ?? lot1.Ref_Interv_OI;
  if (ref === undefined || ref === '')
    throw new Refusal('PARTNER_UNREACHABLE', `${link.config.code} gave no refIntervOI`);
  await inTurn(ctx, caller, async (turn) => {
    const { work, touched } = turn;
    const key = `${link.config.code}:${ref}`;
    const inserted = await work.rows(
      `INSERT INTO ordered_interventions (operator_code, infra_operator_code, infra_ref, ordering_ref, pm_ref, nature,
         state, started_at, outside) VALUES ($1, $2, $3, $4, $5, $6, 'open', $7, true)
       ON CONFLICT (operator_code, infra_ref) DO NOTHING RETURNING 1`,
      [
        caller.operatorCode,
        link.config.code,
        key,
        m1.refIntervDO,
        m1.pointMutualisation.refPM,
        m1.nature,
        iso(instantOf(m1.dateDebutIntervention)),
      ],
    );
    if (inserted.length === 0) return;
    tell(turn, caller.operatorCode, key, 'M1', iso(instantOf(m1.dateDebutIntervention)));
    touched.interventions.add(key);
    touched.jobsAt.add(m1.pointMutualisation.refPM);
  });
  return { code: 0, refIntervDO: m1.refIntervDO, refIntervOI: ref };
}

/**
 * M3TX for a network outside: a test is about now, so one that cannot be asked for now is not kept for later.
 * @throws ProtocolRefusal as the partner refused, or INCOHERENCE where it speaks Lot 1 alone; Refusal PARTNER_UNREACHABLE
 */
export async function testOutside(
  ctx: HubContext,
  caller: Caller,
  m3tx: DemanderTestDO,
  link: PartnerLink,
): Promise<Answer & { numeroTest: number }> {
  if (!link.speaksLot2) throw new ProtocolRefusal('INCOHERENCE', `${link.config.code} speaks Lot 1: it has no tests`);
  await now(caller, link, MESSAGE.test, m3tx);
  await inTurn(ctx, caller, async (turn) => {
    const job = await ordered(turn, caller.operatorCode, link.config.code, m3tx.refIntervDO);
    if (job === undefined || m3tx.numeroTest <= job.test_count) return;
    await turn.work.rows(
      `UPDATE ordered_interventions SET test_count = $3, state = 'testing' WHERE operator_code = $1 AND infra_ref = $2`,
      [caller.operatorCode, job.infra_ref, m3tx.numeroTest],
    );
    tell(turn, caller.operatorCode, job.infra_ref, 'M3TX', iso(instantOf(m3tx.dateTest)), m3tx.numeroTest);
    changed(turn, job.infra_ref);
  });
  return { code: 0, numeroTest: m3tx.numeroTest, refIntervDO: m3tx.refIntervDO, refIntervOI: m3tx.refIntervOI };
}

/**
 * M3 for a network outside. The end of a job is a fact: if the partner does not answer, it waits in the outbox.
 * @throws ProtocolRefusal as the partner refused; MAUVAIS_FORMAT for a job that was not ordered here
 */
export async function endOutside(ctx: HubContext, caller: Caller, m3: DeclaredEnd, link: PartnerLink): Promise<Answer> {
  const at = iso(instantOf(m3.dateFinIntervention));
  const sent = await orLater(caller, link, MESSAGE.end, m3);
  return inTurn(ctx, caller, async (turn) => {
    const { work } = turn;
    const job = await ordered(turn, caller.operatorCode, link.config.code, m3.refIntervDO);
    if (job === undefined) throw new ProtocolRefusal('MAUVAIS_FORMAT', 'no such intervention', ['refIntervDO']);
    if (!sent) later(turn, caller.operatorCode, link, job.infra_ref, MESSAGE.end, m3);
    if (job.ended_at === null) {
      await work.rows(
        `UPDATE ordered_interventions SET ended_at = $3, state = 'ended' WHERE operator_code = $1 AND infra_ref = $2`,
        [caller.operatorCode, job.infra_ref, at],
      );
      const { closingDelayMs, answerDeadlineMs } = ctx.timings;
      const over = iso(Date.parse(at) + closingDelayMs + answerDeadlineMs);
      await setTimer(work, caller.operatorCode, 'ordered-deadline', job.infra_ref, over);
      tell(turn, caller.operatorCode, job.infra_ref, 'M3', at);
      changed(turn, job.infra_ref);
      turn.touched.jobsAt.add(job.pm_ref);
    }
    return { code: 0, refIntervDO: m3.refIntervDO, refIntervOI: wireRef(job.infra_ref) };
  });
}

/** CR for a network outside; waits in the outbox if the partner does not answer. @throws ProtocolRefusal */
export async function reportOutside(
  ctx: HubContext,
  caller: Caller,
  cr: CompteRenduDO,
  link: PartnerLink,
): Promise<Answer> {
  const sent = await orLater(caller, link, MESSAGE.report, cr);
  return inTurn(ctx, caller, async (turn) => {
    const job = await ordered(turn, caller.operatorCode, link.config.code, cr.refIntervDO);
    if (job === undefined) throw new ProtocolRefusal('REF_INTERV_INCONNUE', 'no such intervention', ['refIntervDO']);
    if (!sent) later(turn, caller.operatorCode, link, job.infra_ref, MESSAGE.report, cr);
    tell(turn, caller.operatorCode, job.infra_ref, 'CR', turn.work.at);
    return { code: 0, refIntervDO: cr.refIntervDO, refIntervOI: wireRef(job.infra_ref) };
  });
}

/** The job is over: its closing test was answered by all, or nobody answers any more. */
export async function closeOrdered(turn: Turn, operatorCode: OperatorCode, infraRef: string): Promise<void> {
  await turn.work.rows(
    `UPDATE ordered_interventions SET state = 'closed' WHERE operator_code = $1 AND infra_ref = $2 AND outside`,
    [operatorCode, infraRef],
  );
  changed(turn, infraRef);
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

/** True: it was taken, or has no place in the partner's lot. False: it did not answer. @throws ProtocolRefusal */
async function orLater(caller: Caller, link: PartnerLink, message: string, body: object): Promise<boolean> {
  try {
    await now(caller, link, message, body);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** Its code where it is one of the interface's. */
function codeOf(code: string): ProtocolErrorCode {
  return protocolErrorCodes.find((known) => known === code) ?? 'MAUVAIS_FORMAT';
}

async function ordered(
  { work }: Turn,
  operatorCode: OperatorCode,
  infraOperatorCode: OperatorCode,
  orderingRef: string,
): Promise<OrderedOutside | undefined> {
  const [row] = await work.rows<OrderedOutside>(
    `SELECT * FROM ordered_interventions
     WHERE operator_code = $1 AND infra_operator_code = $2 AND ordering_ref = $3 AND outside FOR UPDATE`,
    [operatorCode, infraOperatorCode, orderingRef],
  );
  return row;
}

function later(
  turn: Turn,
  from: OperatorCode,
  link: PartnerLink,
  infraRef: string,
  message: string,
  body: object,
): void {
  turn.work.send({ operatorCode: from, recipientCode: link.config.code, message, infraRef, body });
}

function changed({ touched }: Turn, infraRef: string): void {
  touched.interventions.add(infraRef);
  touched.outagesOf.add(infraRef);
}

function tell(
  { work }: Turn,
  operatorCode: OperatorCode,
  infraRef: string,
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

const wireRef = (key: string): string => key.slice(key.indexOf(':') + 1);
