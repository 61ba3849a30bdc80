import {
  Button as AriaButton,
  Select as AriaSelect,
  FieldError,
  Label,
  ListBox,
  Popover,
  SelectValue,
} from 'react-aria-components';
import './field.css';
import { ChevronDown } from './icons';
import { type Option, OptionRow } from './options';
import './overlay.css';

interface Common<K extends string> {
  readonly label: string;
  /** The label is read aloud only: the choice says enough to the eye. */
  readonly labelHidden?: boolean;
  readonly options: readonly Option<K>[];
  readonly isDisabled?: boolean;
  readonly error?: string | undefined;
  /** What stands there while nothing is chosen. */
  readonly placeholder?: string;
}

export interface SelectProps<K extends string> extends Common<K> {
  readonly value: K | null;
  onChange(value: K): void;
}

/** One of a few. */
export function Select<K extends string>({ value, onChange, ...common }: SelectProps<K>) {
  return (
    <AriaSelect
      className="field"
      value={value}
      onChange={(key) => {
        if (key !== null) onChange(key as K);
      }}
      isDisabled={common.isDisabled ?? false}
      isInvalid={common.error !== undefined}
      placeholder={common.placeholder ?? '—'}
      {...(common.labelHidden ? { 'aria-label': common.label } : {})}
    >
      <Inside {...common} />
    </AriaSelect>
  );
}

export interface MultiSelectProps<K extends string> extends Common<K> {
  readonly value: readonly K[];
  onChange(value: readonly K[]): void;
}

/** Several of a few. */
export function MultiSelect<K extends string>({ value, onChange, ...common }: MultiSelectProps<K>) {
  return (
    <AriaSelect<Option<K>, 'multiple'>
      className="field"
      selectionMode="multiple"
      value={[...value]}
      onChange={(keys) => onChange(keys as K[])}
      isDisabled={common.isDisabled ?? false}
      isInvalid={common.error !== undefined}
      placeholder={common.placeholder ?? '—'}
      {...(common.labelHidden ? { 'aria-label': common.label } : {})}
    >
      <Inside {...common} />
    </AriaSelect>
  );
}

function Inside<K extends string>({ label, labelHidden, options, error }: Common<K>) {
  return (
    <>
      {labelHidden ? null : <Label className="field-label">{label}</Label>}
      <AriaButton className="field-box select-button">
        <SelectValue<Option<K>> className="select-value">
          {({ selectedItems, isPlaceholder, defaultChildren }) =>
            isPlaceholder ? defaultChildren : selectedItems.map((item) => item?.label).join(', ')
          }
        </SelectValue>
        <ChevronDown size={14} aria-hidden />
      </AriaButton>
      <FieldError className="field-error">{error}</FieldError>
      <Popover className="popover" offset={4}>
        <ListBox items={options} className="options">
          {(option) => <OptionRow option={option} />}
        </ListBox>
      </Popover>
    </>
  );
}
