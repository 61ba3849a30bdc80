import type { ReactElement, ReactNode } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { Kbd } from './Kbd';
import './overlay.css';

export interface MenuAction {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly shortcut?: string;
  readonly isDisabled?: boolean;
  run(): void;
}

/** Actions behind a button, given as the only child. */
export function Menu({
  actions,
  children,
}: {
  readonly actions: readonly MenuAction[];
  readonly children: ReactElement;
}) {
  return (
    <MenuTrigger>
      {children}
      <Popover className="popover" offset={4}>
        <AriaMenu className="options" items={actions}>
          {(action) => (
            <MenuItem
              id={action.id}
              className="option"
              textValue={action.label}
              isDisabled={action.isDisabled ?? false}
              onAction={() => action.run()}
            >
              {action.icon}
              <span className="option-text">{action.label}</span>
              {action.shortcut === undefined ? null : <Kbd>{action.shortcut}</Kbd>}
            </MenuItem>
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
