import { may } from '@shared/domain/authorisation';
import type { Role } from '@shared/domain/codes';
import type { NatureFamily } from '@shared/domain/nature';

/** What the form of a new pre-authorisation starts with when it is asked for from an outage. */
export interface GrantPrefill {
  readonly pmRef: string;
  readonly infraOperatorCode: string;
  readonly natureFamily: NatureFamily;
}

export type PreAuthorisationView =
  | { readonly kind: 'list' }
  | { readonly kind: 'new'; readonly prefill: GrantPrefill | null }
  | { readonly kind: 'one'; readonly id: string };

/** Where one may be. A new screen is a new member here; the compiler then shows where it is missing. */
export type Screen =
  | { readonly name: 'supervision' }
  | { readonly name: 'pre-authorisations'; readonly view: PreAuthorisationView }
  | { readonly name: 'line'; readonly ptoRef: string | null }
  | { readonly name: 'messages' }
  | { readonly name: 'rollout' }
  | { readonly name: 'reports' }
  | { readonly name: 'log' }
  | { readonly name: 'inventory' };
export type ScreenName = Screen['name'];

const start: Readonly<Record<ScreenName, Screen>> = {
  supervision: { name: 'supervision' },
  'pre-authorisations': { name: 'pre-authorisations', view: { kind: 'list' } },
  line: { name: 'line', ptoRef: null },
  messages: { name: 'messages' },
  rollout: { name: 'rollout' },
  reports: { name: 'reports' },
  log: { name: 'log' },
  inventory: { name: 'inventory' },
};

/** A screen as the rail opens it. */
export function screenNamed(name: ScreenName): Screen {
  return start[name];
}

/** Screens of a role, in the order of the rail. None: this console is not made for that role. */
export function screensOf(role: Role): readonly ScreenName[] {
  const names: ScreenName[] = [];
  if (may(role, 'feed.console') && may(role, 'outage.read')) names.push('supervision');
  if (may(role, 'pre-authorisation.read')) names.push('pre-authorisations');
  if (may(role, 'line.verdict')) names.push('line');
  if (may(role, 'message.read')) names.push('messages');
  if (may(role, 'rollout.read')) names.push('rollout');
  if (may(role, 'report.export')) names.push('reports');
  if (may(role, 'audit.read')) names.push('log');
  if (may(role, 'ipe.import')) names.push('inventory');
  return role === 'system' ? [] : names;
}

/** Screens of those who own a network: for others they have nothing to show. */
export function isOfNetwork(name: ScreenName): boolean {
  return name === 'rollout' || name === 'inventory';
}

/** Where a role's day starts. */
export function homeOf(role: Role): Screen | null {
  const own = screensOf(role);
  const preferred: ScreenName = role === 'hotline' ? 'line' : role === 'auditor' ? 'reports' : 'supervision';
  const name = own.includes(preferred) ? preferred : own[0];
  return name === undefined ? null : screenNamed(name);
}

/**
 * A screen as the fragment of the address, so that reload and Back work. A customer's socket is never written there:
 * addresses stay in histories (safety 20).
 */
export function hashOf(screen: Screen): string {
  if (screen.name !== 'pre-authorisations') return `#/${screen.name}`;
  switch (screen.view.kind) {
    case 'list':
      return '#/pre-authorisations';
    case 'new':
      return '#/pre-authorisations/new';
    case 'one':
      return `#/pre-authorisations/${encodeURIComponent(screen.view.id)}`;
  }
}

/** The screen that a fragment names; null when it names none, or one the role may not have. */
export function screenOf(hash: string, role: Role): Screen | null {
  const [name, rest] = hash.replace(/^#\//, '').split('/', 2);
  const known = screensOf(role).find((each) => each === name);
  if (known === undefined) return null;
  if (known !== 'pre-authorisations' || rest === undefined) return screenNamed(known);
  if (rest === 'new') return { name: known, view: { kind: 'new', prefill: null } };
  return { name: known, view: { kind: 'one', id: decoded(rest) } };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
