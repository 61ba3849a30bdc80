import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import './button.css';
import { Kbd } from './Kbd';
import { Tooltip } from './Tooltip';

type Look = 'primary' | 'plain' | 'quiet' | 'danger';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  /** A verb. */
  readonly children: ReactNode;
  readonly look?: Look;
  readonly size?: 'normal' | 'small';
  /** The key that does the same, shown beside the verb. */
  readonly shortcut?: string;
}

export function Button({ children, look = 'plain', size = 'normal', shortcut, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={`button button-${look} button-${size}`}>
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
