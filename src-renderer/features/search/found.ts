import { type Outage, severities } from '@shared/domain/outage';
import type { MapHit } from '../../live/live';

/** Something that the palette can run: the same object makes the row and does the deed. */
export interface PaletteAction {
  readonly id: string;
  readonly label: string;
  run(): void;
}

/** Letters without accents or case, so that `bègles`, `Begles` and `BEGLES` meet. */
export function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** Actions whose label holds every word typed. */
export function matching(actions: readonly PaletteAction[], text: string): readonly PaletteAction[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  return actions.filter(({ label }) => words.every((word) => plain(label).includes(word)));
}

/** Looks like a customer's socket reference: `FI-4K2M-81QZ`. Older shapes are found by the line screen itself. */
export function looksLikeSocket(text: string): boolean {
  return /^[A-Z0-9]{2}-[A-Z0-9]{4}-[A-Z0-9]{4}$/i.test(text.trim());
}

/** The outage to open for a PM: the worst, then the newest. */
export function worstOf({ outages }: Pick<MapHit, 'outages'>): Outage | null {
  const rank = (outage: Outage) => severities.indexOf(outage.severity);
  return [...outages].sort((a, b) => rank(a) - rank(b) || Date.parse(b.raisedAt) - Date.parse(a.raisedAt))[0] ?? null;
}
