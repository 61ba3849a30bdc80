import type { TestAnswer } from '@shared/domain/intervention';
import { MAX_TESTS } from '@shared/domain/timings';

/** Where a technician is in his job. */
export type Technician =
  | { readonly phase: 'on-the-way' }
  | { readonly phase: 'declaring' }
  | { readonly phase: 'working'; readonly infraRef: string }
  | (OnSite & { readonly phase: 'asking' })
  | (OnSite & { readonly phase: 'awaiting' })
  | (OnSite & { readonly phase: 'repairing' })
  | (OnSite & { readonly phase: 'leaving' })
  | { readonly phase: 'gone' };

interface OnSite {
  readonly infraRef: string;
  readonly testNumber: number;
  /** Lines he was allowed to put back and has seen to, with how it went. */
  readonly repairs: readonly Repair[];
  /** Lines that the answers name and that he must leave. */
  readonly left: readonly Foreign[];
  readonly refusals: number;
}

export interface Foreign {
  readonly ptoRef: string;
  readonly operatorCode: string;
}
export interface Repair extends Foreign {
  readonly done: boolean;
}

export type Happening =
  | { readonly kind: 'arrived' }
  | { readonly kind: 'declared'; readonly infraRef: string }
  | { readonly kind: 'work-done' }
  | { readonly kind: 'test-taken'; readonly testNumber: number }
  | { readonly kind: 'test-refused'; readonly testNumber: number; readonly error: string }
  | { readonly kind: 'answered'; readonly testNumber: number; readonly answers: readonly TestAnswer[] }
  | { readonly kind: 'patience-over'; readonly testNumber: number }
  | { readonly kind: 'repaired'; readonly repairs: readonly Repair[] }
  | { readonly kind: 'ended' }
  | { readonly kind: 'turned-away' };

export type Act =
  | { readonly kind: 'declare' }
  | { readonly kind: 'work' }
  /** Asks test `testNumber`; `spaced`: not before the least time since the last one. */
  | { readonly kind: 'ask'; readonly testNumber: number; readonly spaced: boolean }
  | { readonly kind: 'await'; readonly testNumber: number }
  | { readonly kind: 'repair'; readonly lines: readonly Foreign[] }
  | { readonly kind: 'end' }
  | { readonly kind: 'report'; readonly repairs: readonly Repair[]; readonly left: readonly Foreign[] };

export interface Manner {
  /** Asks a second test before the answers to the first, and is refused. */
  readonly asksTooEarly: boolean;
}

/** After this many refusals of the same wish he gives up and ends the job. */
const PATIENCE_WITH_REFUSALS = 3;

interface Step {
  readonly next: Technician;
  readonly acts: readonly Act[];
}

/** What a technician does next: M1, work, M3TX, repairs that M6TX allows, at most five tests, M3, CR. */
export function step(now: Technician, happening: Happening, manner: Manner): Step {
  if (happening.kind === 'turned-away') return stay({ phase: 'gone' });
  switch (now.phase) {
    case 'on-the-way':
      return happening.kind === 'arrived' ? does({ phase: 'declaring' }, { kind: 'declare' }) : stay(now);
    case 'declaring':
      return happening.kind === 'declared'
        ? does({ phase: 'working', infraRef: happening.infraRef }, { kind: 'work' })
        : stay(now);
    case 'working':
      if (happening.kind !== 'work-done') return stay(now);
      return ask({ infraRef: now.infraRef, testNumber: 0, repairs: [], left: [], refusals: 0 });
    case 'asking':
      return whenAsking(now, happening, manner);
    case 'awaiting':
      return whenAwaiting(now, happening);
    case 'repairing':
      if (happening.kind !== 'repaired') return stay(now);
      return askOrLeave({ ...now, repairs: [...now.repairs, ...happening.repairs] });
    case 'leaving':
      if (happening.kind !== 'ended') return stay(now);
      return does({ phase: 'gone' }, { kind: 'report', repairs: now.repairs, left: now.left });
    case 'gone':
      return stay(now);
  }
}

function whenAsking(now: OnSite & { readonly phase: 'asking' }, happening: Happening, manner: Manner): Step {
  if (happening.kind === 'test-taken') {
    const { testNumber } = happening;
    const awaiting: Act = { kind: 'await', testNumber };
    const next = { ...now, phase: 'awaiting', testNumber, refusals: 0 } as const;
    if (!manner.asksTooEarly || testNumber !== 1) return does(next, awaiting);
    return does(next, awaiting, { kind: 'ask', testNumber: 2, spaced: false });
  }
  if (happening.kind !== 'test-refused') return stay(now);
  // A test that we sent twice because the first answer was lost: it was taken.
  if (happening.error === 'TEST_PRECEDENT_DEJA_EMIS') {
    return does({ ...now, phase: 'awaiting' }, { kind: 'await', testNumber: now.testNumber });
  }
  if (now.refusals + 1 >= PATIENCE_WITH_REFUSALS) return leave(now);
  return does({ ...now, refusals: now.refusals + 1 }, { kind: 'ask', testNumber: now.testNumber, spaced: true });
}

function whenAwaiting(now: OnSite & { readonly phase: 'awaiting' }, happening: Happening): Step {
  switch (happening.kind) {
    case 'answered': {
      if (happening.testNumber !== now.testNumber) return stay(now);
      const { allowed, forbidden } = sorted(happening.answers, now.repairs);
      if (allowed.length === 0 || now.testNumber >= MAX_TESTS) return leave({ ...now, left: forbidden });
      return does({ ...now, phase: 'repairing', left: forbidden }, { kind: 'repair', lines: allowed });
    }
    case 'patience-over':
      return happening.testNumber === now.testNumber ? leave(now) : stay(now);
    case 'test-taken':
      // The test asked too early was in time after all.
      return does({ ...now, testNumber: happening.testNumber }, { kind: 'await', testNumber: happening.testNumber });
    default:
      return stay(now);
  }
}

/** The lines that the answers name: those he may put back and has not seen to, and those he must leave. */
function sorted(
  answers: readonly TestAnswer[],
  repairs: readonly Repair[],
): { readonly allowed: readonly Foreign[]; readonly forbidden: readonly Foreign[] } {
  const seen = new Set(repairs.map(({ ptoRef }) => ptoRef));
  const allowed: Foreign[] = [];
  const forbidden: Foreign[] = [];
  for (const { impactedOperatorCode: operatorCode, impactedLines, repairAllowed } of answers) {
    for (const { ptoRef, reservedByInfra } of impactedLines) {
      if (!repairAllowed || reservedByInfra) forbidden.push({ ptoRef, operatorCode });
      else if (!seen.has(ptoRef)) allowed.push({ ptoRef, operatorCode });
    }
  }
  return { allowed, forbidden };
}

function ask(from: OnSite): Step {
  const testNumber = from.testNumber + 1;
  return does({ ...from, phase: 'asking', testNumber }, { kind: 'ask', testNumber, spaced: testNumber > 1 });
}

function askOrLeave(from: OnSite): Step {
  return from.testNumber < MAX_TESTS ? ask(from) : leave(from);
}

function leave(from: OnSite): Step {
  return does({ ...from, phase: 'leaving' }, { kind: 'end' });
}

const does = (next: Technician, ...acts: readonly Act[]): Step => ({ next, acts });
const stay = (next: Technician): Step => ({ next, acts: [] });
