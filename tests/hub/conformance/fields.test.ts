import { type ProtocolCall, protocolCalls } from '@shared/contract/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProtocolWorld } from '../../support/protocol-world';
import type { Body } from '../../support/strict-partner';
import { type Case, rightCases, wrongCases } from './cases';
import { type Right, rightBodies } from './right-bodies';
import { codesOf, type TableCall, tableCalls, violations } from './tables';

let world: ProtocolWorld;
let rights: Readonly<Record<string, Right>>;

beforeAll(async () => {
  world = await ProtocolWorld.start();
  rights = await rightBodies(world);
}, 120_000);
afterAll(() => world?.stop());

/** Sent at the same time. */
const TOGETHER = 32;

/** Plays the cases; gives those that went otherwise than they should, in words. */
async function mistakes(call: TableCall, cases: readonly Case[]): Promise<readonly string[]> {
  const right = rightOf(call);
  const found: string[] = [];
  for (let from = 0; from < cases.length; from += TOGETHER) {
    const some = await Promise.all(
      cases.slice(from, from + TOGETHER).map(async (one) => {
        const body = one.change(await right.body());
        const wrong = judged(call, one, await world.send(right.sender, call.operation, body));
        return wrong.map((what) => `${one.field} ${one.name}: ${what}`);
      }),
    );
    found.push(...some.flat());
  }
  return found;
}

function rightOf({ operation }: TableCall): Right {
  const right = rights[operation];
  if (right === undefined) throw new Error(`say how ${operation} is made`);
  return right;
}

/** What is wrong with an answer: its status, its shape, its code, or the field that it names. */
function judged(call: TableCall, one: Case, answer: { status: number; body: Body }): readonly string[] {
  const wanted = one.outcome === 'accepted' ? 200 : 400;
  if (answer.status !== wanted) return [`${answer.status} instead of ${wanted}: ${JSON.stringify(answer.body)}`];
  const shape = violations(wanted === 200 ? call.ok : call.refused, answer.body);
  if (shape.length > 0) return shape;
  const { code, Code_Reponse, Libelle_Reponse, Description_Reponse, error, error_parameters } = answer.body;
  if (wanted === 200) return (call.lot === 1 ? Code_Reponse : code) === 0 ? [] : ['not its code of success'];
  const said = call.lot === 1 ? Libelle_Reponse : error;
  if (said !== one.outcome) return [`${said} instead of ${one.outcome}`];
  if (call.lot === 1 && Code_Reponse !== 1 + codesOf(call).indexOf(one.outcome))
    return [`Code_Reponse ${Code_Reponse}`];
  const named = call.lot === 1 ? String(Description_Reponse) : (error_parameters as string[]).join(' ');
  return named.includes(one.field) ? [] : [`names ${named}`];
}

it('the registry of calls has those of the tables and no others, with their codes', () => {
  const ours = Object.values<ProtocolCall>(protocolCalls).map((call) => ({
    operation: call.operation,
    at: `${call.method} /v${call.lot}${call.path}`,
    codes: [...call.errors].sort(),
  }));
  const theirs = [...tableCalls.values()].map((call) => ({
    operation: call.operation,
    at: `${call.method} ${call.path}`,
    codes: [...codesOf(call)].sort(),
  }));
  const byName = (a: { operation: string }, b: { operation: string }) => (a.operation < b.operation ? -1 : 1);
  expect(ours.sort(byName)).toEqual(theirs.sort(byName));
});

describe.each([...tableCalls.values()].map((call) => [`${call.method} ${call.path}`, call] as const))(
  '%s',
  (_, call) => {
    it('its right body is as its table says', async () => {
      expect(violations(call.body, await rightOf(call).body())).toEqual([]);
    });

    it('takes every right value of every field, the spellings of an instant, and fields of somebody else', async () => {
      expect(await mistakes(call, rightCases(call, rightOf(call).bound))).toEqual([]);
    });

    it('refuses every wrong value of every field with its code, naming the field', async () => {
      expect(await mistakes(call, wrongCases(call))).toEqual([]);
    });

    it('refuses what is no body', async () => {
      const { sender } = rightOf(call);
      const token = sender === 'BYTL' ? (await world.system(sender)).token : await world.test.partnerToken(sender);
      const send = async (body: string, type = 'application/json') => {
        const headers = { authorization: `Bearer ${token}`, 'content-type': type };
        const answer = await fetch(`${world.url}${call.path}`, { method: call.method, headers, body });
        return { status: answer.status, body: (await answer.json()) as Body };
      };
      for (const text of ['', '{', '[]', 'null', '"x"', '7', '{"a":1}{', '\ufeff', '['.repeat(5_000)]) {
        const { status, body } = await send(text);
        expect([text.slice(0, 9), status, violations(call.refused, body)]).toEqual([text.slice(0, 9), 400, []]);
        expect(['MAUVAIS_FORMAT', 'CHAMPS_NON_RENSEIGNE']).toContain(
          call.lot === 1 ? body.Libelle_Reponse : body.error,
        );
      }
      expect((await send('<xml/>', 'application/xml')).status).toBe(400);
      expect((await send(JSON.stringify({ big: 'x'.repeat(70_000) }))).status).toBe(413);
    });
  },
);

it('what the operators outside were told and answered meanwhile is as the tables have it', async () => {
  await world.test.hub.idle();
  expect([...new Set([...world.infra.violations, ...world.retail.violations])]).toEqual([]);
  expect(world.retail.heardOf('creerInterventionOI').length).toBeGreaterThan(20);
});
