import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import './field.css';
import type { Option } from './options';

export interface SegmentedControlProps<K extends string> {
  readonly label: string;
  readonly options: readonly Option<K>[];
  readonly value: K;
  onChange(value: K): void;
  readonly isDisabled?: boolean;
}

/** One of two to five, all in sight. */
export function SegmentedControl<K extends string>({
  label,
  options,
  value,
  onChange,
  isDisabled,
}: SegmentedControlProps<K>) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      className="segments"
      selectionMode="single"
      disallowEmptySelection
      isDisabled={isDisabled ?? false}
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        for (const key of keys) onChange(key as K);
      }}
    >
      {options.map((option) => (
        <ToggleButton key={option.id} id={option.id} className="segment">
          {option.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
