import type { OperatorCode } from './codes';
import type { InterventionState } from './intervention';
import type { NatureFamily } from './nature';
import { MAX_TESTS, type Timings } from './timings';

/**
 * The life of an intervention in the records of the operators that take part (interop.md, Rules): what each message and
 * each hour that passes does in each state. The three tables below are the whole of it; effects are the hub's.
 *
 * ```text
 * infrastructure operator            M3TX
 *                  M1        ┌───────────────▶ testing ──┐
 *          none ────────▶ open ◀─ last answer, deadline ─┤
 *                            │                           │
 *                            └── M3, or given up ──┬─────┘
 *                                                  ▼
 *                                               ended ── last closing answer, deadline ──▶ closed
 *
 * impacted operator          none ── M2 ──▶ open ── M4 ──▶ ended ── closing test ──▶ closed
 *                                             └───────── given up ──────────────────────▶┘
 *
 * ordering operator, of a job outside: as the infrastructure operator; the last M6TX of a test ends it.
 * ```
 *
 * A message that comes again is repeated: it gets the same answer and has no effect. One that comes before its cause, or
 * after its time, is refused by the code of its own call.
 */
export type LifeState = 'none' | InterventionState;

export type Outcome =
  | { readonly kind: 'accepted'; readonly to: LifeState }
  | { readonly kind: 'repeated' }
  | { readonly kind: 'refused'; readonly code: LifeRefusal; readonly why: string; readonly fields: readonly string[] };

export type LifeRefusal =
  | 'DELAI_NON_RESPECTE'
  | 'ERREUR_ITERATION'
  | 'INCOHERENCE'
  | 'M3TX_NON_DEMANDE'
  | 'MAUVAIS_FORMAT'
  | 'PM_INCONNU'
  | 'REF_INTERVOI_INCONNUE'
  | 'REF_INTERV_INCONNUE'
  | 'REF_INTERV_OI_INCONNUE'
  | 'TEST_PRECEDENT_DEJA_EMIS'
  | 'TEST_PRECEDENT_NON_ACQUITTE';

/** The closing test's number; the others count from 1. */
export const CLOSING_TEST = 0;

/** One test. Instants are milliseconds since 1970, here as in all of this file. */
export interface Test {
  readonly number: number;
  /** When the infrastructure operator heard of it; when it is due, for the closing one. */
  readonly heardAt: number;
  readonly answered: readonly OperatorCode[];
  /** All have answered, or nobody waits for more. */
  readonly isComplete: boolean;
}

/** A job as its infrastructure operator knows it. */
export interface InfraLife {
  readonly state: LifeState;
  /** In which it was declared: Lot 1 has no tests. */
  readonly lot: 1 | 2;
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** Ended by nobody: given up `abandonAfterMs` after its start. */
  readonly isAbandoned: boolean;
  readonly tests: readonly Test[];
}

/** What each message tells, beside the job that it is of. */
export interface InfraFacts {
  /** `isSame`: with the content of the job that has this reference. */
  readonly M1: { readonly isSame: boolean };
  readonly M3TX: { readonly number: number; readonly at: number; readonly now: number };
  readonly M3: { readonly at: number; readonly isItsPm: boolean };
  readonly CR: object;
  readonly M5TX: { readonly sender: OperatorCode; readonly number: number; readonly now: number; readonly lot: 1 | 2 };
  /** Nobody waits for more answers to a test; to the closing one. */
  readonly 'answer-deadline': { readonly number: number };
  readonly 'closing-deadline': object;
  readonly abandon: object;
}

type Rule<Life, Facts> = (life: Life, facts: Facts, timings: Timings) => Outcome;
type Table<State extends string, Life, Facts> = {
  readonly [S in State]: { readonly [Message in keyof Facts]: Rule<Life, Facts[Message]> };
};

const to = (state: LifeState) => (): Outcome => ({ kind: 'accepted', to: state });
const again = (): Outcome => ({ kind: 'repeated' });
const refused = (code: LifeRefusal, why: string, ...fields: readonly string[]): Outcome => ({
  kind: 'refused',
  code,
  why,
  fields,
});
const refuse =
  (...refusal: Parameters<typeof refused>) =>
  (): Outcome =>
    refused(...refusal);
