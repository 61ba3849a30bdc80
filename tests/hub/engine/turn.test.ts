import { afterAll, beforeAll, expect, it } from 'vitest';
import { inOwnTurn, inTurn, type Turn } from '../../../src-hub/engine/turn';
import { EngineRig } from '../../support/engine-rig';

let rig: EngineRig;
beforeAll(async () => {
  rig = await EngineRig.start();
});
afterAll(() => rig.stop());

/** Says, of the transaction that it is in, which one it is; leaves a reservation and an audit row. */
const reserving =
  (id: string, fails = false) =>
  async ({ work }: Turn): Promise<string> => {
    await work.rows(
      `INSERT INTO infra_reservations (operator_code, id, pm_ref, reason, until, created_by, created_at)
       VALUES ('GTHD', $1, 'PM1', 'works', $2, $3, $2)`,
      [id, work.at, work.actor.login],
    );
    work.audit({ operatorCode: 'GTHD', action: 'reservation.create', subject: id });
    if (fails) throw new RangeError(`refused ${id}`);
    const [row] = await work.rows<{ xid: string }>('SELECT pg_current_xact_id()::text AS xid');
    return row?.xid ?? '';
  };

const reservations = async (prefix: string) => {
  const rows = await rig.sql<{ id: string }>(
    ['GTHD'],
    'SELECT id FROM infra_reservations WHERE starts_with(id, $1) ORDER BY id',
    [prefix],
  );
  return rows.map((row) => row.id);
};

it('bodies that come together share one transaction; each has its own actor and its own answer', async () => {
  const callers = ['FTEL', 'BYTL', 'SFRA', 'FREE'].map((code) => rig.caller(code));
  const answers = await Promise.all(callers.map((who, i) => inTurn(rig.ctx, who, reserving(`together-${i}`))));
  // The first runs at once unless a turn is under way; those that come meanwhile share the next one.
  expect(new Set(answers).size).toBeLessThanOrEqual(2);
  expect(await reservations('together')).toEqual(['together-0', 'together-1', 'together-2', 'together-3']);
  const audits = await rig.sql<{ actor: string }>(
    ['GTHD'],
    `SELECT actor FROM audit WHERE starts_with(subject, 'together') ORDER BY subject`,
  );
  expect(audits.map((row) => row.actor)).toEqual(['system-FTEL', 'system-BYTL', 'system-SFRA', 'system-FREE']);
});

it('safety 11: one that throws leaves nothing behind, hears why, and hinders none of the others', async () => {
  const who = rig.caller('FTEL');
  const outcomes = await Promise.allSettled(
    [0, 1, 2, 3, 4].map((i) => inTurn(rig.ctx, who, reserving(`mixed-${i}`, i === 2))),
  );
  expect(outcomes.map((o) => o.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(outcomes[2]).toMatchObject({ reason: new RangeError('refused mixed-2') });
  expect(await reservations('mixed')).toEqual(['mixed-0', 'mixed-1', 'mixed-3', 'mixed-4']);
  const audits = await rig.sql(['GTHD'], `SELECT 1 FROM audit WHERE subject = 'mixed-2'`);
  expect(audits).toEqual([]);
});

it('when what follows from one body fails, the others are carried out without it', async () => {
  const who = rig.caller('FTEL');
  /** Publishes for an operator that does not exist: fails when the turn is written, not in the body. */
  const poison = async ({ work }: Turn) => {
    work.audit({ operatorCode: 'NONE', action: 'reservation.create', subject: 'poison' });
  };
  const outcomes = await Promise.allSettled([
    inTurn(rig.ctx, who, reserving('poisoned-0')),
    inTurn(rig.ctx, who, reserving('poisoned-1')),
    inTurn(rig.ctx, who, poison),
    inTurn(rig.ctx, who, reserving('poisoned-2')),
  ]);
  expect(outcomes.map((o) => o.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  expect(await reservations('poisoned')).toEqual(['poisoned-0', 'poisoned-1', 'poisoned-2']);
});

it('long work has a turn of its own, and the others do not wait for it', async () => {
  const who = rig.caller('FTEL');
  let finish = () => {};
  const until = new Promise<void>((done) => {
    finish = done;
  });
  const long = inOwnTurn(rig.ctx, who, async (turn) => {
    await until;
    return reserving('long')(turn);
  });
  await inTurn(rig.ctx, who, reserving('short'));
  expect(await reservations('long')).toEqual([]);
  finish();
  await long;
  expect(await reservations('long')).toEqual(['long']);
});
