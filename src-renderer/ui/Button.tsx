import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import './button.css';
import { Kbd } from './Kbd';
import { Tooltip } from './Tooltip';

type Look = 'primary' | 'plain' | 'quiet' | 'danger';

export interface ButtonProps
  extends Omit<AriaButtonProps, 'className' | 'style' | 'children' | 'isPending' | 'onPress'> {
  /** A verb. */
  readonly children: ReactNode;
  readonly look?: Look;
  readonly size?: 'normal' | 'small';
  /** The key that does the same, shown beside the verb. */
  readonly shortcut?: string;
  /** On its way: it keeps the focus and does nothing more. A `submit` must guard itself. */
  readonly isPending?: boolean;
  onPress?(): void;
}

/**
 * Pending is ours, not React Aria's: theirs announces by pointing at the button, and leaves a nameless image behind when
 * the button goes away with the answer (axe).
 */
export function Button({
  children,
  look = 'plain',
  size = 'normal',
  shortcut,
  isPending,
  onPress,
  ...rest
}: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      {...(isPending ? { 'aria-disabled': true } : {})}
      onPress={() => {
        if (!isPending) onPress?.();
      }}
      className={`button button-${look} button-${size}`}
    >
      {children}
      {shortcut === undefined ? null : <Kbd bare>{shortcut}</Kbd>}
    </AriaButton>
  );
}

export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children' | 'aria-label'> {
  /** What it does: read aloud, and shown as its tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
}

export function IconButton({ label, icon, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label}>
      <AriaButton {...rest} aria-label={label} className="button button-icon">
        {icon}
      </AriaButton>
    </Tooltip>
  );
}
