import {
  type GrantDraft,
  type GrantNature,
  type GrantScope,
  MAX_VALIDITY_DAYS,
} from '@shared/domain/pre-authorisation';
import type { GrantPrefill } from './prefill';

export type ScopeKind = GrantScope['kind'];
export const DAY_MS = 86_400_000;

/** A pre-authorisation being written. Every kind of scope keeps what was chosen for it while another is in front. */
export interface Draft {
  readonly orderers: readonly string[];
  readonly scopeKind: ScopeKind;
  /** For `networks`; for `departments` they narrow, none means all. */
  readonly networks: readonly string[];
  readonly departments: readonly string[];
  readonly pmRefs: readonly string[];
  readonly natures: readonly GrantNature[];
  /** Milliseconds since 1970; null: what is typed is no moment. */
  readonly validFrom: number | null;
  readonly validUntil: number | null;
  readonly reason: string;
  readonly ticket: string;
}

export type DraftChange =
  | { readonly change: 'set'; readonly values: Partial<Draft> }
  | { readonly change: 'add-pm'; readonly pmRef: string }
  | { readonly change: 'drop-pm'; readonly pmRef: string }
  /** Lets it end that many days after it begins. */
  | { readonly change: 'last'; readonly days: number };

/**
 * A form as it opens. From an outage it is as narrow as what is needed: this PM, this kind of job, one day.
 * @param department of the PM of the outage, where it is known
 */
export function newDraft(now: number, prefill: GrantPrefill | null, department: string | null): Draft {
  const from = now - (now % 60_000);
  const blank: Draft = {
    orderers: [],
    scopeKind: 'departments',
    networks: [],
    departments: [],
    pmRefs: [],
    natures: ['connection', 'repair'],
    validFrom: from,
    validUntil: from + 30 * DAY_MS,
    reason: '',
    ticket: '',
  };
  if (prefill === null) return blank;
  return {
    ...blank,
    scopeKind: 'pms',
    networks: [prefill.infraOperatorCode],
    departments: department === null ? [] : [department],
    pmRefs: [prefill.pmRef],
    natures: prefill.natureFamily === 'unknown' ? blank.natures : [prefill.natureFamily],
    validUntil: from + DAY_MS,
  };
}

export function changed(draft: Draft, change: DraftChange): Draft {
  switch (change.change) {
    case 'set':
      return { ...draft, ...change.values };
    case 'add-pm':
      return draft.pmRefs.includes(change.pmRef) ? draft : { ...draft, pmRefs: [...draft.pmRefs, change.pmRef] };
    case 'drop-pm':
      return { ...draft, pmRefs: draft.pmRefs.filter((ref) => ref !== change.pmRef) };
    case 'last':
      return draft.validFrom === null ? draft : { ...draft, validUntil: draft.validFrom + change.days * DAY_MS };
  }
}

/** What is still missing or wrong, in the order of the form. */
export type Gap =
  | 'orderers'
  | 'networks'
  | 'departments'
  | 'pms'
  | 'natures'
  | 'from'
  | 'until'
  | 'order'
  | 'past'
  | 'cap'
  | 'reason';

/** Shortest reason that the hub takes. */
const LEAST_REASON = 3;

export function gapsOf(draft: Draft, now: number): readonly Gap[] {
  const { validFrom, validUntil } = draft;
  const gaps: Gap[] = [];
  if (draft.orderers.length === 0) gaps.push('orderers');
  if (draft.scopeKind === 'networks' && draft.networks.length === 0) gaps.push('networks');
  if (draft.scopeKind === 'departments' && draft.departments.length === 0) gaps.push('departments');
  if (draft.scopeKind === 'pms' && draft.pmRefs.length === 0) gaps.push('pms');
  if (draft.natures.length === 0) gaps.push('natures');
  if (validFrom === null) gaps.push('from');
  if (validUntil === null) gaps.push('until');
  else if (validUntil <= now) gaps.push('past');
  else if (validFrom !== null && validUntil <= validFrom) gaps.push('order');
  else if (validFrom !== null && validUntil - validFrom > MAX_VALIDITY_DAYS * DAY_MS) gaps.push('cap');
  if (draft.reason.trim().length < LEAST_REASON) gaps.push('reason');
  return gaps;
}

/** Any reason does for a preview: nothing is granted by it. */
const PREVIEW_REASON = 'preview';

/** The draft as the hub takes it to say what it would cover; null while it covers nothing definite. */
export function previewOf(draft: Draft, now: number): GrantDraft | null {
  if (gapsOf(draft, now).some((gap) => gap !== 'reason')) return null;
  return written({ ...draft, reason: PREVIEW_REASON, ticket: '' });
}

/** The draft as the hub takes it; null while something is missing. */
export function grantOf(draft: Draft, now: number): GrantDraft | null {
  return gapsOf(draft, now).length > 0 ? null : written(draft);
}

function written(draft: Draft): GrantDraft {
  const ticket = draft.ticket.trim();
  return {
    orderingOperatorCodes: [...draft.orderers],
    scope: scopeOf(draft),
    natures: [...draft.natures],
    validFrom: new Date(draft.validFrom ?? Number.NaN).toISOString(),
    validUntil: new Date(draft.validUntil ?? Number.NaN).toISOString(),
    reason: draft.reason.trim(),
    ...(ticket === '' ? {} : { ticket }),
  };
}

function scopeOf({ scopeKind, networks, departments, pmRefs }: Draft): GrantScope {
  switch (scopeKind) {
    case 'networks':
      return { kind: 'networks', infraOperatorCodes: [...networks] };
    case 'departments': {
      const narrowed = networks.length === 0 ? {} : { infraOperatorCodes: [...networks] };
      return { kind: 'departments', departments: [...departments], ...narrowed };
    }
    case 'pms':
      return { kind: 'pms', pmRefs: [...pmRefs] };
  }
}
