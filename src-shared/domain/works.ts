import { z } from 'zod';
import { instant, operatorCode, pmRef, sentInstant } from './codes';

/** States of the TP/DERCO feed (interop.md, How a cut is seen): new, other dates, other content, over, cancelled [S]. */
export const worksStates = ['NOUVEAU', 'REPLANIFICATION', 'MAJ', 'CLOTURE', 'ANNULE'] as const;
export const worksState = z.enum(worksStates);
export type WorksState = z.infer<typeof worksState>;

/** TP: works planned ahead. DERCO: a collective fault, under repair. One feed carries both. */
export const worksKinds = ['TP', 'DERCO'] as const;

/** PMs of one works at most: works on a whole street, or a whole commune, name each of its PMs. */
export const MOST_PMS_OF_WORKS = 500;

const common = {
  worksRef: z.string().min(1).max(50),
  kind: z.enum(worksKinds),
  state: worksState,
  /** What is done, for people. */
  description: z.string().trim().min(1).max(500).optional(),
};

/** One announcement of an infrastructure operator, as PUT /api/works takes it: the whole of what holds from now on. */
export const worksNotice = z
  .strictObject({
    ...common,
    pmRefs: z.array(pmRef).min(1).max(MOST_PMS_OF_WORKS),
    startsAt: sentInstant,
    endsAt: sentInstant,
  })
  .refine(({ startsAt, endsAt }) => Date.parse(endsAt) > Date.parse(startsAt), {
    path: ['endsAt'],
    message: 'not after startsAt',
  });
export type WorksNotice = z.infer<typeof worksNotice>;

/** Works as one operator sees them: `pmRefs` holds the PMs that it knows. */
export const works = z.strictObject({
  ...common,
  infraOperatorCode: operatorCode,
  pmRefs: z.array(pmRef),
  startsAt: instant,
  endsAt: instant,
  /** When the hub was told that they were over or cancelled. */
  overAt: instant.nullable(),
});
export type Works = z.infer<typeof works>;

/** When works were or are to be, as far as the hub was told. */
export type WorksSpan = Pick<Works, 'state' | 'startsAt' | 'endsAt' | 'overAt'>;

/**
 * When a loss may be the works' doing, both ends included, in milliseconds; null: never. Cancelled works were not done.
 * Works that ended keep what they explained until they ended, and explain nothing later, whatever end was announced.
 */
export function worksWindow({ state, startsAt, endsAt, overAt }: WorksSpan): { from: number; to: number } | null {
  if (state === 'ANNULE') return null;
  const [from, announced] = [Date.parse(startsAt), Date.parse(endsAt)];
  const to = state === 'CLOTURE' && overAt !== null ? Math.min(announced, Date.parse(overAt)) : announced;
  return to < from ? null : { from, to };
}

export type WorksPhase = 'planned' | 'under-way' | 'over' | 'cancelled';

/** Where works are in their life, `now` in milliseconds by the hub's clock. */
export function worksPhase(span: WorksSpan, now: number): WorksPhase {
  if (span.state === 'ANNULE') return 'cancelled';
  const window = worksWindow(span);
  if (window === null || span.state === 'CLOTURE' || now > window.to) return 'over';
  return now < window.from ? 'planned' : 'under-way';
}

/** Over or cancelled: such works do not change any more. New dates are new works, under another reference. */
export function isFinal(state: WorksState): boolean {
  return state === 'CLOTURE' || state === 'ANNULE';
}
