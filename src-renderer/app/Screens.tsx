import { type ReactNode, useRef } from 'react';
import { AuditLog } from '../features/audit-log/AuditLog';
import { Inventory } from '../features/inventory/Inventory';
import { LineLookup } from '../features/line-lookup/LineLookup';
import { Messages } from '../features/messages/Messages';
import { PreAuthorisations } from '../features/pre-authorisations/PreAuthorisations';
import { Reports } from '../features/reports/Reports';
import { Rollout } from '../features/rollout/Rollout';
import { ScreenGuard } from '../features/shell/ScreenGuard';
import type { Screen } from './router';
import { Supervision, type Wanted } from './Supervision';

export interface ScreensProps {
  readonly screen: Screen;
  readonly wanted: Wanted | null;
  onGo(screen: Screen): void;
  /** Shows a PM or an outage on the supervision. */
  onShow(place: Wanted): void;
}

/** The screen in front. Once opened, the supervision stays behind the others: its map and selection are kept. */
export function Screens({ screen, wanted, onGo }: ScreensProps) {
  const inFront = screen.name === 'supervision';
  const opened = useRef(inFront);
  opened.current ||= inFront;
  return (
    <>
      {opened.current ? (
        <div data-screen="supervision" hidden={!inFront}>
          <ScreenGuard>
            <Supervision
              wanted={wanted}
              active={inFront}
              onAuthorise={(prefill) => onGo({ name: 'pre-authorisations', view: { kind: 'new', prefill } })}
            />
          </ScreenGuard>
        </div>
      ) : null}
      {inFront ? null : (
        <div data-screen={screen.name}>
          <ScreenGuard key={screen.name}>{other(screen, onGo)}</ScreenGuard>
        </div>
      )}
    </>
  );
}

function other(screen: Exclude<Screen, { name: 'supervision' }>, onGo: (screen: Screen) => void): ReactNode {
  switch (screen.name) {
    case 'pre-authorisations':
      return <PreAuthorisations view={screen.view} onView={(view) => onGo({ name: 'pre-authorisations', view })} />;
    case 'line':
      return <LineLookup ptoRef={screen.ptoRef} />;
    case 'messages':
      return <Messages />;
    case 'rollout':
      return <Rollout />;
    case 'reports':
      return <Reports />;
    case 'inventory':
      return <Inventory />;
    case 'log':
      return <AuditLog />;
  }
}