const unknown = (code: LifeRefusal, field: string) => refuse(code, 'no such intervention', field);

function sameStart(_life: unknown, { isSame }: InfraFacts['M1']): Outcome {
  return isSame ? again() : refused('MAUVAIS_FORMAT', 'refIntervDO was used for another intervention', 'refIntervDO');
}

function asksTest(life: InfraLife, { number, at, now }: InfraFacts['M3TX'], { testSpacingMs }: Timings): Outcome {
  if (life.lot === 1) return refused('INCOHERENCE', 'the job was declared in Lot 1, which has no tests');
  const asked = life.tests.filter((test) => test.number !== CLOSING_TEST);
  const last = asked.at(-1);
  if (asked.some((test) => test.number === number)) {
    return refused('TEST_PRECEDENT_DEJA_EMIS', `test ${number} was already asked for`, 'numeroTest');
  }
  if (last !== undefined && !last.isComplete) {
    return refused('TEST_PRECEDENT_NON_ACQUITTE', `answers to test ${last.number} are awaited`, 'numeroTest');
  }
  const outOfTurn = outOfSequence(number, asked.length);
  if (outOfTurn !== null) return outOfTurn;
  if (last !== undefined && now - last.heardAt < testSpacingMs) {
    return refused('INCOHERENCE', 'too soon after the last test', 'dateTest');
  }
  if (at < life.startedAt) return refused('INCOHERENCE', 'dateTest is before the start', 'dateTest');
  return { kind: 'accepted', to: 'testing' };
}

function outOfSequence(number: number, askedSoFar: number): Outcome | null {
  if (askedSoFar >= MAX_TESTS) return refused('INCOHERENCE', `there were ${MAX_TESTS} tests already`, 'numeroTest');
  if (number === askedSoFar + 1) return null;
  return refused('INCOHERENCE', `the next test is ${askedSoFar + 1}`, 'numeroTest');
}

const testAfterEnd = refuse('INCOHERENCE', 'the intervention has ended', 'refIntervOI');
const notItsPm = refused('PM_INCONNU', 'not the PM of this intervention', 'pointMutualisation.refPM');

function ends(life: InfraLife, { at, isItsPm }: InfraFacts['M3']): Outcome {
  if (!isItsPm) return notItsPm;
  if (at < life.startedAt) return refused('MAUVAIS_FORMAT', 'the end is before the start', 'dateFinIntervention');
  if (life.tests.length === 0 && life.lot === 2) return refused('M3TX_NON_DEMANDE', 'no test was asked for');
  return { kind: 'accepted', to: 'ended' };
}

/** The end of a job that was given up comes late: it is noted, and changes nothing. */
function endsAgain(life: InfraLife, { at, isItsPm }: InfraFacts['M3']): Outcome {
  if (!isItsPm) return notItsPm;
  if (life.isAbandoned) return { kind: 'accepted', to: life.state };
  if (life.endedAt === at) return again();
  return refused('MAUVAIS_FORMAT', 'the intervention has ended already', 'dateFinIntervention');
}

/** Lot 1 has no hour for the closing answer, so that one may come as soon as the job has ended. */
function answers(life: InfraLife, { sender, number, now, lot }: InfraFacts['M5TX'], timings: Timings): Outcome {
  const test = life.tests.find((one) => one.number === number);
  const isEarly =
    test !== undefined && number === CLOSING_TEST && lot === 2 && now < test.heardAt - timings.clockSkewMs;
  if (test === undefined || isEarly) return refused('ERREUR_ITERATION', 'no such test was asked for', 'numeroTest');
  if (test.answered.includes(sender)) return again();
  if (test.isComplete || now > test.heardAt + timings.answerDeadlineMs) {
    return refused('DELAI_NON_RESPECTE', 'the deadline for this answer has passed', 'numeroTest');
  }
  return { kind: 'accepted', to: life.state };
}

function testOver({ tests, state }: InfraLife, { number }: InfraFacts['answer-deadline']): Outcome {
  const isOpen = tests.some((test) => test.number === number && !test.isComplete);
  return isOpen ? { kind: 'accepted', to: state === 'testing' ? 'open' : state } : again();
}

