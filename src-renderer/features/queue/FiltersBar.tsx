import { departmentName } from '@shared/domain/departments';
import { natureFamilies } from '@shared/domain/nature';
import { outageStates } from '@shared/domain/outage';
import { useMemo } from 'react';
import { useLive, useReadable, useSession } from '../../desk/desk';
import { useOperators } from '../../desk/operators';
import { useWords } from '../../i18n/language';
import { terms } from '../../i18n/terms';
import { noFilters } from '../../live/criteria';
import type { Filters } from '../../live/live';
import { Button } from '../../ui/Button';
import { FilterChip } from './FilterChip';
import { isFiltered } from './filters';
import './queue.css';
import { queueWords } from './words';

export interface FiltersBarProps {
  readonly filters: Filters;
  onFilters(filters: Filters): void;
}

/** What map and queue are narrowed to; each chip says what it lets through. */
export function FiltersBar({ filters, onFilters }: FiltersBarProps) {
  const words = useWords(queueWords);
  const { state, nature } = useWords(terms);
  const { operatorCode } = useSession();
  const operators = useOperators();
  const columns = useReadable(useLive().map.columns);
  const departments = useMemo(() => {
    const codes = [...new Set(columns?.communes.map(({ department }) => department) ?? [])].sort();
    return codes.map((code) => ({ id: code, label: departmentName(code), note: code }));
  }, [columns]);
  const named = (code: string) => operators.find((operator) => operator.code === code)?.name ?? code;
  const infra = (columns?.infraOperators ?? []).map((code) => ({ id: code, label: named(code), note: code }));
  const impacted = operators
    .filter(({ roles }) => roles.includes('OC'))
    .map(({ code, name }) => ({ id: code, label: name, note: code }));
  // An operator with only its own customers has nothing to tell apart.
  const seesOthers = operators.some(
    ({ code, roles }) => code === operatorCode && (roles.includes('OI') || roles.includes('DO')),
  );
  const set = (change: Partial<Filters>) => onFilters({ ...filters, ...change });

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would name it as part of a form
    <div className="filters" role="group" aria-label={words.filters}>
      <FilterChip
        name={words.department}
        all={words.all}
        options={departments}
        value={filters.departments}
        onChange={(value) => set({ departments: value })}
      />
      <FilterChip
        name={words.nature}
        all={words.allF}
        options={natureFamilies.map((id) => ({ id, label: nature[id] }))}
        value={filters.natures}
        onChange={(natures) => set({ natures })}
      />
      <FilterChip
        name={words.infra}
        all={words.all}
        options={infra}
        value={filters.infraOperators}
        onChange={(infraOperators) => set({ infraOperators })}
      />
      {seesOthers ? (
        <FilterChip
          name={words.impacted}
          all={words.all}
          options={impacted}
          value={filters.impactedOperators}
          onChange={(impactedOperators) => set({ impactedOperators })}
        />
      ) : null}
      <FilterChip
        name={words.state}
        all={words.all}
        options={outageStates.map((id) => ({ id, label: state[id] }))}
        value={filters.states}
        onChange={(states) => set({ states })}
      />
      {isFiltered(filters) ? (
        <Button size="small" onPress={() => onFilters(noFilters)}>
          {words.reset}
        </Button>
      ) : null}
    </div>
  );
}
