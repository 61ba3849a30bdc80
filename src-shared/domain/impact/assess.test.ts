import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nominalTimings } from '../timings';
import { assess } from './assess';
import {
  type AssessedLine,
  type AssessInput,
  BLAME_THRESHOLD,
  HIGH_CONFIDENCE,
  type JobAtPm,
  type LineAtPm,
  POSSIBLE_THRESHOLD,
} from './assessment';
import { foldAlarm, type LineWatch, type WatchedAlarm } from './line-watch';

const T = nominalTimings;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** Jobs of these tests start here. */
const START = 1000 * MINUTE;

type Told = readonly [kind: WatchedAlarm['kind'], raised: number, cleared?: number, uptime?: number];

/** Alarms with their instants in seconds since `START`, and for how long the box had been on at the clear. */
function watchOf(...alarms: readonly Told[]): LineWatch {
  const watch = alarms.reduce<LineWatch | undefined>((known, [kind, raised, cleared, uptime], i) => {
    const clearedAt = cleared === undefined ? null : START + cleared * SECOND;
    const told = { notificationId: `${i}`, kind, raisedAt: START + raised * SECOND, clearedAt };
    const started = clearedAt !== null && uptime !== undefined && { boxStartedAt: clearedAt - uptime * SECOND };
    return foldAlarm(known, { ...told, ...started }, START, T);
  }, undefined);
  if (watch === undefined) throw new Error('a watch needs an alarm');
  return watch;
}

/** A line at position `position` of module M1, each on a PBO and a PON of its own unless told otherwise. */
function line(ptoRef: string, watch: LineWatch, at: Partial<LineAtPm> = {}): LineAtPm {
  return {
    operatorCode: 'BYTL',
    ptoRef,
    ponPath: `PON-${ptoRef}`,
    pmModuleName: 'M1',
    pmModulePosition: '5',
    tube: `T-${ptoRef}`,
    fibre: '1',
    pboRef: `PBO-${ptoRef}`,
    watch,
    ...at,
  };
}

function job(infraRef: string, more: Partial<JobAtPm> = {}): JobAtPm {
  return { infraRef, startedAt: START, endedAt: null, closedAt: null, ...more };
}

const nextTo: Partial<JobAtPm> = { ownPositions: [{ pmModuleName: 'M1', pmModulePosition: '6' }] };
const inReach: Partial<JobAtPm> = { ownPositions: [{ pmModuleName: 'M1', pmModulePosition: '10' }] };
const onModule: Partial<JobAtPm> = { ownPositions: [{ pmModuleName: 'M1', pmModulePosition: '20' }] };
const elsewhere: Partial<JobAtPm> = { ownPositions: [{ pmModuleName: 'M9', pmModulePosition: '6' }] };

function scene(jobs: readonly JobAtPm[], lines: readonly LineAtPm[], more: Partial<AssessInput> = {}): AssessInput {
  return { jobs, lines, pons: [], knownWorks: [], timings: T, ...more };
}

function linesOf(input: AssessInput, infraRef: string): readonly AssessedLine[] {
  const found = assess(input).find((assessed) => assessed.infraRef === infraRef);
  return (found?.operators ?? []).flatMap(({ lines }) => lines);
}

/** The one line of job A. */
function only(input: AssessInput): AssessedLine {
  const [first, ...others] = linesOf(input, 'A');
  if (first === undefined || others.length > 0) throw new Error(`${others.length + 1} lines, not one`);
  return first;
}

const codes = ({ reasons }: AssessedLine) => reasons.map(({ code }) => code);
const lost = (second = 60) => watchOf(['LOSI', second]);