const infraTable: Table<LifeState, InfraLife, InfraFacts> = {
  none: {
    M1: to('open'),
    M3TX: unknown('REF_INTERV_INCONNUE', 'refIntervDO'),
    // The table of M3 has no code of its own for it.
    M3: unknown('MAUVAIS_FORMAT', 'refIntervDO'),
    CR: unknown('REF_INTERV_INCONNUE', 'refIntervDO'),
    M5TX: unknown('REF_INTERV_OI_INCONNUE', 'refIntervOI'),
    'answer-deadline': again,
    'closing-deadline': again,
    abandon: again,
  },
  open: {
    M1: sameStart,
    M3TX: asksTest,
    M3: ends,
    CR: to('open'),
    M5TX: answers,
    'answer-deadline': testOver,
    'closing-deadline': again,
    abandon: to('ended'),
  },
  testing: {
    M1: sameStart,
    M3TX: asksTest,
    M3: ends,
    CR: to('testing'),
    M5TX: answers,
    'answer-deadline': testOver,
    'closing-deadline': again,
    abandon: to('ended'),
  },
  ended: {
    M1: sameStart,
    M3TX: testAfterEnd,
    M3: endsAgain,
    CR: to('ended'),
    M5TX: answers,
    'answer-deadline': again,
    'closing-deadline': to('closed'),
    abandon: again,
  },
  closed: {
    M1: sameStart,
    M3TX: testAfterEnd,
    M3: endsAgain,
    CR: to('closed'),
    M5TX: answers,
    'answer-deadline': again,
    'closing-deadline': again,
    abandon: again,
  },
};

/** An impacted operator's record: M2 is all that it knows, and never whose job it is. */
export interface ImpactedLife {
  readonly state: Exclude<LifeState, 'testing'>;
  /** Highest test heard of. */
  readonly testCount: number;
}

export interface ImpactedFacts {
  readonly M2: object;
  readonly M4TX: { readonly number: number };
  readonly M4: object;
  readonly CR: object;
  /** The hour of the closing test, dateTestFinFroid. */
  readonly 'closing-test': object;
  readonly abandon: object;
}

const relayedTest =
  (isOver: boolean) =>
  ({ state, testCount }: ImpactedLife, { number }: ImpactedFacts['M4TX']): Outcome => {
    if (number <= testCount) return again();
    return isOver ? testAfterEnd() : { kind: 'accepted', to: state };
  };

const impactedTable: Table<ImpactedLife['state'], ImpactedLife, ImpactedFacts> = {
  none: {
    M2: to('open'),
    M4TX: unknown('REF_INTERVOI_INCONNUE', 'refIntervOI'),
    M4: unknown('INCOHERENCE', 'refIntervOI'),
    CR: unknown('INCOHERENCE', 'refIntervOI'),
    'closing-test': again,
    abandon: again,
  },
  open: {
    M2: again,
    M4TX: relayedTest(false),
    M4: to('ended'),
    CR: to('open'),
    'closing-test': again,
    abandon: to('closed'),
  },
  ended: {
    M2: again,
    M4TX: relayedTest(true),
    M4: again,
    CR: to('ended'),
    'closing-test': to('closed'),
    abandon: again,
  },
  closed: {
    M2: again,
    M4TX: relayedTest(true),
    M4: again,
    CR: to('closed'),
    'closing-test': again,
    abandon: again,
  },
};

/** What an operator hosted here knows of a job that it ordered on a network outside. */
export interface OrderedLife {
  readonly state: LifeState;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly isAbandoned: boolean;
  readonly testCount: number;
}

export interface OrderedFacts {
  readonly M1: { readonly isSame: boolean };
  readonly M3TX: { readonly number: number };
  readonly M3: { readonly at: number; readonly isItsPm: boolean; readonly hasTests: boolean };
  readonly CR: object;
  /** `isLast`: as many have answered this test as were asked. */
  readonly M6TX: { readonly number: number; readonly isLast: boolean };
  readonly 'closing-deadline': object;
  readonly abandon: object;
}

