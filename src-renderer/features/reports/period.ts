export const presets = ['today', 'day', 'week', 'month', 'custom'] as const;
export type Preset = (typeof presets)[number];

/** What a report asks for: a preset, or two moments in milliseconds since 1970 (null: what is typed is no moment). */
export interface Period {
  readonly preset: Preset;
  readonly from: number | null;
  readonly to: number | null;
}

const DAY_MS = 86_400_000;
const days: Readonly<Record<'day' | 'week' | 'month', number>> = { day: 1, week: 7, month: 30 };

interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * The moments that a period means now. "Today" begins at midnight of the workstation; the others are whole times 24
 * hours back. Null: a moment is missing, or the end is not after the begin.
 */
export function spanOf(period: Period, now: number): Span | null {
  switch (period.preset) {
    case 'today': {
      const midnight = new Date(now);
      midnight.setHours(0, 0, 0, 0);
      return { from: midnight.getTime(), to: now };
    }
    case 'day':
    case 'week':
    case 'month':
      return { from: now - days[period.preset] * DAY_MS, to: now };
    case 'custom': {
      const { from, to } = period;
      return from !== null && to !== null && from < to ? { from, to } : null;
    }
  }
}

/** As the contract asks for it. */
export function isoSpan({ from, to }: Span): { readonly from: string; readonly to: string } {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}
