import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  atImpacted,
  atInfra,
  atOrdering,
  CLOSING_TEST,
  expectedEndOf,
  type ImpactedLife,
  type InfraFacts,
  type InfraLife,
  type LifeState,
  type OrderedLife,
  type Outcome,
} from './intervention-life';
import { OCS, PlainJob, steps } from './plain-job.test-support';
import { nominalTimings } from './timings';

const T = nominalTimings;
const MINUTE = 60_000;

const none: InfraLife = { state: 'none', lot: 2, startedAt: 0, endedAt: null, isAbandoned: false, tests: [] };
const codeOf = (outcome: Outcome) => (outcome.kind === 'refused' ? outcome.code : outcome.kind);

/** A job at its infrastructure operator that takes what it is told, as the hub does with its rows. */
class InfraJob {
  life: InfraLife = none;

  constructor(readonly asked: readonly string[]) {}

  tell<M extends keyof InfraFacts>(message: M, facts: InfraFacts[M], now: number): string {
    const outcome = atInfra(message, this.life, facts, T);
    if (outcome.kind === 'accepted') this.life = this.#after(message, facts, outcome.to, now);
    return codeOf(outcome);
  }

  #after(message: keyof InfraFacts, facts: object, state: LifeState, now: number): InfraLife {
    const told = facts as { number?: number; sender?: string; at?: number };
    const { life } = this;
    const answered = life.tests.map((test) => {
      const isIt = test.number === told.number;
      const all = isIt && told.sender !== undefined ? [...test.answered, told.sender] : test.answered;
      return { ...test, answered: all, isComplete: test.isComplete || (isIt && all.length === this.asked.length) };
    });
    const over = (number?: number) =>
      life.tests.map((test) => (number === undefined || test.number === number ? { ...test, isComplete: true } : test));
    switch (message) {
      case 'M1':
        return { ...life, state, startedAt: now };
      case 'M3TX': {
        const test = { number: told.number ?? 0, heardAt: now, answered: [], isComplete: this.asked.length === 0 };
        return { ...life, state: test.isComplete ? 'open' : 'testing', tests: [...life.tests, test] };
      }
      case 'M5TX': {
        const all = answered.every(({ isComplete }) => isComplete);
        const next = all && state === 'testing' ? 'open' : all && state === 'ended' ? 'closed' : state;
        return { ...life, state: next, tests: answered };
      }
      case 'answer-deadline':
        return { ...life, state, tests: over(told.number) };
      case 'closing-deadline':
        return { ...life, state, tests: over() };
      case 'M3':
      case 'abandon': {
        if (life.endedAt !== null) return { ...life, state };
        const isAbandoned = message === 'abandon';
        const due = isAbandoned ? now : (told.at ?? now) + T.closingDelayMs;
        const closing = { number: CLOSING_TEST, heardAt: due, answered: [], isComplete: false };
        return { ...life, state, isAbandoned, endedAt: told.at ?? now, tests: [...over(), closing] };
      }
      default:
        return { ...life, state };
    }
  }
}

function started(asked: readonly string[] = ['OC1', 'OC2']): InfraJob {
  const job = new InfraJob(asked);
  job.tell('M1', { isSame: true }, 0);
  return job;
}