describe('a single line lost during one job', () => {
  it('next to the job: blamed on the patch cord', () => {
    const found = only(scene([job('A', nextTo)], [line('P1', lost())]));
    expect(found).toMatchObject({ state: 'down', cause: 'patch', blame: 'yes', ambiguous: false });
    expect(found.confidence).toBeGreaterThan(0.9);
    expect(codes(found)).toEqual(['loss-without-gasp', 'near-the-job', 'only-job-at-pm']);
  });

  it('within a hand’s breadth, or of its PBO: blamed', () => {
    expect(only(scene([job('A', inReach)], [line('P1', lost())])).blame).toBe('yes');
    expect(only(scene([job('A', { ...elsewhere, ownPboRef: 'PBO-P1' })], [line('P1', lost())])).blame).toBe('yes');
  });

  it('farther on its module: possible', () => {
    expect(only(scene([job('A', onModule)], [line('P1', lost())])).blame).toBe('possible');
  });

  it('among the lines of the PBO from which the job’s new line starts: blamed', () => {
    const ofPbo = {
      ownPositions: ['1', '2', '6'].map((pmModulePosition) => ({ pmModuleName: 'M1', pmModulePosition })),
    };
    expect(only(scene([job('A', ofPbo)], [line('P1', lost())])).confidence).toBeGreaterThan(0.9);
  });

  it('position of the job unknown: possible', () => {
    expect(only(scene([job('A')], [line('P1', lost())])).blame).toBe('possible');
  });

  it('far from it and alone: listed, not blamed', () => {
    const found = only(scene([job('A', elsewhere)], [line('P1', lost())]));
    expect(found).toMatchObject({ state: 'down', blame: 'no' });
    expect(found.confidence).toBeLessThan(POSSIBLE_THRESHOLD);
    expect(codes(found)).toContain('far-from-the-job');
  });

  it('back up: restored, and still the job’s', () => {
    const found = only(scene([job('A', nextTo)], [line('P1', watchOf(['LOSI', 60, 180]))]));
    expect(found).toMatchObject({ state: 'restored', blame: 'yes', changedAt: START + 180 * SECOND });
  });

  describe('and back', () => {
    const back = (after: number, more: Partial<JobAtPm> = {}) =>
      only(scene([job('A', { ...inReach, ...more })], [line('P1', watchOf(['LOSI', 60, 60 + after]))]));

    const LONG_ON = 90_000;
    const returnedTo = (uptime: number, after: number) => watchOf(['LOSI', 60, 60 + after, uptime]);

    it('within minutes: the technician saw his slip', () => {
      expect(back(90)).toMatchObject({ blame: 'yes' });
    });

    it('later, by itself, before a test told anybody: the customer’s power, more likely', () => {
      const found = back(1800);
      expect(found).toMatchObject({ state: 'restored', blame: 'possible' });
      expect(codes(found)).toContain('back-unasked');
    });

    it('after a test told the technician: he put it back', () => {
      expect(back(1800, { firstTestAt: START + 900 * SECOND })).toMatchObject({ blame: 'yes' });
    });

    it('when a crew of the line’s own operator may have come: still the job’s', () => {
      expect(back(2 * 3600)).toMatchObject({ blame: 'yes' });
    });

    it('to a box that had waited for it: the fibre was lost, wherever the job worked on the module', () => {
      const found = only(scene([job('A', onModule)], [line('P1', returnedTo(LONG_ON, 1800))]));
      expect(found).toMatchObject({ state: 'restored', blame: 'yes' });
      expect(codes(found)).toContain('box-was-on');
    });

    it('with its power: possible at most, however near', () => {
      const found = only(scene([job('A', inReach)], [line('P1', returnedTo(60, 1800))]));
      expect(found.blame).not.toBe('yes');
      expect(codes(found)).toContain('box-just-started');
    });

    it('after hours, to a box that had waited: a crew mends what weather broke, too', () => {
      expect(only(scene([job('A')], [line('P1', returnedTo(LONG_ON, 1800))])).blame).toBe('yes');
      expect(only(scene([job('A')], [line('P1', returnedTo(LONG_ON, 5 * 3600))])).blame).toBe('possible');
    });

    it('at once, to a box that had waited: a bad connector does so, too', () => {
      expect(only(scene([job('A')], [line('P1', returnedTo(LONG_ON, 5))])).blame).toBe('possible');
    });

    it('of a line that flaps: shows nothing', () => {
      const flaps = [-500, -400, -300, -200, -100].map((s): Told => ['LOSI', s, s + 5, LONG_ON]);
      const flapping = watchOf(...flaps, ['LOSI', 60, 120, LONG_ON]);
      expect(only(scene([job('A', inReach)], [line('P1', flapping)])).blame).toBe('no');
    });

    it('after a test told another job’s technician: not by itself', () => {
      const other = job('B', { ...elsewhere, firstTestAt: START + 900 * SECOND });
      const input = scene([job('A', inReach), other], [line('P1', watchOf(['LOSI', 60, 1800]))]);
      expect(linesOf(input, 'A')[0]).toMatchObject({ blame: 'yes' });
    });
  });

  it('its own line is never listed', () => {
    expect(linesOf(scene([job('A', { ownPtoRef: 'P1' })], [line('P1', lost())]), 'A')).toEqual([]);
  });
});

