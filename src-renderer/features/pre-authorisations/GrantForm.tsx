import type { GrantNature } from '@shared/domain/pre-authorisation';
import { useState } from 'react';
import { useOperators } from '../../desk/operators';
import { useWords } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { Checkbox } from '../../ui/Checkbox';
import { MultiSelect } from '../../ui/Select';
import { TextField } from '../../ui/TextField';
import type { Draft, DraftChange, Gap } from './draft';
import { Field } from './Field';
import { grantWords } from './grant-words';
import { ScopeFields } from './ScopeFields';
import { ValidityFields } from './ValidityFields';

interface GrantFormProps {
  readonly draft: Draft;
  readonly gaps: readonly Gap[];
  onChange(change: DraftChange): void;
}

const natures: readonly GrantNature[] = ['connection', 'repair'];

/** The fields, in the order of the sentence. */
export function GrantForm({ draft, gaps, onChange }: GrantFormProps) {
  const words = useWords(grantWords);
  const [left, setLeft] = useState(false);
  const set = (values: Partial<Draft>) => onChange({ change: 'set', values });
  const toggle = (nature: GrantNature, on: boolean) =>
    set({ natures: natures.filter((each) => (each === nature ? on : draft.natures.includes(each))) });
  return (
    <div className="grant-fields">
      <Orderers value={draft.orderers} onChange={(orderers) => set({ orderers })} />
      <ScopeFields draft={draft} onChange={onChange} />
      <Field label={words.natures}>
        <div className="grant-natures">
          {natures.map((nature) => (
            <Checkbox key={nature} isSelected={draft.natures.includes(nature)} onChange={(on) => toggle(nature, on)}>
              {words[nature]}
            </Checkbox>
          ))}
        </div>
        {gaps.includes('natures') ? <p className="field-error">{words.gaps.natures}</p> : null}
      </Field>
      <ValidityFields draft={draft} gaps={gaps} onChange={onChange} />
      <Field label={words.reason}>
        <div className="grant-why">
          <TextField
            label={words.reason}
            labelHidden
            isRequired
            maxLength={500}
            value={draft.reason}
            onChange={(reason) => set({ reason })}
            onBlur={() => setLeft(true)}
            error={left && gaps.includes('reason') ? words.gaps.reason : undefined}
          />
          <TextField
            label={words.ticket}
            labelHidden
            mono
            maxLength={50}
            placeholder={words.ticketShort}
            value={draft.ticket}
            onChange={(ticket) => set({ ticket })}
          />
        </div>
      </Field>
    </div>
  );
}

function Orderers({
  value,
  onChange,
}: {
  readonly value: readonly string[];
  onChange(value: readonly string[]): void;
}) {
  const words = useWords(grantWords);
  const orderers = useOperators().filter(({ roles }) => roles.includes('DO'));
  return (
    <Field label={words.orderers}>
      <div className="grant-orderers">
        <MultiSelect
          label={words.orderers}
          labelHidden
          placeholder={words.choose}
          options={orderers.map(({ code, name }) => ({ id: code, label: name, note: code }))}
          value={value}
          onChange={onChange}
        />
        <Button onPress={() => onChange(orderers.map(({ code }) => code))}>{words.everybody}</Button>
      </div>
    </Field>
  );
}
