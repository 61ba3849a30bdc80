import { demoOperators } from '@shared/demo/operators';
import type { OperatorCode } from '@shared/domain/codes';
import type { RolloutRule } from '@shared/domain/rollout';
import type { Database } from '../db/database';
import { insertPlan, planOf } from '../services/rollout/store';

const natures: RolloutRule['natures'] = ['connection', 'repair'];

/**
 * The announced rollout: the pilot, then everywhere for Orange and Bouygues Telecom, are the press's dates
 * (docs/data.md). The press gives no day for SFR ("in the coming weeks") and others ("in 2026"), and names none of the
 * départements of 13 October 2025: those two days are ours, that step is left out.
 */
const rules: readonly RolloutRule[] = [
  {
    label: 'Pilote Gironde',
    orderingOperatorCodes: ['FTEL', 'BYTL'],
    departments: ['33'],
    natures,
    from: '2025-09-29',
  },
  { label: 'Généralisation', orderingOperatorCodes: ['FTEL', 'BYTL'], natures, from: '2025-12-04' },
  { label: 'SFR', orderingOperatorCodes: ['SFRA'], natures, from: '2026-01-15' },
  { label: 'Autres acteurs en 2026', natures, from: '2026-06-01' },
];

/** Version 1 of the plan of each network of the demonstration; nothing where there is one. */
export async function loadDemoPlans(db: Database, outside: readonly OperatorCode[], at: string): Promise<void> {
  const networks = demoOperators.filter(({ code, roles }) => roles.includes('OI') && !outside.includes(code));
  for (const { code } of networks) {
    await db.inTenants([code], async (tx) => {
      if ((await planOf(tx, code)) !== null) return;
      const note = 'Calendrier annoncé par les opérateurs';
      await insertPlan(tx, {
        infraOperatorCode: code,
        version: 1,
        rules: [...rules],
        note,
        author: 'démonstration',
        at,
      });
    });
  }
}