describe('what rules a job out', () => {
  it('lost before the start: already down', () => {
    expect(only(scene([job('A', nextTo)], [line('P1', lost(-1))]))).toMatchObject({
      state: 'already-down',
      cause: 'unknown',
      blame: 'no',
      confidence: 0,
    });
  });

  it('lost before, back, and lost again during the job: the job’s', () => {
    expect(only(scene([job('A', nextTo)], [line('P1', watchOf(['LOSI', -900, -300], ['LOSI', 60]))])).blame).toBe(
      'yes',
    );
  });

  it('a dying gasp: switched off', () => {
    const found = only(scene([job('A', nextTo)], [line('P1', watchOf(['LOSI', 60], ['DYING_GASP', 63]))]));
    expect(found).toMatchObject({ state: 'switched-off', cause: 'power-off', blame: 'no', confidence: 0 });
  });

  it('cut and repaired, then switched off by the customer: what the job did stays', () => {
    const watch = watchOf(['LOSI', 60, 300], ['DYING_GASP', 900], ['LOSI', 901]);
    expect(only(scene([job('A', nextTo)], [line('P1', watch)]))).toMatchObject({ state: 'restored', blame: 'yes' });
  });

  const pon = (count: number, at: (i: number) => Partial<LineAtPm> = (i) => ({ pmModuleName: `M${i % 3}` })) =>
    Array.from({ length: count }, (_, i) => line(`P${i}`, lost(60 + (i % 5)), { ponPath: 'PON', ...at(i) }));

  it('every ONT of a PON within seconds: the PON failed', () => {
    const found = linesOf(
      scene([job('A', nextTo)], pon(8), { pons: [{ operatorCode: 'BYTL', ponPath: 'PON', ontCount: 8 }] }),
      'A',
    );
    expect(found).toHaveLength(8);
    for (const one of found) expect(one).toMatchObject({ state: 'down', cause: 'pon-failure', blame: 'no' });
  });

  it('those that were dark already do not keep a PON from being whole', () => {
    const lines = [...pon(6), line('dark', lost(-5000), { ponPath: 'PON' })];
    const [one] = linesOf(
      scene([job('A')], lines, { pons: [{ operatorCode: 'BYTL', ponPath: 'PON', ontCount: 7 }] }),
      'A',
    );
    expect(one?.cause).toBe('pon-failure');
  });

  it('LOS from the OLT is enough', () => {
    expect(only(scene([job('A', nextTo)], [line('P1', watchOf(['LOS', 60], ['LOSI', 61]))])).cause).toBe('pon-failure');
  });

  it('a PON that is failing, alarm by alarm, opens no outage meanwhile', () => {
    const early = pon(12).slice(0, 4);
    const input = scene([job('A', elsewhere)], early, {
      pons: [{ operatorCode: 'BYTL', ponPath: 'PON', ontCount: 12 }],
    });
    for (const { blame } of linesOf(input, 'A')) expect(blame).toBe('no');
  });

  it('a pulled module that holds all of a small PON is still a pulled module', () => {
    const lines = [...pon(4, () => ({})), line('F1', lost(61), { operatorCode: 'FREE' })];
    const found = linesOf(
      scene([job('A', elsewhere)], lines, { pons: [{ operatorCode: 'BYTL', ponPath: 'PON', ontCount: 4 }] }),
      'A',
    );
    for (const one of found) expect(one).toMatchObject({ cause: 'module', blame: 'yes' });
  });

  it('small PONs that are wholly in a cut cable did not fail: another operator lost lines in the same seconds', () => {
    const lines = [
      ...pon(4),
      ...['F1', 'F2'].map((ref, i) => line(ref, lost(62), { operatorCode: 'FREE', pmModuleName: `M${i + 1}` })),
    ];
    const pons = [{ operatorCode: 'BYTL', ponPath: 'PON', ontCount: 4 }];
    for (const one of linesOf(scene([job('A', nextTo)], lines, { pons }), 'A')) expect(one.blame).toBe('yes');
  });

  it('a stray loss beside a large PON that went whole does not make it a cut', () => {
    const lines = [...pon(32), line('F1', lost(62), { operatorCode: 'FREE', pmModuleName: 'M9' })];
    const pons = [{ operatorCode: 'BYTL', ponPath: 'PON', ontCount: 32 }];
    const found = linesOf(scene([job('A', nextTo)], lines, { pons }), 'A');
    expect(found.filter(({ cause }) => cause === 'pon-failure')).toHaveLength(32);
  });

  it('three neighbours of one PON across two modules are no failing PON', () => {
    const lines = [23, 24, 1].map((position, i) =>
      line(`P${i}`, lost(60 + i), {
        ponPath: 'PON',
        pmModuleName: position === 1 ? 'M2' : 'M1',
        pmModulePosition: `${position}`,
      }),
    );
    const pons = [{ operatorCode: 'BYTL', ponPath: 'PON', ontCount: 40 }];
    for (const one of linesOf(scene([job('A', onModule)], lines, { pons }), 'A')) expect(one.blame).toBe('yes');
  });

  it('a street without power: the few gasps that got lost do not make a module', () => {
    const gasping = Array.from({ length: 5 }, (_, i) => line(`G${i}`, watchOf(['DYING_GASP', 60], ['LOSI', 61])));
    const silent = ['S1', 'S2'].map((ref) => line(ref, lost(62)));
    const found = linesOf(scene([job('A', nextTo)], [...gasping, ...silent]), 'A');
    for (const one of found) expect(one).toMatchObject({ cause: 'power-off', blame: 'no', confidence: 0 });
    expect(found.find(({ ptoRef }) => ptoRef === 'S1')?.reasons).toEqual([{ code: 'dying-gasp', count: 5 }]);
  });

  it('one home without power beside a pulled module clears nobody', () => {
    const lines = [
      line('G', watchOf(['DYING_GASP', 60], ['LOSI', 61])),
      ...['S1', 'S2'].map((ref) => line(ref, lost(62))),
    ];
    const found = linesOf(scene([job('A', nextTo)], lines), 'A');
    expect(found.map(({ blame }) => blame)).toEqual(['no', 'yes', 'yes']);
  });

  it('known works: low confidence, no outage', () => {
    const works = [{ from: START, to: START + 10 * MINUTE }];
    const found = only(scene([job('A', nextTo)], [line('P1', lost())], { knownWorks: works }));
    expect(found).toMatchObject({ cause: 'known-works', blame: 'no' });
  });

  it('a line that always flaps', () => {
    const flaps = [-500, -400, -300, -200, -100].map((s): Told => ['LOSI', s, s + 5]);
    expect(only(scene([job('A', inReach)], [line('P1', watchOf(...flaps, ['LOSI', 60]))])).blame).toBe('no');
  });

  it('a line that flaps during the job: none of its cuts is the job’s, the first as little as the last', () => {
    const flaps = [60, 160, 260, 360, 460].map((s): Told => ['LOSI', s, s + 5]);
    expect(only(scene([job('A', inReach)], [line('P1', watchOf(...flaps))])).blame).toBe('no');
  });
});

