import { departmentName } from '@shared/domain/departments';
import { useMemo } from 'react';
import { useLive, useReadable } from '../../desk/desk';
import { useOperators } from '../../desk/operators';
import { useWords } from '../../i18n/language';
import { IconButton } from '../../ui/Button';
import { X } from '../../ui/icons';
import { SegmentedControl } from '../../ui/SegmentedControl';
import { MultiSelect } from '../../ui/Select';
import type { Draft, DraftChange, ScopeKind } from './draft';
import { Field } from './Field';
import { grantWords } from './grant-words';
import { PmSearch } from './PmSearch';

interface ScopeFieldsProps {
  readonly draft: Draft;
  onChange(change: DraftChange): void;
}

const kinds: readonly ScopeKind[] = ['networks', 'departments', 'pms'];

/** Where it holds: networks, départements, or PMs one by one. */
export function ScopeFields({ draft, onChange }: ScopeFieldsProps) {
  const words = useWords(grantWords);
  const set = (values: Partial<Draft>) => onChange({ change: 'set', values });
  return (
    <Field label={words.scope}>
      <SegmentedControl
        label={words.scope}
        options={kinds.map((id) => ({ id, label: words.kinds[id] }))}
        value={draft.scopeKind}
        onChange={(scopeKind) => set({ scopeKind })}
      />
      {draft.scopeKind === 'departments' ? <Departments draft={draft} onChange={onChange} /> : null}
      {draft.scopeKind === 'pms' ? (
        <Pms draft={draft} onChange={onChange} />
      ) : (
        <Networks
          value={draft.networks}
          placeholder={draft.scopeKind === 'departments' ? words.allNetworks : words.choose}
          onChange={(networks) => set({ networks })}
        />
      )}
    </Field>
  );
}

function Networks({
  value,
  placeholder,
  onChange,
}: {
  readonly value: readonly string[];
  readonly placeholder: string;
  onChange(value: readonly string[]): void;
}) {
  const words = useWords(grantWords);
  const networks = useOperators().filter(({ roles }) => roles.includes('OI'));
  return (
    <MultiSelect
      label={words.networks}
      labelHidden
      placeholder={placeholder}
      options={networks.map(({ code, name }) => ({ id: code, label: name, note: code }))}
      value={value}
      onChange={onChange}
    />
  );
}

/** Those where this operator meets PMs. */
function Departments({ draft, onChange }: ScopeFieldsProps) {
  const words = useWords(grantWords);
  const columns = useReadable(useLive().map.columns);
  const options = useMemo(() => {
    const known = new Set([...(columns?.communes ?? []).map(({ department }) => department), ...draft.departments]);
    return [...known].sort().map((code) => ({ id: code, label: departmentName(code), note: code }));
  }, [columns, draft.departments]);
  return (
    <MultiSelect
      label={words.departments}
      labelHidden
      placeholder={words.choose}
      options={options}
      value={draft.departments}
      onChange={(departments) => onChange({ change: 'set', values: { departments } })}
    />
  );
}

function Pms({ draft, onChange }: ScopeFieldsProps) {
  const words = useWords(grantWords);
  return (
    <>
      <PmSearch
        label={words.addPm}
        labelHidden
        placeholder={words.pmHint}
        empty={words.noPm}
        keep={false}
        onPick={(pmRef) => onChange({ change: 'add-pm', pmRef })}
      />
      {draft.pmRefs.length === 0 ? null : (
        <ul className="grant-chips">
          {draft.pmRefs.map((pmRef) => (
            <li key={pmRef} className="grant-chip">
              <span className="mono foreign">{pmRef}</span>
              <IconButton
                label={words.dropPm(pmRef)}
                icon={<X size={12} aria-hidden />}
                onPress={() => onChange({ change: 'drop-pm', pmRef })}
              />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
