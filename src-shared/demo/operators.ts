import type { Operator } from '../contract/http';
import type { OperatorCode, Role } from '../domain/codes';

/** What an operator is in the demonstration: owner of a network, retailer, or both. */
export type DemoOperatorKind = 'integrated' | 'public-network' | 'retail';

export interface DemoOperator extends Operator {
  readonly demo: true;
  readonly kind: DemoOperatorKind;
  /** Share of the active lines that this operator serves, over the whole world; 0 for one that serves none. */
  readonly lineShare: number;
}

/**
 * The operators of the Gironde pilot as the demonstration plays them. Names are real, everything they do here is
 * played; shares are invented, as are the codes other than FTEL (interop.md, Actors).
 */
export const demoOperators: readonly DemoOperator[] = [
  { code: 'FTEL', name: 'Orange', demo: true, roles: ['OI', 'OC', 'DO'], kind: 'integrated', lineShare: 0.4 },
  { code: 'GTHD', name: 'Gironde THD', demo: true, roles: ['OI'], kind: 'public-network', lineShare: 0 },
  { code: 'BYTL', name: 'Bouygues Telecom', demo: true, roles: ['OC', 'DO'], kind: 'retail', lineShare: 0.18 },
  { code: 'SFRA', name: 'SFR', demo: true, roles: ['OC', 'DO'], kind: 'retail', lineShare: 0.2 },
  { code: 'FREE', name: 'Free', demo: true, roles: ['OC', 'DO'], kind: 'retail', lineShare: 0.22 },
];

/** Operators with customers, in the order of `demoOperators`. */
export const demoRetailers: readonly DemoOperator[] = demoOperators.filter((operator) => operator.lineShare > 0);

/** Password of every person's account of the demonstration. */
export const DEMO_PASSWORD = 'vigie-demo';

export interface DemoAccount {
  readonly login: string;
  readonly operatorCode: OperatorCode;
  readonly role: Exclude<Role, 'system'>;
}

const personRoles = ['supervisor', 'hotline', 'auditor', 'technician', 'admin'] as const;

/** One account for each operator and role: `supervisor.bytl` (architecture.md, Fixed points). */
export const demoAccounts: readonly DemoAccount[] = demoOperators.flatMap(({ code }) =>
  personRoles.map((role) => ({ login: `${role}.${code.toLowerCase()}`, operatorCode: code, role })),
);

/** Client credentials of an operator's system in the demonstration. */
export function demoSystemClient(code: OperatorCode): { readonly clientId: string; readonly clientSecret: string } {
  return { clientId: `system-${code}`, clientSecret: `demo-${code}` };
}