describe('several lines within seconds', () => {
  it('of several operators on one module: the module, wherever the job is', () => {
    const lines = [line('P1', lost(60)), line('F1', lost(64), { operatorCode: 'FREE' })];
    for (const one of linesOf(scene([job('A', elsewhere)], lines), 'A')) {
      expect(one).toMatchObject({ cause: 'module', blame: 'yes' });
      expect(codes(one)).toContain('several-operators');
    }
  });

  it('of one PBO on several modules: the cable', () => {
    const lines = ['M1', 'M2', 'M3'].map((pmModuleName, i) =>
      line(`P${i}`, lost(60 + i), { pmModuleName, pboRef: 'PBO', operatorCode: i === 0 ? 'FREE' : 'BYTL' }),
    );
    for (const one of linesOf(scene([job('A', onModule)], lines), 'A')) {
      expect(one).toMatchObject({ cause: 'cable', blame: 'yes' });
    }
  });

  it('of several PONs on neighbouring modules, one line of each: together', () => {
    const lines = [
      line('P1', lost(60), { pmModulePosition: '24' }),
      line('F1', lost(61), { operatorCode: 'FREE', pmModuleName: 'M2', pmModulePosition: '1' }),
    ];
    const last = { ownPositions: [{ pmModuleName: 'M1', pmModulePosition: '23' }] };
    for (const one of linesOf(scene([job('A', last)], lines), 'A')) expect(one).toMatchObject({ blame: 'yes' });
  });

  it('a cable cut that ends on another job’s module: either may have done it, neither is believed', () => {
    const lines = ['M1', 'M1', 'M2', 'M2'].map((pmModuleName, i) =>
      line(`P${i}`, lost(60 + i), { pmModuleName, operatorCode: i % 2 === 0 ? 'FREE' : 'BYTL' }),
    );
    const there = { ownPositions: [{ pmModuleName: 'M2', pmModulePosition: '6' }] };
    const input = scene([job('A', nextTo), job('B', there)], lines);
    for (const ref of ['A', 'B']) {
      const found = linesOf(input, ref);
      expect(found).toHaveLength(4);
      for (const one of found) expect(one).toMatchObject({ ambiguous: true, blame: 'possible' });
    }
  });

  it('minutes apart: each for itself', () => {
    const lines = [line('P1', lost(60)), line('F1', lost(600), { operatorCode: 'FREE' })];
    for (const one of linesOf(scene([job('A', elsewhere)], lines), 'A')) expect(one.blame).toBe('no');
  });
});

