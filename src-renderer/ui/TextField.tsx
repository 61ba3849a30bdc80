import type { Ref } from 'react';
import {
  type TextFieldProps as AriaProps,
  TextField as AriaTextField,
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
} from 'react-aria-components';
import './field.css';

export interface TextFieldProps extends Omit<AriaProps, 'className' | 'style' | 'children' | 'isInvalid'> {
  readonly label: string;
  readonly labelHidden?: boolean;
  /** Help that stays: what is expected, with its unit. */
  readonly hint?: string | undefined;
  /** What is wrong and what to do; the field is marked while it is there. */
  readonly error?: string | undefined;
  readonly placeholder?: string;
  /** References and times are read letter by letter. */
  readonly mono?: boolean;
  /** Rows of a longer text; a single line when absent. */
  readonly rows?: number;
  readonly inputRef?: Ref<HTMLInputElement>;
}

export function TextField({
  label,
  labelHidden,
  hint,
  error,
  placeholder,
  mono,
  rows,
  inputRef,
  onKeyDown,
  ...rest
}: TextFieldProps) {
  const face = mono ? 'field-box mono' : 'field-box';
  return (
    <AriaTextField
      {...rest}
      // React Aria keeps a key to the field that listens to it; Esc is for the dialog around.
      onKeyDown={(event) => {
        onKeyDown?.(event);
        event.continuePropagation();
      }}
      {...(labelHidden ? { 'aria-label': label } : {})}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className="field"
    >
      {labelHidden ? null : <Label className="field-label">{label}</Label>}
      {rows === undefined ? (
        <Input
          {...(inputRef === undefined ? {} : { ref: inputRef })}
          className={face}
          placeholder={placeholder ?? ''}
        />
      ) : (
        <TextArea className={`${face} field-area`} rows={rows} placeholder={placeholder ?? ''} />
      )}
      {hint === undefined ? null : (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </AriaTextField>
  );
}
