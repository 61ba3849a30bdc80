import { randomBytes } from 'node:crypto';
import {
  type CreerInterventionDO,
  type CreerInterventionOI,
  creerInterventionDO,
  MESSAGE,
  type outDO,
} from '@shared/contract/lot2';
import type { OperatorCode } from '@shared/domain/codes';
import { atInfra } from '@shared/domain/intervention-life';
import { natureFamilyOf } from '@shared/domain/nature';
import type { z } from 'zod';
import type { Caller, HubContext } from '../context';
import { inTurn, type Turn } from '../engine/turn';
import { ProtocolRefusal } from '../refusals';
import { judged } from '../services/rollout/judge';
import { type InfraIntervention, lockOrdered, relay } from './infra-intervention';
import { instantOf, iso, notInTheFuture } from './instants';
import { lifeOf, stateAfter } from './life';
import { startOutside } from './ordered-outside';
import { checkParties } from './parties';
import { readBody } from './read-body';
import { NOT_GIVEN } from './refs';
import { setTimer } from './timer';

/** A start heard later than this after it happened is not believed [A]. */
const OLDEST_START_MS = 24 * 3_600_000;

/**
 * M1, POST /interventions-do: a job starts. Answers with refIntervOI; the same message again gets the same answer.
 * @throws ProtocolRefusal CHAMPS_NON_RENSEIGNE, MAUVAIS_FORMAT (also: the same refIntervDO with other content),
 * CODE_OI_INCONNU, PM_INCONNU
 */
export async function creerInterventionDo(
  ctx: HubContext,
  caller: Caller,
  body: unknown,
): Promise<z.infer<typeof outDO>> {
  return declareStart(ctx, caller, readBody(creerInterventionDO, body), 2);
}

/** A job as M1 of either lot declares it: Lot 1 knows a nature that Lot 2 does not. */
export type DeclaredStart = Omit<CreerInterventionDO, 'nature'> & { readonly nature: string };

/** The start of a job, declared in one of the lots. @throws ProtocolRefusal, as creerInterventionDo */
export async function declareStart(
  ctx: HubContext,
  caller: Caller,
  m1: DeclaredStart,
  lot: 1 | 2,
): Promise<z.infer<typeof outDO>> {
  const side = checkParties(ctx, caller, m1);
  const now = ctx.clock.now();
  const startedAt = notInTheFuture('dateDebutIntervention', m1.dateDebutIntervention, now);
  if (startedAt < now - OLDEST_START_MS) {
    throw new ProtocolRefusal('MAUVAIS_FORMAT', 'dateDebutIntervention is too old', ['dateDebutIntervention']);
  }
  if (m1.dateFinIntervention !== undefined && !(instantOf(m1.dateFinIntervention) >= startedAt)) {
    throw new ProtocolRefusal('MAUVAIS_FORMAT', 'the end is before the start', ['dateFinIntervention']);
  }
  if (side.kind === 'outside') return startOutside(ctx, caller, m1, side.link);
  const infra = side.code;
  return inTurn(ctx, caller, async (turn) => {
    const recipients = await operatorsAt(turn, infra, m1.pointMutualisation.refPM);
    const { job, isNew } = await record(turn, jobOf(m1, lot, infra, iso(startedAt), recipients));
    if (isNew) await begin(turn, await judged(turn.work, job));
    return { code: 0, refIntervDO: m1.refIntervDO, refIntervOI: job.infra_ref };
  });
}

function jobOf(
  m1: DeclaredStart,
  lot: 1 | 2,
  infra: OperatorCode,
  startedAt: string,
  recipients: readonly OperatorCode[],
): InfraIntervention {
  return {
    operator_code: infra,
    infra_ref: newInfraRef(),
    ordering_operator_code: m1.codeDO,
    ordering_ref: m1.refIntervDO,
    pm_ref: m1.pointMutualisation.refPM,
    technical_pm_ref: m1.pointMutualisation.refPMTechnique,
    nature: m1.nature,
    lot,
    element: m1.elementReseau ?? null,
    pbo_ref: m1.refPBO ?? null,
    pto_ref: m1.refPTO ?? null,
    line_service_ref: m1.referencePrestationPrise ?? null,
    state: 'open',
    started_at: startedAt,
    ended_at: null,
    closing_due_at: null,
    abandoned: false,
    recipients,
  };
}

/** Random: neither who ordered nor what can be read from it. */
function newInfraRef(): string {
  return `OI${randomBytes(9).toString('hex').toUpperCase()}`;
}