describe('windows and rivals', () => {
  it('a loss after the end counts less, after the closing test not at all', () => {
    const ended = job('A', { ...inReach, endedAt: START + MINUTE });
    const soon = only(scene([ended], [line('P1', lost(120))]));
    expect(soon).toMatchObject({ blame: 'possible' });
    expect(codes(soon)).toContain('after-the-end');
    expect(linesOf(scene([ended], [line('P1', lost(3600))]), 'A')).toEqual([]);
  });

  it('two equal jobs: both ambiguous, neither believed, both shown', () => {
    const input = scene([job('A', nextTo), job('B', nextTo)], [line('P1', lost())]);
    for (const ref of ['A', 'B']) {
      const [one] = linesOf(input, ref);
      expect(one).toMatchObject({ ambiguous: true, blame: 'possible' });
      expect(one?.confidence).toBeLessThanOrEqual(0.5);
    }
  });

  it('three equal jobs are shown too, each with its third', () => {
    const input = scene([job('A', nextTo), job('B', nextTo), job('C', nextTo)], [line('P1', lost())]);
    expect(linesOf(input, 'C')[0]).toMatchObject({ ambiguous: true, blame: 'possible' });
  });

  it('whatever happened, no job is beyond doubt while another is at the PM', () => {
    const found = linesOf(scene([job('A', nextTo), job('B', elsewhere)], [line('P1', lost())]), 'A')[0];
    expect(found?.blame).toBe('yes');
    expect(found?.confidence).toBeLessThanOrEqual(HIGH_CONFIDENCE);
  });

  it('two jobs of which one is next to the line: that one', () => {
    const input = scene([job('A', nextTo), job('B', elsewhere)], [line('P1', lost())]);
    expect(linesOf(input, 'A')[0]).toMatchObject({ ambiguous: false, blame: 'yes' });
    expect(linesOf(input, 'B')[0]).toMatchObject({ ambiguous: false, blame: 'no' });
  });

  it('a second job of which nobody knows the place: it may be right there, so neither is believed', () => {
    const input = scene([job('A', nextTo), job('B'), job('C', elsewhere)], [line('P1', lost())]);
    for (const ref of ['A', 'B']) {
      expect(linesOf(input, ref)[0]).toMatchObject({ ambiguous: true, blame: 'possible' });
      expect(linesOf(input, ref)[0]?.confidence).toBeLessThanOrEqual(0.5);
    }
    expect(linesOf(input, 'C')[0]).toMatchObject({ ambiguous: false, blame: 'no' });
  });

  it('the attribution is as sure as the surest line, and counts lines by reason', () => {
    const lines = [line('P1', lost(60)), line('P2', lost(300), { pmModulePosition: '11' })];
    const [impact] = assess(scene([job('A', nextTo)], lines))[0]?.operators ?? [];
    expect(impact?.attribution?.confidence).toBeGreaterThan(0.9);
    expect(impact?.attribution?.reasons).toContainEqual({ code: 'near-the-job', count: 2 });
  });
});

