import { feedKinds } from '@shared/contract/feed';
import { type Action, may } from '@shared/domain/authorisation';
import { type Role, roles } from '@shared/domain/codes';
import { intervention } from '@shared/domain/intervention';
import { impactedLine, type Outage, outage, outageConsent, type Relation, relations } from '@shared/domain/outage';
import { preAuthorisation } from '@shared/domain/pre-authorisation';
import { describe, expect, it } from 'vitest';
import { consentFields, interventionFields, lineFields, outageFields, preAuthorisationFields } from './fields';
import { type DocOf, viewOf } from './views';

const tables = {
  outage: [outageFields, outage],
  line: [lineFields, impactedLine],
  consent: [consentFields, outageConsent],
  intervention: [interventionFields, intervention],
  preAuthorisation: [preAuthorisationFields, preAuthorisation],
} as const;

/** Every field of an entity filled, and one that it does not have. */
function filled(table: object): Record<string, unknown> {
  return { ...Object.fromEntries(Object.keys(table).map((name) => [name, `${name}!`])), leak: 'CANARY' };
}

function outageAs(all: readonly Relation[]): Outage {
  const doc = {
    ...filled(outageFields),
    relation: all[0],
    relations: all,
    consent: filled(consentFields),
    lines: [filled(lineFields)],
  };
  return doc as unknown as Outage;
}

const names = (doc: object) => Object.keys(doc).sort();
const allowed = (table: Readonly<Record<string, Action>>, role: Role, all: readonly Relation[]) =>
  Object.keys(table)
    .filter((name) => all.some((relation) => may(role, table[name] as Action, relation)))
    .sort();

describe('safety 6: what each role gets of a document', () => {
  it.each(Object.entries(tables))('the table of %s has exactly the fields of its schema', (_name, [table, schema]) => {
    expect(names(table)).toEqual(names(schema.shape));
  });

  it('an outage: its fields by role and relation, never one that is not of it', () => {
    for (const role of roles) {
      for (const all of [...relations.map((one) => [one]), ['impacted', 'ordering'], [...relations]] as Relation[][]) {
        const view = viewOf.outage({ role, operatorCode: 'BYTL' }, outageAs(all));
        if (!all.some((relation) => may(role, 'outage.read', relation))) {
          expect([role, all, view]).toEqual([role, all, null]);
          continue;
        }
        expect([role, names(view ?? {})]).toEqual([role, allowed(outageFields, role, all)]);
        expect([role, all, names(view?.lines[0] ?? {})]).toEqual([role, all, allowed(lineFields, role, all)]);
        expect(JSON.stringify(view)).not.toContain('CANARY');
      }
    }
  });

  it('routes go to those who repair and supervise', () => {
    const seen = (role: Role, relation: Relation) =>
      viewOf.outage({ role, operatorCode: 'BYTL' }, outageAs([relation]))?.lines[0]?.route !== undefined;
    expect(roles.filter((role) => seen(role, 'impacted'))).toEqual(['supervisor', 'admin', 'system']);
    expect(roles.filter((role) => seen(role, 'ordering'))).toEqual(['supervisor', 'technician', 'admin', 'system']);
  });

  it('an intervention and a pre-authorisation: the same', () => {
    for (const role of roles) {
      const job = { ...filled(interventionFields), orderingOperatorCode: 'BYTL' } as unknown as DocOf<'intervention'>;
      const seen = viewOf.intervention({ role, operatorCode: 'BYTL' }, job);
      expect([role, names(seen ?? {})]).toEqual([role, allowed(interventionFields, role, ['ordering'])]);
      const grant = filled(preAuthorisationFields) as unknown as DocOf<'preAuthorisation'>;
      const granted = viewOf.preAuthorisation({ role, operatorCode: 'BYTL' }, grant);
      expect([role, names(granted ?? {})]).toEqual([role, allowed(preAuthorisationFields, role, ['impacted'])]);
      expect(JSON.stringify([seen, granted])).not.toContain('CANARY');
    }
    const foreign = { ...filled(interventionFields), orderingOperatorCode: 'SFRA' } as unknown as DocOf<'intervention'>;
    expect(viewOf.intervention({ role: 'technician', operatorCode: 'BYTL' }, foreign)).toBeNull();
  });

  it('every kind of the feed has a view', () => {
    expect(Object.keys(viewOf).sort()).toEqual([...feedKinds].sort());
  });
});
