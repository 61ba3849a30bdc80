import type { DepartmentCode, OperatorCode } from '@shared/domain/codes';
import type { NatureFamily } from '@shared/domain/nature';
import type { Outage } from '@shared/domain/outage';
import type { Filters } from './live';
import { searchable } from './text';

/** Everything is let through. */
export const noFilters: Filters = {
  departments: [],
  infraOperators: [],
  impactedOperators: [],
  natures: [],
  states: [],
  severities: [],
  text: '',
};

/** Filters as sets, made once a change: 50,000 rows are asked each time. An empty list lets everything through. */
export interface Criteria {
  place(department: DepartmentCode, infraOperator: OperatorCode): boolean;
  nature(family: NatureFamily): boolean;
  /** Severity apart. Closed outages show only when asked for. `haystack` is lazy: making it costs more than all the rest. */
  outage(outage: Outage, haystack: () => string): boolean;
  severity(outage: Outage): boolean;
}

const among = <T>(values: readonly T[]): ((value: T) => boolean) => {
  if (values.length === 0) return () => true;
  const set = new Set(values);
  return (value) => set.has(value);
};

export function criteriaOf(filters: Filters): Criteria {
  const department = among(filters.departments);
  const infraOperator = among(filters.infraOperators);
  const impacted = among(filters.impactedOperators);
  const nature = among(filters.natures);
  const severity = among(filters.severities);
  const state = filters.states.length === 0 ? (s: string) => s !== 'closed' : among<string>(filters.states);
  const words = searchable(filters.text)
    .split(/\s+/)
    .filter((word) => word !== '');
  return {
    place: (d, o) => department(d) && infraOperator(o),
    nature,
    severity: (outage) => severity(outage.severity),
    outage: (outage, haystack) =>
      state(outage.state) &&
      impacted(outage.impactedOperatorCode) &&
      (words.length === 0 || words.every((word) => haystack().includes(word))),
  };
}
