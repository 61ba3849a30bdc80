import { useEffect, useState } from 'react';
import { readLocal, writeLocal } from '../i18n/local-time';
import { TextField } from './TextField';

export interface MomentFieldProps {
  readonly label: string;
  readonly labelHidden?: boolean;
  /** Milliseconds since 1970; null: what stands there is no moment. */
  readonly value: number | null;
  onChange(value: number | null): void;
  /** The same moment otherwise, such as in UTC. */
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

/**
 * A date and time typed as `24/11/2026 06:00`, workstation's time. Day before month in both languages: what a browser's
 * own field shows hangs on its language, and 11/12 must never be two different days.
 */
export function MomentField({ value, onChange, ...rest }: MomentFieldProps) {
  const [text, setText] = useState(() => (value === null ? '' : writeLocal(value)));
  useEffect(() => {
    if (value !== null) setText((now) => (readLocal(now) === value ? now : writeLocal(value)));
  }, [value]);
  return (
    <TextField
      {...rest}
      mono
      value={text}
      placeholder="24/11/2026 06:00"
      onChange={(next) => {
        setText(next);
        onChange(readLocal(next));
      }}
      onBlur={() => {
        const read = readLocal(text);
        if (read !== null) setText(writeLocal(read));
      }}
    />
  );
}