/** Spacing and open answers are for the infrastructure operator to judge: it alone knows them. */
function asksOutside({ testCount }: OrderedLife, { number }: OrderedFacts['M3TX']): Outcome {
  if (number >= 1 && number <= testCount) {
    return refused('TEST_PRECEDENT_DEJA_EMIS', `test ${number} was already asked for`, 'numeroTest');
  }
  return outOfSequence(number, testCount) ?? { kind: 'accepted', to: 'testing' };
}

function endsOutside(life: OrderedLife, { at, isItsPm, hasTests }: OrderedFacts['M3']): Outcome {
  if (!isItsPm) return notItsPm;
  if (at < life.startedAt) return refused('MAUVAIS_FORMAT', 'the end is before the start', 'dateFinIntervention');
  if (life.testCount === 0 && hasTests) return refused('M3TX_NON_DEMANDE', 'no test was asked for');
  return { kind: 'accepted', to: 'ended' };
}

const endsOutsideAgain = (life: OrderedLife, facts: OrderedFacts['M3']): Outcome =>
  endsAgain({ ...life, lot: 2, tests: [] }, facts);

const answered =
  (whenLast: LifeState) =>
  ({ state, testCount }: OrderedLife, { number, isLast }: OrderedFacts['M6TX']): Outcome => {
    const isAwaited = state === 'ended' ? number === CLOSING_TEST : number === testCount;
    return { kind: 'accepted', to: isLast && isAwaited ? whenLast : state };
  };

const orderedTable: Table<LifeState, OrderedLife, OrderedFacts> = {
  none: {
    M1: to('open'),
    M3TX: unknown('REF_INTERV_INCONNUE', 'refIntervDO'),
    M3: unknown('MAUVAIS_FORMAT', 'refIntervDO'),
    CR: unknown('REF_INTERV_INCONNUE', 'refIntervDO'),
    M6TX: unknown('REF_INTERV_OI_INCONNUE', 'refIntervOI'),
    'closing-deadline': again,
    abandon: again,
  },
  open: {
    M1: sameStart,
    M3TX: asksOutside,
    M3: endsOutside,
    CR: to('open'),
    M6TX: answered('open'),
    'closing-deadline': again,
    abandon: to('closed'),
  },
  testing: {
    M1: sameStart,
    M3TX: asksOutside,
    M3: endsOutside,
    CR: to('testing'),
    M6TX: answered('open'),
    'closing-deadline': again,
    abandon: to('closed'),
  },
  ended: {
    M1: sameStart,
    M3TX: testAfterEnd,
    M3: endsOutsideAgain,
    CR: to('ended'),
    M6TX: answered('closed'),
    'closing-deadline': to('closed'),
    abandon: again,
  },
  closed: {
    M1: sameStart,
    M3TX: testAfterEnd,
    M3: endsOutsideAgain,
    CR: to('closed'),
    M6TX: answered('closed'),
    'closing-deadline': again,
    abandon: again,
  },
};

/** What a message or an hour does to the infrastructure operator's record of a job. */
export function atInfra<M extends keyof InfraFacts>(
  message: M,
  life: InfraLife,
  facts: InfraFacts[M],
  timings: Timings,
): Outcome {
  return infraTable[life.state][message](life, facts, timings);
}

/** … to an impacted operator's. */
export function atImpacted<M extends keyof ImpactedFacts>(
  message: M,
  life: ImpactedLife,
  facts: ImpactedFacts[M],
  timings: Timings,
): Outcome {
  return impactedTable[life.state][message](life, facts, timings);
}

/** … to that of an operator which ordered it on a network outside. */
export function atOrdering<M extends keyof OrderedFacts>(
  message: M,
  life: OrderedLife,
  facts: OrderedFacts[M],
  timings: Timings,
): Outcome {
  return orderedTable[life.state][message](life, facts, timings);
}

/** When a job of this kind is usually over; later, it is overdue. A job of unknown kind may be a connection. */
export function expectedEndOf(startedAt: number, family: NatureFamily, timings: Timings): number {
  return startedAt + (family === 'repair' ? timings.usualRepairMs : timings.usualConnectionMs);
}
