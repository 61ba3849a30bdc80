import { ListBoxItem } from 'react-aria-components';
import { Check } from './icons';
import './overlay.css';

export interface Option<K extends string = string> {
  readonly id: K;
  readonly label: string;
  /** A second, quieter word: a code beside a name. */
  readonly note?: string;
}

/** One choice in the list of a Select or a ComboBox. */
export function OptionRow({ option }: { readonly option: Option }) {
  return (
    <ListBoxItem id={option.id} value={option} textValue={`${option.label} ${option.note ?? ''}`} className="option">
      {({ isSelected }) => (
        <>
          <span className="option-tick">{isSelected ? <Check size={14} aria-hidden /> : null}</span>
          <span className="option-text">{option.label}</span>
          {option.note === undefined ? null : <span className="mono faint">{option.note}</span>}
        </>
      )}
    </ListBoxItem>
  );
}