describe('at the infrastructure operator', () => {
  it('a message of a job that nobody started is refused by the code of its call', () => {
    const job = new InfraJob([]);
    expect(job.tell('M3TX', { number: 1, at: 0, now: 0 }, 0)).toBe('REF_INTERV_INCONNUE');
    expect(job.tell('M3', { at: 0, isItsPm: true }, 0)).toBe('MAUVAIS_FORMAT');
    expect(job.tell('CR', {}, 0)).toBe('REF_INTERV_INCONNUE');
    expect(job.tell('M5TX', { sender: 'OC1', number: 1, now: 0, lot: 2 }, 0)).toBe('REF_INTERV_OI_INCONNUE');
    expect(job.life).toEqual(none);
  });

  it('a closing answer may come as early as clocks differ, and no earlier', () => {
    const job = started();
    job.tell('M3TX', { number: 1, at: 0, now: 0 }, 0);
    job.tell('M3', { at: 5 * MINUTE, isItsPm: true }, 5 * MINUTE);
    const due = 5 * MINUTE + T.closingDelayMs;
    const answer = (now: number) => job.tell('M5TX', { sender: 'OC1', number: CLOSING_TEST, now, lot: 2 }, now);
    expect(answer(due - T.clockSkewMs - 1)).toBe('ERREUR_ITERATION');
    expect(answer(due - T.clockSkewMs)).toBe('accepted');
  });

  it('nobody ends it: given up, its closing test is due at once; the end that comes late is noted, and changes nothing', () => {
    const job = started();
    expect(job.tell('abandon', {}, T.abandonAfterMs)).toBe('accepted');
    expect(job.life).toMatchObject({ state: 'ended', isAbandoned: true, endedAt: T.abandonAfterMs });
    const now = T.abandonAfterMs + 1;
    for (const sender of ['OC1', 'OC2']) {
      expect(job.tell('M5TX', { sender, number: CLOSING_TEST, now, lot: 2 }, now)).toBe('accepted');
    }
    expect(job.life.state).toBe('closed');
    expect(job.tell('M3', { at: MINUTE, isItsPm: true }, now)).toBe('accepted');
    expect(job.life).toMatchObject({ state: 'closed', endedAt: T.abandonAfterMs });
  });
});

describe('at an impacted operator', () => {
  const told: ImpactedLife = { state: 'open', testCount: 2 };

  it('what comes before M2, or of another network, speaks of no job', () => {
    const stranger: ImpactedLife = { state: 'none', testCount: 0 };
    expect(codeOf(atImpacted('M4TX', stranger, { number: 1 }, T))).toBe('REF_INTERVOI_INCONNUE');
    expect(codeOf(atImpacted('M4', stranger, {}, T))).toBe('INCOHERENCE');
    expect(codeOf(atImpacted('CR', stranger, {}, T))).toBe('INCOHERENCE');
  });

  it('a test that it has heard of is repeated, after the end too; a new one after the end is refused', () => {
    expect(codeOf(atImpacted('M4TX', told, { number: 2 }, T))).toBe('repeated');
    expect(codeOf(atImpacted('M4TX', told, { number: 3 }, T))).toBe('accepted');
    const ended: ImpactedLife = { ...told, state: 'ended' };
    expect(codeOf(atImpacted('M4TX', ended, { number: 2 }, T))).toBe('repeated');
    expect(codeOf(atImpacted('M4TX', ended, { number: 3 }, T))).toBe('INCOHERENCE');
  });
});

describe('at the ordering operator, of a job outside', () => {
  const open: OrderedLife = { state: 'open', startedAt: 0, endedAt: null, isAbandoned: false, testCount: 0 };

  it('tests count up to five, each once; the end needs one where there are tests at all', () => {
    expect(codeOf(atOrdering('M3TX', open, { number: 2 }, T))).toBe('INCOHERENCE');
    expect(codeOf(atOrdering('M3TX', { ...open, testCount: 1 }, { number: 1 }, T))).toBe('TEST_PRECEDENT_DEJA_EMIS');
    expect(codeOf(atOrdering('M3TX', { ...open, testCount: 5 }, { number: 6 }, T))).toBe('INCOHERENCE');
    const end = { at: MINUTE, isItsPm: true };
    expect(codeOf(atOrdering('M3', open, { ...end, hasTests: true }, T))).toBe('M3TX_NON_DEMANDE');
    expect(codeOf(atOrdering('M3', open, { ...end, hasTests: false }, T))).toBe('accepted');
  });

  it('the last answer to an earlier test, late, does not close the job', () => {
    const ended: OrderedLife = { ...open, state: 'ended', endedAt: MINUTE, testCount: 2 };
    const late = atOrdering('M6TX', ended, { number: 2, isLast: true }, T);
    expect(late).toEqual({ kind: 'accepted', to: 'ended' });
    const closing = atOrdering('M6TX', ended, { number: CLOSING_TEST, isLast: true }, T);
    expect(closing).toEqual({ kind: 'accepted', to: 'closed' });
  });
});