/** Operators with lines at the PM: those hosted here by their inventories, partners by what the OI counted. */
async function operatorsAt(turn: Turn, infra: OperatorCode, pmRef: string): Promise<OperatorCode[]> {
  const [pm] = await turn.work.rows<{ line_counts: Record<string, number>; here: string[] | null }>(
    `SELECT p.line_counts, (SELECT array_agg(code) FROM unnest($3::text[]) AS code WHERE EXISTS
       (SELECT 1 FROM lines l WHERE l.operator_code = code AND l.pm_ref = p.pm_ref)) AS here
     FROM pms p WHERE p.operator_code = $1 AND p.infra_operator_code = $1 AND p.pm_ref = $2`,
    [infra, pmRef, turn.ctx.directory.hosted],
  );
  if (pm === undefined) {
    throw new ProtocolRefusal('PM_INCONNU', 'no such PM on this network', ['pointMutualisation.refPM']);
  }
  const { directory } = turn.ctx;
  const partners = Object.keys(pm.line_counts).filter((code) => directory.all.has(code) && !directory.isHosted(code));
  return [...(pm.here ?? []), ...partners].sort();
}

async function record(turn: Turn, job: InfraIntervention): Promise<{ job: InfraIntervention; isNew: boolean }> {
  const inserted = await turn.work.rows(
    `INSERT INTO infra_interventions (operator_code, infra_ref, ordering_operator_code, ordering_ref, pm_ref,
       technical_pm_ref, nature, element, pbo_ref, pto_ref, line_service_ref, state, started_at, heard_at, recipients, lot)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
     ON CONFLICT (operator_code, ordering_operator_code, ordering_ref) DO NOTHING RETURNING 1`,
    [
      job.operator_code,
      job.infra_ref,
      job.ordering_operator_code,
      job.ordering_ref,
      job.pm_ref,
      job.technical_pm_ref,
      job.nature,
      job.element,
      job.pbo_ref,
      job.pto_ref,
      job.line_service_ref,
      job.state,
      job.started_at,
      turn.work.at,
      job.recipients,
      job.lot,
    ],
  );
  if (inserted.length > 0) return { job, isNew: true };
  const known = await lockOrdered(turn.work, job.operator_code, job.ordering_operator_code, job.ordering_ref);
  if (known === undefined) throw new Error(`intervention ${job.ordering_ref} is neither new nor known`);
  stateAfter(atInfra('M1', lifeOf(known, []), { isSame: sameContent(known, job) }, turn.ctx.timings));
  return { job: known, isNew: false };
}

const content = ['pm_ref', 'technical_pm_ref', 'nature', 'element', 'pbo_ref', 'pto_ref', 'started_at'] as const;

function sameContent(a: InfraIntervention, b: InfraIntervention): boolean {
  return content.every((field) => a[field] === b[field]) && a.line_service_ref === b.line_service_ref;
}

async function begin(turn: Turn, job: InfraIntervention): Promise<void> {
  const { work, ctx, touched } = turn;
  const [infra, ordering] = [job.operator_code, job.ordering_operator_code];
  if (ctx.directory.isHosted(ordering)) {
    await work.rows(
      `INSERT INTO ordered_interventions (operator_code, infra_operator_code, infra_ref, ordering_ref, pm_ref, nature,
         state, started_at) VALUES ($1, $2, $3, $4, $5, $6, 'open', $7)`,
      [ordering, infra, job.infra_ref, job.ordering_ref, job.pm_ref, job.nature, job.started_at],
    );
  }
  await setTimer(work, infra, 'abandon', job.infra_ref, iso(Date.parse(job.started_at) + ctx.timings.abandonAfterMs));
  const m2: CreerInterventionOI = {
    codeOI: infra,
    dateDebutIntervention: job.started_at,
    ...(job.element !== null && { elementReseau: job.element }),
    message: MESSAGE.startRelayed,
    pointMutualisation: { refPM: job.pm_ref, refPMTechnique: job.technical_pm_ref },
    refIntervOI: job.infra_ref,
    refPBO: job.pbo_ref ?? NOT_GIVEN,
  };
  // Hosted operators get the family of the job beside the wire: consent asks for it, and it does not tell whose it is.
  relay(turn, job, MESSAGE.startRelayed, m2, { natureFamily: natureFamilyOf(job.nature) });
  for (const operatorCode of new Set([infra, ordering].filter((code) => ctx.directory.isHosted(code)))) {
    work.note(operatorCode, job.infra_ref, {
      at: job.started_at,
      heardAt: work.at,
      kind: 'M1',
      operatorCode: ordering,
    });
    work.audit({
      operatorCode,
      action: 'message.M1',
      subject: job.infra_ref,
      detail: { orderingOperatorCode: ordering, orderingRef: job.ordering_ref, pmRef: job.pm_ref },
    });
  }
  touched.interventions.add(job.infra_ref);
  touched.jobsAt.add(job.pm_ref);
}
