import type { Session } from '@shared/contract/http';
import type { Bridge, Preferences } from '@shared/contract/ipc';
import { type Action, may } from '@shared/domain/authorisation';
import type { Relation } from '@shared/domain/outage';
import { createContext, type ReactNode, useCallback, useContext, useSyncExternalStore } from 'react';
import type { LiveClient, Readable } from '../live/live';
import type { Theme } from '../theme/tokens';
import { mayGrantOn } from './granting';
import type { Hub } from './hub';

/** The workstation: what is there before anybody signs in. */
export interface Workstation {
  /** `desktop`: Electron; `web`: a browser tab, served by the hub it speaks to. */
  readonly target: 'desktop' | 'web';
  readonly bridge: Pick<Bridge, 'request' | 'listen'>;
  readonly preferences: Preferences;
  /** Applied at once, then remembered. */
  setPreferences(change: Partial<Preferences>): void;
  /** The theme in use, `system` resolved. */
  readonly theme: Theme;
}

/** The seat of one person signed in at one hub: what every feature may ask for. */
export interface Desk {
  readonly session: Session;
  /** Whether the session survives a restart of the console. */
  readonly persisted: boolean;
  readonly hub: Hub;
  readonly live: LiveClient;
  signOut(): void;
}

const WorkstationContext = createContext<Workstation | null>(null);
const DeskContext = createContext<Desk | null>(null);

export function WorkstationProvider({
  value,
  children,
}: {
  readonly value: Workstation;
  readonly children: ReactNode;
}) {
  return <WorkstationContext value={value}>{children}</WorkstationContext>;
}

export function DeskProvider({ value, children }: { readonly value: Desk; readonly children: ReactNode }) {
  return <DeskContext value={value}>{children}</DeskContext>;
}

export function useWorkstation(): Workstation {
  const workstation = useContext(WorkstationContext);
  if (workstation === null) throw new Error('outside WorkstationProvider');
  return workstation;
}

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error('outside DeskProvider: nobody is signed in');
  return desk;
}

/** The hub, as the person signed in. */
export function useHub(): Hub {
  return useDesk().hub;
}

export function useSession(): Session {
  return useDesk().session;
}

export function useLive(): LiveClient {
  return useDesk().live;
}

/** Current value of a live readable; renders again when it changes. */
export function useReadable<T>(readable: Readable<T>): T {
  return useSyncExternalStore(
    useCallback((listener: () => void) => readable.subscribe(listener), [readable]),
    useCallback(() => readable.get(), [readable]),
  );
}

/** Part of a live readable: renders again only when that part changes (by `Object.is`). */
export function useSelected<T, P>(readable: Readable<T>, part: (value: T) => P): P {
  return useSyncExternalStore(
    useCallback((listener: () => void) => readable.subscribe(listener), [readable]),
    () => part(readable.get()),
  );
}

/** Asks the authorisation matrix for the person signed in. The hub asks it again: this only greys. */
export function useMay(): (action: Action, relation?: Relation) => boolean {
  const { role } = useSession();
  return useCallback((action, relation) => may(role, action, relation), [role]);
}

/** The connection is not live: what is shown is from some time ago (safety 13). */
export function useStale(): boolean {
  return useSelected(useLive().status, (status) => status.connection.state !== 'live');
}

/** Whether granting is safe now (`mayGrantOn`). */
export function useMayGrantNow(): boolean {
  const { operatorCode } = useSession();
  return useSelected(useLive().status, (status) => mayGrantOn(status, operatorCode));
}