it('a repair is usually over sooner than a connection; of what nobody knows, the longer', () => {
  expect(expectedEndOf(0, 'repair', T)).toBe(T.usualRepairMs);
  expect(expectedEndOf(0, 'connection', T)).toBe(T.usualConnectionMs);
  expect(expectedEndOf(0, 'unknown', T)).toBe(T.usualConnectionMs);
});

/** The clock's part: what is due at `now` happens, as timers would do it. */
function passTime(job: InfraJob, now: number): void {
  for (const { number, heardAt, isComplete } of job.life.tests) {
    if (number !== CLOSING_TEST && !isComplete && now >= heardAt + T.answerDeadlineMs) {
      job.tell('answer-deadline', { number }, now);
    }
  }
  if (job.life.state !== 'none' && now >= job.life.startedAt + T.abandonAfterMs) job.tell('abandon', {}, now);
  const closing = job.life.tests.find(({ number }) => number === CLOSING_TEST);
  if (closing !== undefined && now >= closing.heardAt + T.answerDeadlineMs) job.tell('closing-deadline', {}, now);
}

describe('whatever messages come, in whatever order, once or again, or never', () => {
  it('each is answered as the rules say, and the job is in the state that they say', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 2 }), (all, ocs) => {
        const told = OCS.slice(0, ocs);
        const [job, plain] = [new InfraJob(told), new PlainJob(told)];
        let now = 1_000_000;
        for (const one of all) {
          switch (one.kind) {
            case 'wait':
              now += one.ms;
              passTime(job, now);
              plain.pass(now);
              break;
            case 'M1':
              expect(job.tell('M1', { isSame: true }, now)).toBe(plain.start(now));
              break;
            case 'CR':
              expect(job.tell('CR', {}, now)).toBe(plain.state() === 'none' ? 'REF_INTERV_INCONNUE' : 'accepted');
              break;
            case 'M3TX':
              expect(job.tell('M3TX', { number: one.n, at: now, now }, now)).toBe(plain.test(one.n, now));
              break;
            case 'M5TX':
              // The hub refuses operators that were not told before it asks the rules.
              if (!told.includes(one.oc)) break;
              expect(job.tell('M5TX', { sender: one.oc, number: one.n, now, lot: 2 }, now)).toBe(
                plain.answer(one.oc, one.n, now),
              );
              break;
            case 'M3': {
              const at = now - one.ago * MINUTE;
              expect(job.tell('M3', { at, isItsPm: true }, now)).toBe(plain.end(at));
              break;
            }
          }
          expect(job.life.state).toBe(plain.state());
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('states follow one another as in the picture, and no other way', () => {
    const follows: Readonly<Record<LifeState, readonly LifeState[]>> = {
      none: ['open'],
      open: ['testing', 'ended', 'closed'],
      testing: ['open', 'ended', 'closed'],
      ended: ['closed'],
      closed: [],
    };
    fc.assert(
      fc.property(steps, (all) => {
        const job = new InfraJob(OCS);
        let now = 1_000_000;
        for (const one of all) {
          const before = job.life.state;
          if (one.kind === 'wait') {
            now += one.ms;
            passTime(job, now);
          } else if (one.kind === 'M1') job.tell('M1', { isSame: true }, now);
          else if (one.kind === 'M3TX') job.tell('M3TX', { number: one.n, at: now, now }, now);
          else if (one.kind === 'M5TX') job.tell('M5TX', { sender: one.oc, number: one.n, now, lot: 2 }, now);
          else if (one.kind === 'M3') job.tell('M3', { at: now - one.ago, isItsPm: true }, now);
          expect([before, ...follows[before]]).toContain(job.life.state);
        }
      }),
    );
  });
});
