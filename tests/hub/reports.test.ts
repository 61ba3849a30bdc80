import type { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { auditEntry } from '@shared/contract/http';
import type { Role } from '@shared/domain/codes';
import type { Intervention } from '@shared/domain/intervention';
import type { Outage } from '@shared/domain/outage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hubActor } from '../../src-hub/db/work';
import { listAudit } from '../../src-hub/services/audit/list';
import { listInterventions } from '../../src-hub/services/interventions/list';
import { listOutages } from '../../src-hub/services/outages/list';
import { openReport } from '../../src-hub/services/reports/export';
import { startTestHub, type TestHub } from '../support/hub';

const OWN = 523;
const START = Date.parse('2026-03-02T08:00:00.000Z');
const minute = (n: number) => new Date(START + n * 60_000).toISOString();

let test: TestHub;
beforeAll(async () => {
  test = await startTestHub();
  await publish('BYTL', 0, OWN);
  await publish('SFRA', OWN, OWN + 40);
});
afterAll(() => test.stop());

describe('exports', () => {
  it('safety 17: rows of every format equal its count and the total of the list', async () => {
    const caller = test.caller('BYTL');
    for (const [kind, list] of [
      ['outages', await listOutages(test.hub.ctx, caller, { limit: 1 })],
      ['interventions', await listInterventions(test.hub.ctx, caller, { limit: 1 })],
    ] as const) {
      expect(list.total).toBe(OWN);
      const csv = await openReport(test.hub.ctx, caller, { kind, format: 'csv' });
      const bytes = await buffer(csv.body);
      expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
      const lines = bytes.toString('utf8').split('\r\n');
      expect(lines.at(-1)).toBe('');
      expect({ total: csv.total, rows: lines.length - 2 }).toEqual({ total: OWN, rows: OWN });
      expect(new Set(lines.map((line) => line.split(';').length).slice(0, -1)).size).toBe(1);
      const json = await openReport(test.hub.ctx, caller, { kind, format: 'json' });
      const read = JSON.parse(await text(json.body)) as { total: number; items: unknown[] };
      expect({ header: json.total, total: read.total, rows: read.items.length }).toEqual({
        header: OWN,
        total: OWN,
        rows: OWN,
      });
    }
  });

  it('safety 17: rows that come while an export is read are not in it', async () => {
    const report = await openReport(test.hub.ctx, test.caller('FTEL'), { kind: 'outages', format: 'json' });
    await publish('FTEL', 0, 30);
    expect(report.total).toBe(0);
    expect(JSON.parse(await text(report.body))).toMatchObject({ kind: 'outages', from: null, total: 0, items: [] });
    const after = await openReport(test.hub.ctx, test.caller('FTEL'), { kind: 'outages', format: 'csv' });
    after.body.destroy();
    expect(after.total).toBe(30);
  });

  it('safety 17: a period takes its start and leaves its end', async () => {
    const period = { from: minute(10), to: minute(20) };
    const report = await openReport(test.hub.ctx, test.caller('BYTL'), { kind: 'outages', format: 'json', ...period });
    const { items, ...head } = JSON.parse(await text(report.body)) as { items: Outage[] };
    expect(head).toMatchObject({ kind: 'outages', ...period, total: 10 });
    expect(items.map((outage) => outage.raisedAt)).toEqual(Array.from({ length: 10 }, (_, i) => minute(10 + i)));
  });

  it('safety 4: holds nothing of another operator', async () => {
    for (const kind of ['outages', 'interventions', 'pre-authorisations', 'audit']) {
      const report = await openReport(test.hub.ctx, test.caller('BYTL', 'auditor'), { kind, format: 'json' });
      expect(await text(report.body)).not.toContain('SFRA');
    }
  });

  it('safety 6: an auditor gets no routes and no answers', async () => {
    const read = async (kind: string, role: Role) =>
      text((await openReport(test.hub.ctx, test.caller('BYTL', role), { kind, format: 'json' })).body);
    expect(await read('outages', 'supervisor')).toContain('pmModuleName');
    expect(await read('outages', 'auditor')).not.toContain('pmModuleName');
    expect(await read('interventions', 'auditor')).not.toContain('answers');
  });

  it('safety 20: is in the audit trail before its first byte, with its count', async () => {
    const report = await openReport(test.hub.ctx, test.caller('BYTL'), { kind: 'outages', format: 'csv' });
    const [entry] = (await listAudit(test.hub.ctx, test.caller('BYTL', 'auditor'), { limit: 1 })).items;
    report.body.destroy();
    expect(entry).toMatchObject({
      actor: 'supervisor.bytl',
      action: 'report.export',
      subject: 'outages',
      detail: { kind: 'outages', format: 'csv', from: null, to: null, rows: OWN },
    });
  });

  it('refuses what is not there or not allowed', async () => {
    const open = (role: Role, kind: string, format: string) =>
      openReport(test.hub.ctx, test.caller('BYTL', role), { kind, format });
    await expect(open('supervisor', 'lines', 'csv')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(open('supervisor', 'outages', 'xlsx')).rejects.toMatchObject({ code: 'FORMAT_NOT_AVAILABLE' });
    await expect(open('supervisor', 'outages', 'pdf')).rejects.toMatchObject({ code: 'FORMAT_NOT_AVAILABLE' });
    await expect(open('supervisor', 'audit', 'csv')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(open('hotline', 'outages', 'csv')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('gives its connection back however it ends, and outlives one that the server cuts', async () => {
    for (let i = 0; i < 12; i++) {
      const report = await openReport(test.hub.ctx, test.caller('BYTL'), { kind: 'outages', format: 'csv' });
      if (i % 3 === 1) await firstChunk(report.body);
      if (i % 3 === 2) await text(report.body);
      report.body.destroy();
    }
    const cut = await openReport(test.hub.ctx, test.caller('BYTL'), { kind: 'outages', format: 'csv' });
    const ended = await test.hub.ctx.db.outside(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'vigie-hub snapshot' AND state = 'idle in transaction'`,
    );
    expect(ended).toEqual([{ pg_terminate_backend: true }]);
    await setTimeout(200);
    await expect(text(cut.body).then((whole) => whole.length)).rejects.toThrow();
    const next = await openReport(test.hub.ctx, test.caller('BYTL'), { kind: 'outages', format: 'csv' });
    expect((await text(next.body)).split('\r\n')).toHaveLength(OWN + 2);
  });
});

describe('audit list', () => {
  it('safety 17: pages newest first through every entry once, those of the hub too', async () => {
    const { ctx } = test.hub;
    await ctx.transact({ tenants: ['FREE'], actor: hubActor }, async (work) => {
      for (let i = 0; i < 25; i++) work.audit({ operatorCode: 'FREE', action: 'message.M3', subject: `job-${i}` });
    });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listAudit(ctx, test.caller('FREE', 'auditor'), { limit: 10, cursor });
      expect(page.total).toBe(25);
      seen.push(...page.items.map((entry) => auditEntry.parse(entry).subject));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(Array.from({ length: 25 }, (_, i) => `job-${24 - i}`));
    const report = await openReport(ctx, test.caller('FREE', 'auditor'), { kind: 'audit', format: 'json' });
    expect(report.total).toBe(25);
    report.body.destroy();
  });

  it('refuses a cursor that is not its own', async () => {
    const cursor = Buffer.from(JSON.stringify([minute(0), 'O-1'])).toString('base64url');
    const asked = listAudit(test.hub.ctx, test.caller('FREE', 'auditor'), { limit: 10, cursor });
    await expect(asked).rejects.toMatchObject({ code: 'INVALID_FIELD' });
  });
});

async function firstChunk(body: Readable): Promise<void> {
  for await (const _ of body) return;
}

/** One outage and one intervention a minute, as the engine publishes them. */
async function publish(operatorCode: string, first: number, end: number): Promise<void> {
  await test.hub.ctx.transact({ tenants: [operatorCode], actor: hubActor }, async (work) => {
    for (let n = first; n < end; n++) {
      const id = `${operatorCode}-${n}`;
      const at = minute(n);
      work.publish({ operatorCode, kind: 'outage', id, doc: outageOf(operatorCode, id, at), live: true, at });
      work.publish({ operatorCode, kind: 'intervention', id, doc: interventionOf(id, at), live: true, at });
    }
  });
}

function outageOf(operatorCode: string, id: string, at: string): Outage {
  return {
    id,
    relation: 'impacted',
    pmRef: 'FI-33063-0001',
    infraRef: id,
    infraOperatorCode: 'GTHD',
    impactedOperatorCode: operatorCode,
    severity: 'major',
    state: 'unacknowledged',
    raisedAt: at,
    reportedAt: at,
    lastVictimAt: at,
    endedAt: null,
    closedAt: null,
    closing: null,
    attribution: { confidence: 0.9, ambiguous: false, reasons: [] },
    consent: { allowed: false, rule: 'no-grant', why: '', until: null, preAuthorisationId: null },
    lines: [
      {
        ptoRef: `${id}-PTO`,
        state: 'down',
        cause: 'patch',
        changedAt: at,
        heardAt: at,
        confidence: 0.9,
        shortCuts: 0,
        route: {
          pboRef: 'PBO-1',
          pmModuleName: 'M1',
          pmModulePosition: '1',
          splitterPosition: 'C1',
          tube: '1',
          fibre: '1',
        },
      },
    ],
    downCount: 1,
    restoredCount: 0,
    interventionState: 'open',
    interventionEndedAt: null,
    acknowledgedBy: null,
    acknowledgedAt: null,
    comments: [],
  };
}

function interventionOf(infraRef: string, at: string): Intervention {
  return {
    infraRef,
    infraOperatorCode: 'GTHD',
    pmRef: 'FI-33063-0001',
    nature: '6',
    natureFamily: 'connection',
    state: 'open',
    startedAt: at,
    endedAt: null,
    testCount: 0,
    concurrent: false,
    answers: [],
  };
}
