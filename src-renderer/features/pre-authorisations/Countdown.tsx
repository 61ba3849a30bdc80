import { useEffect, useRef } from 'react';
import { useClock } from '../../ui/clock';

interface CountdownProps {
  /** ISO 8601. */
  readonly to: string;
  /** Seconds left, never negative, to text. */
  format(seconds: number): string;
}

/** Time left until an instant, by the hub's clock. It rewrites its own text; nothing around it renders again. */
export function Countdown({ to, format }: CountdownProps) {
  const clock = useClock();
  const node = useRef<HTMLTimeElement>(null);
  const text = () => format(Math.max(0, (Date.parse(to) - clock.now()) / 1000));
  const latest = useRef(text);
  latest.current = text;
  useEffect(
    () =>
      clock.subscribe(() => {
        const next = latest.current();
        if (node.current !== null && node.current.textContent !== next) node.current.textContent = next;
      }),
    [clock],
  );
  return (
    <time ref={node} dateTime={to}>
      {text()}
    </time>
  );
}
