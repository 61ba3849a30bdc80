import { useRef } from 'react';
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
    </>
  );
}
