import { departmentCodes, departmentName } from '@shared/domain/departments';
import type { RolloutRule } from '@shared/domain/rollout';
import { useMemo, useState } from 'react';
import { useOperators } from '../../desk/operators';
import { useWords } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { Checkbox } from '../../ui/Checkbox';
import { Dialog } from '../../ui/Dialog';
import { MultiSelect } from '../../ui/Select';
import { TextField } from '../../ui/TextField';
import { readDay, writeDay } from './day';
import { rolloutWords } from './words';

interface RuleDialogProps {
  /** Null: a new one. */
  readonly rule: RolloutRule | null;
  onKeep(rule: RolloutRule): void;
  onClose(): void;
}

const everyNature: RolloutRule['natures'] = ['connection', 'repair'];

/** One rule of the plan: a list left empty means all. */
export function RuleDialog({ rule, onKeep, onClose }: RuleDialogProps) {
  const words = useWords(rolloutWords);
  const [label, setLabel] = useState(rule?.label ?? '');
  const [ordering, setOrdering] = useState<readonly string[]>(rule?.orderingOperatorCodes ?? []);
  const [departments, setDepartments] = useState<readonly string[]>(rule?.departments ?? []);
  const [natures, setNatures] = useState<RolloutRule['natures']>(rule?.natures ?? everyNature);
  const [day, setDay] = useState(rule === null ? '' : writeDay(rule.from));
  /** Errors are told once one has tried to keep it. */
  const [tried, setTried] = useState(false);
  const operators = useOperators().filter(({ roles }) => roles.includes('DO'));
  const places = useMemo(
    () => departmentCodes.map((code) => ({ id: code, label: departmentName(code), note: code })),
    [],
  );
  const from = readDay(day);
  const named = label.trim() !== '';
  const keep = () => {
    setTried(true);
    if (!named || from === null || natures.length === 0) return;
    onKeep({
      label: label.trim(),
      ...(ordering.length > 0 && { orderingOperatorCodes: [...ordering] }),
      ...(departments.length > 0 && { departments: [...departments] }),
      natures,
      from,
    });
  };
  return (
    <Dialog
      title={rule === null ? words.newRule : words.editRule}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{words.cancel}</Button>
          <Button look="primary" onPress={keep}>
            {words.keep}
          </Button>
        </>
      }
    >
      <TextField
        label={words.label}
        value={label}
        onChange={setLabel}
        maxLength={100}
        hint={words.labelHint}
        error={tried && !named ? words.labelWrong : undefined}
        autoFocus
      />
      <MultiSelect
        label={words.ordering}
        placeholder={words.allHint}
        options={operators.map(({ code, name }) => ({ id: code, label: name, note: code }))}
        value={ordering}
        onChange={setOrdering}
      />
      <MultiSelect
        label={words.departments}
        placeholder={words.allHint}
        options={places}
        value={departments}
        onChange={setDepartments}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset brings a frame of its own */}
      <div className="field" role="group" aria-label={words.natures}>
        <span className="field-label" aria-hidden>
          {words.natures}
        </span>
        <div className="rollout-natures">
          {everyNature.map((nature) => (
            <Checkbox
              key={nature}
              isSelected={natures.includes(nature)}
              onChange={(on) => setNatures(everyNature.filter((one) => (one === nature ? on : natures.includes(one))))}
            >
              {words.nature[nature]}
            </Checkbox>
          ))}
        </div>
        {natures.length === 0 ? <p className="field-error">{words.naturesWrong}</p> : null}
      </div>
      <TextField
        label={words.from}
        mono
        value={day}
        onChange={setDay}
        placeholder="29/09/2025"
        hint={words.dayHint}
        error={tried && from === null ? words.dayWrong : undefined}
      />
    </Dialog>
  );
}
