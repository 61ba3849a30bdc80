import { Button as AriaButton, ListBox, Popover, Select } from 'react-aria-components';
import { useFormat } from '../../i18n/language';
import { type Option, OptionRow } from '../../ui/options';
import '../../ui/overlay.css';

export interface FilterChipProps<K extends string> {
  readonly name: string;
  /** What it says while it lets everything through. */
  readonly all: string;
  readonly options: readonly Option<K>[];
  readonly value: readonly K[];
  onChange(value: readonly K[]): void;
}

/** A filter as a chip: its name, what it lets through, and the choices behind it. */
export function FilterChip<K extends string>({ name, all, options, value, onChange }: FilterChipProps<K>) {
  const { list, integer } = useFormat();
  const labels = options.filter(({ id }) => value.includes(id)).map(({ label }) => label);
  const text = value.length === 0 ? all : labels.length > 2 ? integer(labels.length) : list(labels);
  return (
    <Select<Option<K>, 'multiple'>
      aria-label={`${name} : ${text}`}
      selectionMode="multiple"
      value={[...value]}
      onChange={(keys) => onChange(keys as K[])}
      className="chip"
    >
      <AriaButton className="chip-button" data-on={value.length > 0 ? '' : undefined}>
        {name} <strong>{text}</strong>
      </AriaButton>
      <Popover className="popover" offset={4} placement="bottom start">
        <ListBox items={options} className="options">
          {(option) => <OptionRow option={option} />}
        </ListBox>
      </Popover>
    </Select>
  );
}