// Random PMs: a few modules, PONs and operators; losses of every sort around the start of the jobs.
const second = fc.integer({ min: -300, max: 1200 });
const alarms: fc.Arbitrary<readonly Told[]> = fc.array(
  fc
    .tuple(fc.constantFrom('LOSI', 'LOFI', 'LOS', 'INACT', 'DYING_GASP'), second, fc.option(fc.nat(400)))
    .map(([kind, at, length]): Told => (length === null ? [kind, at] : [kind, at, at + length])),
  { minLength: 1, maxLength: 5 },
);
const randomLine = fc
  .record({
    told: alarms,
    operatorCode: fc.constantFrom('BYTL', 'FREE'),
    pon: fc.nat(2),
    module: fc.nat(2),
    position: fc.nat(24),
  })
  .map(({ told, operatorCode, pon, module, position }) => ({
    told,
    at: { operatorCode, ponPath: `PON${pon}`, pmModuleName: `M${module}`, pmModulePosition: `${position}` },
  }));
const randomLines = fc
  .array(randomLine, { maxLength: 15 })
  .map((all) => all.map(({ told, at }, i) => line(`P${i}`, watchOf(...told), at)));
const randomJob = fc
  .record({ start: fc.integer({ min: -200, max: 600 }), length: fc.option(fc.nat(900)), module: fc.option(fc.nat(2)) })
  .map(({ start, length, module }): Partial<JobAtPm> => {
    const startedAt = START + start * SECOND;
    return {
      startedAt,
      endedAt: length === null ? null : startedAt + length * SECOND,
      ...(module === null ? {} : { ownPositions: [{ pmModuleName: `M${module}`, pmModulePosition: '6' }] }),
    };
  });
