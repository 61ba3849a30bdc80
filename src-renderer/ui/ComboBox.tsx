import {
  Button as AriaButton,
  ComboBox as AriaComboBox,
  FieldError,
  Input,
  Label,
  ListBox,
  Popover,
} from 'react-aria-components';
import './field.css';
import { ChevronDown } from './icons';
import { type Option, OptionRow } from './options';
import './overlay.css';

export interface ComboBoxProps<K extends string> {
  readonly label: string;
  readonly labelHidden?: boolean;
  /** Already narrowed to `input` when `input` is given; else narrowed here. */
  readonly options: readonly Option<K>[];
  readonly value: K | null;
  onChange(value: K | null): void;
  readonly input?: string;
  onInput?(text: string): void;
  readonly placeholder?: string;
  /** What the list says when nothing matches. */
  readonly empty: string;
  readonly error?: string | undefined;
  readonly isDisabled?: boolean;
}

/** One of many, found by typing. */
export function ComboBox<K extends string>({ label, labelHidden, options, empty, error, ...rest }: ComboBoxProps<K>) {
  const { value, onChange, input, onInput, placeholder, isDisabled } = rest;
  const list = input === undefined ? { defaultItems: options } : { items: options, inputValue: input };
  return (
    <AriaComboBox
      className="field"
      {...list}
      value={value}
      onChange={(key) => onChange(key as K | null)}
      {...(onInput === undefined ? {} : { onInputChange: onInput })}
      allowsEmptyCollection
      menuTrigger="focus"
      isDisabled={isDisabled ?? false}
      isInvalid={error !== undefined}
      {...(labelHidden ? { 'aria-label': label } : {})}
    >
      {labelHidden ? null : <Label className="field-label">{label}</Label>}
      <div className="combo">
        <Input className="field-box" placeholder={placeholder ?? ''} />
        <AriaButton className="combo-button">
          <ChevronDown size={14} aria-hidden />
        </AriaButton>
      </div>
      <FieldError className="field-error">{error}</FieldError>
      <Popover className="popover" offset={4}>
        <ListBox<Option<K>> className="options" renderEmptyState={() => <p className="options-empty">{empty}</p>}>
          {(option) => <OptionRow option={option} />}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}
