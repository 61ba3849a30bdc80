import type { Filters } from '../../live/live';

export const noFilters: Filters = {
  departments: [],
  infraOperators: [],
  impactedOperators: [],
  natures: [],
  states: [],
  severities: [],
  text: '',
};

/** Whether anything at all is narrowed. */
export function isFiltered(filters: Filters): boolean {
  return Object.values(filters).some((value) => value.length > 0);
}