const randomScene = fc.tuple(fc.array(randomJob, { minLength: 1, maxLength: 3 }), randomLines).map(([jobs, lines]) =>
  scene(
    jobs.map((more, i) => job('ABC'.charAt(i), more)),
    lines,
  ),
);

function everyLine(input: AssessInput, check: (found: AssessedLine, of: LineAtPm, by: JobAtPm) => void): void {
  for (const by of input.jobs) {
    for (const found of linesOf(input, by.infraRef)) {
      const of = input.lines.find(({ ptoRef }) => ptoRef === found.ptoRef);
      if (of === undefined) throw new Error(`${found.ptoRef} is none of the PM's lines`);
      check(found, of, by);
    }
  }
}

describe('whatever happens at a PM', () => {
  it('a line that was lost before the start and not since is never blamed', () => {
    fc.assert(
      fc.property(randomScene, (input) => {
        everyLine(input, ({ blame }, { watch }, { startedAt }) => {
          if (watch.cuts.every(({ lostAt }) => lostAt < startedAt)) expect(blame).toBe('no');
        });
      }),
    );
  });

  it('nor one whose every loss had a gasp', () => {
    fc.assert(
      fc.property(randomScene, (input) => {
        everyLine(input, ({ blame }, { watch }) => {
          if (watch.cuts.every(({ gaspAt }) => gaspAt !== null)) expect(blame).toBe('no');
        });
      }),
    );
  });

  it('nor a PON that goes whole by itself, whatever else is down since long', () => {
    const failing = fc.tuple(fc.integer({ min: 4, max: 32 }), fc.integer({ min: 1, max: 1000 }), randomJob);
    fc.assert(
      fc.property(failing, ([count, at, more]) => {
        const lines = Array.from({ length: count }, (_, i) =>
          line(`P${i}`, lost(at + (i % 10)), { ponPath: 'PON', pmModuleName: `M${i % 4}` }),
        );
        const pons = [{ operatorCode: 'BYTL', ponPath: 'PON', ontCount: count }];
        everyLine(scene([job('A', more)], lines, { pons }), ({ blame }) => expect(blame).toBe('no'));
      }),
    );
  });

  it('a job that no loss falls to changes nothing for the others', () => {
    fc.assert(
      fc.property(randomScene, (input) => {
        const long = { startedAt: START - 500 * MINUTE, endedAt: START - 400 * MINUTE };
        const more = { ...input, jobs: [...input.jobs, job('Z', long)] };
        expect(assess(more).slice(0, input.jobs.length)).toEqual(assess(input));
      }),
    );
  });

  it('the order of lines does not matter', () => {
    const shuffled = randomScene.chain((input) =>
      fc.tuple(
        fc.constant(input),
        fc.shuffledSubarray([...input.lines], { minLength: input.lines.length, maxLength: input.lines.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([input, lines]) => {
        expect(assess({ ...input, lines })).toEqual(assess(input));
      }),
    );
  });

  it('every line that is down and was lost by the end of the window is listed exactly once', () => {
    fc.assert(
      fc.property(randomScene, (input) => {
        for (const { infraRef, endedAt } of input.jobs) {
          const end = endedAt === null ? Number.POSITIVE_INFINITY : endedAt + T.closingDelayMs;
          const listed = linesOf(input, infraRef).map(({ ptoRef }) => ptoRef);
          expect(new Set(listed).size).toBe(listed.length);
          const down = input.lines.filter(({ watch }) => watch.status === 'down' && watch.changedAt <= end);
          for (const { ptoRef } of down) expect(listed).toContain(ptoRef);
        }
      }),
    );
  });

  it('a line that is up is never counted down', () => {
    fc.assert(
      fc.property(randomScene, (input) => {
        everyLine(input, ({ state }, { watch }) => {
          if (watch.status === 'up') expect(state).toBe('restored');
        });
      }),
    );
  });

  it('an ambiguous line is believed of no one by more than one half; all confidences of a line together stay below 1', () => {
    fc.assert(
      fc.property(randomScene, (input) => {
        const sums = new Map<string, number>();
        everyLine(input, ({ ptoRef, lostAt, ambiguous, confidence, blame }) => {
          if (ambiguous) expect(confidence).toBeLessThanOrEqual(0.5);
          if (confidence >= BLAME_THRESHOLD) expect(blame).toBe('yes');
          const cut = `${ptoRef}@${lostAt}`;
          sums.set(cut, (sums.get(cut) ?? 0) + confidence);
        });
        for (const sum of sums.values()) expect(sum).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('a twin of the only job makes both ambiguous, at one half at most', () => {
    fc.assert(
      fc.property(randomJob, randomLines, (more, lines) => {
        const twins = scene([job('A', more), job('B', more)], lines);
        everyLine(twins, ({ blame, ambiguous, confidence }) => {
          expect(confidence).toBeLessThanOrEqual(0.5);
          if (blame !== 'no') expect(ambiguous).toBe(true);
        });
      }),
    );
  });
});

describe('evidence', () => {
  it('two live jobs with equal evidence: no line is blamed on either, whatever third job is there', () => {
    fc.assert(
      fc.property(randomJob, randomJob, randomLines, (more, other, lines) => {
        const input = scene([job('A', more), job('B', more), job('C', other)], lines);
        for (const ref of ['A', 'B']) {
          for (const { confidence } of linesOf(input, ref)) expect(confidence).toBeLessThan(BLAME_THRESHOLD);
        }
      }),
    );
  });

  it('a job that works nearer to a line is never believed less to have cut it', () => {
    const near = fc.tuple(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 1, max: 24 }), second);
    fc.assert(
      fc.property(near, ([one, two, at]) => {
        const [nearer, farther] = [one, two].sort((a, b) => Math.abs(a - 5) - Math.abs(b - 5));
        const [more, less] = [nearer, farther].map((position) => {
          const ownPositions = [{ pmModuleName: 'M1', pmModulePosition: `${position}` }];
          return only(scene([job('A', { ownPositions })], [line('P1', lost(at))])).confidence;
        });
        expect(more).toBeGreaterThanOrEqual(less ?? 1);
      }),
    );
  });

  it('a gasp more in the street never makes the others more the job’s', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 8 }), (silent, gasps) => {
        const lines = Array.from({ length: silent }, (_, i) => line(`S${i}`, lost(60 + i)));
        const gasping = Array.from({ length: gasps + 1 }, (_, i) =>
          line(`G${i}`, watchOf(['DYING_GASP', 60], ['LOSI', 61])),
        );
        const sureOf = (all: readonly LineAtPm[]) =>
          linesOf(scene([job('A', nextTo)], all), 'A').find(({ ptoRef }) => ptoRef === 'S0')?.confidence ?? 0;
        expect(sureOf([...lines, ...gasping])).toBeLessThanOrEqual(sureOf([...lines, ...gasping.slice(1)]));
      }),
    );
  });
});

it('400 lines × 3 jobs take well under a frame', () => {
  const lines = Array.from({ length: 400 }, (_, i) =>
    line(`P${i}`, lost(i % 300), {
      operatorCode: ['BYTL', 'FREE', 'SFRA', 'FTEL'][i % 4] ?? 'BYTL',
      ponPath: `PON${i % 12}`,
      pmModuleName: `M${i % 20}`,
      tube: `T${i % 34}`,
      pboRef: `B${i % 60}`,
    }),
  );
  const input = scene([job('A', nextTo), job('B', elsewhere), job('C')], lines);
  const times = Array.from({ length: 60 }, () => {
    const begun = performance.now();
    assess(input);
    return performance.now() - begun;
  }).sort((a, b) => a - b);
  expect(times[30]).toBeLessThan(8);
});
