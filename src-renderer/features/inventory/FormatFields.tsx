import {
  type IpeEncoding,
  type IpeFormat,
  type IpePreview,
  type IpeProjection,
  type IpeSeparator,
  ipeEncodings,
  ipeProjections,
  ipeSeparators,
} from '@shared/contract/ipe';
import { useWords } from '../../i18n/language';
import { Select } from '../../ui/Select';
import { inventoryWords } from './words';

const AUTO = 'auto';

interface FormatFieldsProps {
  readonly format: IpeFormat;
  /** What the hub found out; null while it has not read the file. */
  readonly found: IpePreview['format'] | null;
  readonly isDisabled: boolean;
  onFormat(format: IpeFormat): void;
}

/** How the file is written: what was found out, and what one may say instead. */
export function FormatFields({ format, found, isDisabled, onFormat }: FormatFieldsProps) {
  const words = useWords(inventoryWords);
  const { encoding, separator, projection } = format;
  const { projections } = found ?? { projections: [] };
  const asFound =
    projections.length === 0 ? words.nowhere : projections.map((name) => words.projections[name]).join(', ');
  return (
    <>
      <Choice<IpeEncoding>
        label={words.encoding}
        auto={found === null || encoding !== undefined ? words.auto : words.found(words.encodings[found.encoding])}
        all={ipeEncodings}
        names={words.encodings}
        value={encoding}
        isDisabled={isDisabled}
        onChange={(next) => onFormat(withOrWithout(format, 'encoding', next))}
      />
      <Choice<IpeSeparator>
        label={words.separator}
        auto={found === null || separator !== undefined ? words.auto : words.found(words.separators[found.separator])}
        all={ipeSeparators}
        names={words.separators}
        value={separator}
        isDisabled={isDisabled}
        onChange={(next) => onFormat(withOrWithout(format, 'separator', next))}
      />
      <Choice<IpeProjection>
        label={words.projection}
        auto={found === null || projection !== undefined ? words.asWritten : words.asFound(asFound)}
        all={ipeProjections}
        names={words.projections}
        value={projection}
        isDisabled={isDisabled}
        onChange={(next) => onFormat(withOrWithout(format, 'projection', next))}
      />
    </>
  );
}

function withOrWithout<K extends keyof IpeFormat>(format: IpeFormat, key: K, value: IpeFormat[K]): IpeFormat {
  const { [key]: _, ...rest } = format;
  return value === undefined ? (rest as IpeFormat) : { ...format, [key]: value };
}

interface ChoiceProps<K extends string> {
  readonly label: string;
  readonly auto: string;
  readonly all: readonly K[];
  readonly names: Readonly<Record<K, string>>;
  readonly value: K | undefined;
  readonly isDisabled: boolean;
  onChange(value: K | undefined): void;
}

function Choice<K extends string>({ label, auto, all, names, value, isDisabled, onChange }: ChoiceProps<K>) {
  return (
    <Select<string>
      label={label}
      options={[{ id: AUTO, label: auto }, ...all.map((id) => ({ id, label: names[id] }))]}
      value={value ?? AUTO}
      isDisabled={isDisabled}
      onChange={(id) => onChange(all.find((one) => one === id))}
    />
  );
}
