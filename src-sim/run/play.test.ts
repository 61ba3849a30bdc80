import type { Alarm } from '@shared/domain/alarm';
import { beforeAll, describe, expect, it } from 'vitest';
import { lineAt } from '../day/network';
import { DAY_MS } from '../day/plan';
import { nominalRates } from '../day/rates';
import { girondeNetwork } from '../gironde';
import type { TruthRow } from '../truth';
import { Agenda } from './agenda';
import { LockstepPace } from './pace';
import { Play } from './play';

const network = girondeNetwork();
const BEGINS_AT = Date.parse('2025-11-24T06:30:00.000Z');

interface Played {
  readonly truth: readonly TruthRow[];
  readonly alarms: readonly { readonly operatorCode: string; readonly alarm: Alarm }[];
  readonly downCount: number;
}

/** A day without a hub: technicians cut as planned, and nobody lets them repair. */
async function playDay(seed: number): Promise<Played> {
  const truth: TruthRow[] = [];
  const alarms: { operatorCode: string; alarm: Alarm }[] = [];
  const agenda = new Agenda();
  const pace = new LockstepPace(BEGINS_AT, async () => {});
  const play: Play = new Play({
    network,
    seed,
    rates: nominalRates,
    jobsPerDay: 400,
    tag: 'T',
    startsAt: 0,
    agenda,
    pace,
    outside: {
      truth: { write: (row) => truth.push(row), close: () => {} },
      alarm: (operatorCode, alarm) => alarms.push({ operatorCode, alarm }),
      startJob: async (job) => {
        for (const cut of job.cuts) agenda.add(cut.at, () => play.cut(job, cut, cut.at));
      },
    },
  });
  play.begin();
  await pace.run(agenda, DAY_MS - 120_000);
  return { truth, alarms, downCount: play.downCount };
}

describe('a day of the plant', () => {
  let day: Played;
  beforeAll(async () => {
    day = await playDay(5);
  }, 60_000);

  it('is the same for the same seed', async () => {
    expect(await playDay(5)).toEqual(day);
  }, 60_000);

  it('restores every line that it cut, or leaves it down at the end: each in turn', () => {
    const down = new Map<string, TruthRow>();
    for (const row of day.truth) {
      const before = down.get(row.ptoRef);
      if (row.kind === 'cut') {
        expect(before).toBeUndefined();
        down.set(row.ptoRef, row);
        continue;
      }
      expect(before).toMatchObject({ cause: row.cause, orderingRef: row.orderingRef });
      expect(Date.parse(row.at)).toBeGreaterThanOrEqual(Date.parse(before?.at ?? ''));
      down.delete(row.ptoRef);
    }
    expect(down.size).toBe(day.downCount);
  });

  it('names a job exactly for what hands did at the panel', () => {
    for (const { cause, orderingRef, orderingOperatorCode } of day.truth) {
      const byHand = cause === 'PATCH' || cause === 'MODULE' || cause === 'CABLE';
      expect(orderingRef !== null).toBe(byHand);
      expect(orderingOperatorCode !== null).toBe(byHand);
    }
    expect(new Set(day.truth.map(({ cause }) => cause))).toEqual(
      new Set(['PATCH', 'MODULE', 'CABLE', 'POWER', 'PON', 'OTHER']),
    );
  });

  it('tells by alarms what is true: every lasting loss, from its own operator, and its end', () => {
    const lines = new Map<string, { operatorCode: string; ptoRef: string }>();
    for (const { ptoRef, impactedOperatorCode } of day.truth) {
      lines.set(ptoRef, { operatorCode: impactedOperatorCode, ptoRef });
    }
    const alarmsOf = new Map<string, Alarm[]>();
    for (const { operatorCode, alarm } of day.alarms) {
      if (alarm.kind === 'LOS') continue;
      const ptoRef = /^T-(.*)-\d+-\d+$/.exec(alarm.notificationId)?.[1] ?? '';
      expect(lines.get(ptoRef)?.operatorCode).toBe(operatorCode);
      alarmsOf.set(ptoRef, [...(alarmsOf.get(ptoRef) ?? []), alarm]);
    }
    const end = BEGINS_AT + DAY_MS - 120_000;
    for (const ptoRef of lines.keys()) {
      const rows = day.truth.filter((row) => row.ptoRef === ptoRef);
      const last = rows.at(-1);
      if (last === undefined || end - Date.parse(last.at) < 60_000) continue;
      const active = new Set<string>();
      for (const alarm of alarmsOf.get(ptoRef) ?? []) {
        if (alarm.clearedAt === undefined) active.add(alarm.notificationId);
        else active.delete(alarm.notificationId);
      }
      expect(active.size > 0).toBe(last.kind === 'cut');
    }
  });

  it('gasps for most power-offs and for no cut', () => {
    const gasping = new Set(
      day.alarms.filter(({ alarm }) => alarm.kind === 'DYING_GASP').map(({ alarm }) => alarm.notificationId),
    );
    const power = day.truth.filter((row) => row.kind === 'cut' && row.cause === 'POWER').length;
    expect(gasping.size / power).toBeGreaterThan(0.88);
    expect(gasping.size / power).toBeLessThan(0.97);
  });

  it('raises LOS for the PON and a loss for each of its lines', () => {
    const pons = day.alarms.filter(({ alarm }) => alarm.kind === 'LOS' && alarm.clearedAt === undefined);
    expect(pons.length).toBeGreaterThan(0);
    const lost = day.truth.filter((row) => row.kind === 'cut' && row.cause === 'PON');
    expect(lost.length).toBeGreaterThan(pons.length);
    for (const { pmRef } of lost) expect(network.pms.some((pm) => pm.pmRef === pmRef)).toBe(true);
    expect(() => lineAt(network, { pmIndex: 0, index: 1_000_000 })).toThrow(RangeError);
  });
});
