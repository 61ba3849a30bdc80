import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';

/** The hub's clock on this screen, and one tick a second for everything that ages. */
export class HubClock {
  private offsetMs = 0;
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setInterval> | null = null;

  /** Milliseconds since 1970 by the hub's clock. */
  readonly now = (): number => Date.now() + this.offsetMs;

  /** Hub's clock minus this machine's. */
  setOffset(offsetMs: number): void {
    this.offsetMs = offsetMs;
  }

  /** One timer for all listeners, stopped when the last one leaves. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    this.timer ??= setInterval(() => {
      for (const each of this.listeners) each();
    }, 1000);
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size > 0 || this.timer === null) return;
      clearInterval(this.timer);
      this.timer = null;
    };
  };
}

const ClockContext = createContext(new HubClock());

export function ClockProvider({ clock, children }: { readonly clock: HubClock; readonly children: ReactNode }) {
  return <ClockContext value={clock}>{children}</ClockContext>;
}

export function useClock(): HubClock {
  return useContext(ClockContext);
}

/** The hub's time, re-rendering its caller each second: for a clock or a banner, never for rows. */
export function useNow(): number {
  const clock = useClock();
  const [now, setNow] = useState(clock.now);
  useEffect(() => clock.subscribe(() => setNow(clock.now())), [clock]);
  return now;
}

export interface AgeProps {
  /** Since when, ISO 8601. */
  readonly since: string;
  /** Seconds to text. */
  format(seconds: number): string;
  readonly className?: string;
}

/** Time since an instant. It rewrites its own text each second; nothing around it renders again. */
export function Age({ since, format, className }: AgeProps) {
  const clock = useClock();
  const node = useRef<HTMLTimeElement>(null);
  const text = format((clock.now() - Date.parse(since)) / 1000);
  useEffect(() => {
    const write = () => {
      const next = format((clock.now() - Date.parse(since)) / 1000);
      if (node.current !== null && node.current.textContent !== next) node.current.textContent = next;
    };
    write();
    return clock.subscribe(write);
  }, [clock, since, format]);
  return (
    <time ref={node} dateTime={since} className={className}>
      {text}
    </time>
  );
}
