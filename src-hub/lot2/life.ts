import type { InfraLife, LifeState, Outcome, Test } from '@shared/domain/intervention-life';
import { ProtocolRefusal } from '../refusals';
import type { InfraIntervention, TestRow } from './infra-intervention';

/** The state that a message leads to; null: it came again, and has no effect. @throws ProtocolRefusal */
export function stateAfter(outcome: Outcome): LifeState | null {
  if (outcome.kind === 'refused') throw new ProtocolRefusal(outcome.code, outcome.why, outcome.fields);
  return outcome.kind === 'repeated' ? null : outcome.to;
}

/** A job's row and its tests as the rules read them; undefined: no such job. */
export function lifeOf(job: InfraIntervention | undefined, tests: readonly TestRow[]): InfraLife {
  if (job === undefined) return { state: 'none', lot: 2, startedAt: 0, endedAt: null, isAbandoned: false, tests: [] };
  return {
    state: job.state,
    lot: job.lot,
    startedAt: Date.parse(job.started_at),
    endedAt: job.ended_at === null ? null : Date.parse(job.ended_at),
    isAbandoned: job.abandoned,
    tests: tests.map(testOf),
  };
}

function testOf(row: TestRow): Test {
  return {
    number: row.test_number,
    heardAt: Date.parse(row.heard_at),
    answered: row.answered,
    isComplete: row.complete_at !== null,
  };
}
