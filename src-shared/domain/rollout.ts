import { z } from 'zod';
import { departmentCode, instant, operatorCode } from './codes';
import { type NatureFamily, natureFamilyOf } from './nature';
import { grantNature } from './pre-authorisation';

/** Day of a calendar, in France: `2025-09-29`. */
export const calendarDay = z.iso.date().regex(/^(19|2\d)\d\d-/, 'no day of these centuries');

/** Rules of one plan at most. */
export const MOST_RULES = 200;

/** Jobs that are in scope of Lot 2 from a day on, on the network whose plan it is. A list that is absent means all. */
export const rolloutRule = z.strictObject({
  /** For people: `Pilote Gironde`. */
  label: z.string().trim().min(1).max(100),
  orderingOperatorCodes: z.array(operatorCode).min(1).max(50).optional(),
  departments: z.array(departmentCode).min(1).max(101).optional(),
  natures: z.array(grantNature).min(1).max(2),
  from: calendarDay,
});
export type RolloutRule = z.infer<typeof rolloutRule>;

export const rolloutRules = z.array(rolloutRule).max(MOST_RULES);

/** One version of the rollout plan of an infrastructure operator's network; the one before it stays as it was. */
export const rolloutPlan = z.strictObject({
  infraOperatorCode: operatorCode,
  /** From 1, one more with each edit. */
  version: z.int().min(1),
  rules: rolloutRules,
  /** Why it was edited. */
  note: z.string(),
  author: z.string(),
  at: instant,
});
export type RolloutPlan = z.infer<typeof rolloutPlan>;

/** What of a job a plan looks at. */
export interface JobToScope {
  readonly orderingOperatorCode: string;
  readonly department: string;
  /** The code of M1. */
  readonly nature: string;
  /** ISO. */
  readonly startedAt: string;
}

/**
 * What keeps a job out, by the rule that it misses least: no rule is for its ordering operator, or then for its
 * département, or then for its nature; or the one that is for all of them begins later.
 */
export const scopeMisses = ['ordering-operator', 'department', 'nature', 'not-yet'] as const;
export type ScopeMiss = (typeof scopeMisses)[number];

/** Why a job is outside of Lot 2, and by which version of the plan: kept with the job as it was judged at its start. */
export const outOfScope = z.strictObject({
  planVersion: z.int(),
  miss: z.enum(scopeMisses),
  /** Of `not-yet`: the day from which it would have been in. */
  from: calendarDay.optional(),
});
export type OutOfScope = z.infer<typeof outOfScope>;

/**
 * Whether a job is in scope of Lot 2: null, or why not. Without a plan everything is; with one, what some rule of it
 * lets in. A rule for both natures lets in a job whose nature was not given. Pure.
 */
export function scopeOf(plan: Pick<RolloutPlan, 'version' | 'rules'> | null, job: JobToScope): OutOfScope | null {
  if (plan === null) return null;
  const missed = plan.rules.map((rule) => missOf(rule, job));
  if (missed.some((miss) => miss === null)) return null;
  const nearest = Math.max(0, ...missed.map((miss) => (miss === null ? 0 : scopeMisses.indexOf(miss))));
  const miss = scopeMisses[nearest] ?? 'ordering-operator';
  const planVersion = plan.version;
  if (miss !== 'not-yet') return { planVersion, miss };
  const [from] = plan.rules
    .filter((_, i) => missed[i] === 'not-yet')
    .map((rule) => rule.from)
    .sort();
  return { planVersion, miss, ...(from !== undefined && { from }) };
}

/** What a rule holds against a job; null: it lets it in. In the order of `scopeMisses`. */
function missOf(rule: RolloutRule, job: JobToScope): ScopeMiss | null {
  if (rule.orderingOperatorCodes?.includes(job.orderingOperatorCode) === false) return 'ordering-operator';
  if (rule.departments?.includes(job.department) === false) return 'department';
  if (!letsIn(rule, natureFamilyOf(job.nature))) return 'nature';
  return frenchDay(job.startedAt) >= rule.from ? null : 'not-yet';
}

function letsIn({ natures }: RolloutRule, family: NatureFamily): boolean {
  return family === 'unknown' ? new Set(natures).size === 2 : natures.includes(family);
}

const days = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short' });

/** The day on which an instant falls in metropolitan France. */
function frenchDay(instant: string): string {
  return days.format(Date.parse(instant));
}
