import type { Filters } from '../../live/live';

/** Whether anything at all is narrowed. */
export function isFiltered(filters: Filters): boolean {
  return Object.values(filters).some((value) => value.length > 0);
}
