import { type ModifierInterventionDO, modifierInterventionDO, type outDO } from '@shared/contract/lot2';
import { atInfra } from '@shared/domain/intervention-life';
import type { z } from 'zod';
import type { Caller, HubContext } from '../context';
import { inTurn } from '../engine/turn';
import { ProtocolRefusal } from '../refusals';
import { endJob, noteEnd } from './end-job';
import { lockOrdered, testsOf } from './infra-intervention';
import { iso, notInTheFuture } from './instants';
import { lifeOf, stateAfter } from './life';
import { endOutside } from './ordered-outside';
import { checkParties } from './parties';
import { readBody } from './read-body';

/**
 * M3, PUT /interventions-do: the job ends (HF). The closing test looks `closingDelayMs` later. The same message again
 * gets the same answer.
 * @throws ProtocolRefusal M3TX_NON_DEMANDE when no test was asked for; PM_INCONNU when the PM is not the job's;
 * MAUVAIS_FORMAT also for an unknown refIntervDO (the table of M3 has no code of its own for it) and for a second,
 * different end; CHAMPS_NON_RENSEIGNE, CODE_OI_INCONNU
 */
export async function modifierInterventionDo(
  ctx: HubContext,
  caller: Caller,
  body: unknown,
): Promise<z.infer<typeof outDO>> {
  return declareEnd(ctx, caller, readBody(modifierInterventionDO, body));
}

/** The end of a job as M3 of either lot declares it. */
export type DeclaredEnd = Omit<ModifierInterventionDO, 'nature' | 'elementReseau'> & {
  readonly nature: string;
  readonly elementReseau?: ModifierInterventionDO['elementReseau'];
};

/** The end of a job, declared in one of the lots. @throws ProtocolRefusal, as modifierInterventionDo */
export async function declareEnd(ctx: HubContext, caller: Caller, m3: DeclaredEnd): Promise<z.infer<typeof outDO>> {
  const side = checkParties(ctx, caller, m3);
  const endedAt = notInTheFuture('dateFinIntervention', m3.dateFinIntervention, ctx.clock.now());
  if (side.kind === 'outside') return endOutside(ctx, caller, m3, side.link);
  const infra = side.code;
  return inTurn(ctx, caller, async (turn) => {
    const job = await lockOrdered(turn.work, infra, caller.operatorCode, m3.refIntervDO);
    const tests = job === undefined ? [] : await testsOf(turn.work, job);
    const facts = { at: endedAt, isItsPm: job?.pm_ref === m3.pointMutualisation.refPM };
    const after = stateAfter(atInfra('M3', lifeOf(job, tests), facts, ctx.timings));
    if (job === undefined) throw new ProtocolRefusal('MAUVAIS_FORMAT', 'no such intervention', ['refIntervDO']);
    if (after !== null && job.ended_at === null) await endJob(turn, job, tests, endedAt);
    if (after !== null) noteEnd(turn, job, iso(endedAt));
    return { code: 0, refIntervDO: job.ordering_ref, refIntervOI: job.infra_ref };
  });
}
