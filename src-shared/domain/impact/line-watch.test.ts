import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alarmKinds } from '../alarm';
import { nominalTimings } from '../timings';
import { foldAlarm, type LineWatch, lastCut, shortCutsBetween, type WatchedAlarm, watchedAlarm } from './line-watch';

const T = nominalTimings;
const SECOND = 1000;

/** `told('LOSI', 10, 40)`: raised at second 10, cleared at second 40. */
function told(kind: WatchedAlarm['kind'], raised: number, cleared: number | null = null, id?: string): WatchedAlarm {
  return {
    notificationId: id ?? `${kind}@${raised}`,
    kind,
    raisedAt: raised * SECOND,
    clearedAt: cleared === null ? null : cleared * SECOND,
  };
}

/** A clear at second `cleared`, of a box that had then been on for `uptime` seconds. */
function toldWithUptime(kind: WatchedAlarm['kind'], raised: number, cleared: number, uptime: number): WatchedAlarm {
  return { ...told(kind, raised, cleared), boxStartedAt: (cleared - uptime) * SECOND };
}

function fold(alarms: readonly WatchedAlarm[], heardAt = 0): LineWatch {
  const watch = alarms.reduce<LineWatch | undefined>((known, alarm) => foldAlarm(known, alarm, heardAt, T), undefined);
  if (watch === undefined) throw new Error('no alarm');
  return watch;
}

describe('foldAlarm', () => {
  it('a loss takes the line down, its clear brings it back', () => {
    const down = fold([told('LOSI', 10)]);
    expect(down).toMatchObject({ status: 'down', changedAt: 10_000 });
    const up = foldAlarm(down, told('LOSI', 10, 70), 71_000, T);
    expect(up).toMatchObject({ status: 'up', changedAt: 70_000, heardAt: 71_000 });
    expect(up.cuts).toEqual([{ lostAt: 10_000, restoredAt: 70_000, lossKind: 'fibre', gaspAt: null, box: null }]);
  });

  it('the same telling twice changes nothing, not even the hour it was heard', () => {
    const once = foldAlarm(undefined, told('LOSI', 10), 11_000, T);
    expect(foldAlarm(once, told('LOSI', 10), 99_000, T)).toBe(once);
  });

  it('a clear that comes before its raise is not unsaid by it', () => {
    expect(fold([told('LOSI', 10, 40), told('LOSI', 10)]).status).toBe('up');
  });

  it('a gasp just before or just after the loss means that the power went, in either order of arrival', () => {
    for (const gaspAt of [6, 14]) {
      const alarms = [told('DYING_GASP', gaspAt), told('LOSI', 10)];
      expect(lastCut(fold(alarms))?.gaspAt).toBe(gaspAt * SECOND);
      expect(lastCut(fold([...alarms].reverse()))?.gaspAt).toBe(gaspAt * SECOND);
    }
  });

  it('a gasp outside the window says nothing of this loss', () => {
    expect(lastCut(fold([told('LOSI', 100), told('DYING_GASP', 89)]))?.gaspAt).toBeNull();
  });

  it('a gasp alone takes no line down', () => {
    const watch = fold([told('DYING_GASP', 10)]);
    expect(watch.status).toBe('up');
    expect(lastCut(watch)).toBeUndefined();
  });

  it('the PON comes back, but this fibre does not', () => {
    const watch = fold([told('LOS', 10), told('LOSI', 11), told('LOS', 10, 60)]);
    expect(watch).toMatchObject({ status: 'down', changedAt: 10_000 });
    expect(lastCut(watch)?.lossKind).toBe('pon');
  });

  it('a PON that fails while this fibre is long lost is not why it was lost', () => {
    expect(lastCut(fold([told('LOSI', 10), told('LOS', 300)]))?.lossKind).toBe('fibre');
  });

  it('INACT alone does not tell the kind of loss; a fibre alarm beside it does', () => {
    expect(lastCut(fold([told('INACT', 10)]))?.lossKind).toBe('unknown');
    expect(lastCut(fold([told('INACT', 10), told('LOFI', 12)]))?.lossKind).toBe('fibre');
  });

  it('overlapping alarms are one cut, separate ones are several, short ones are counted', () => {
    const watch = fold([told('LOSI', 10, 15), told('LOFI', 12, 18), told('LOSI', 40, 45), told('LOSI', 100, 190)]);
    expect(watch.cuts.map(({ lostAt }) => lostAt)).toEqual([10_000, 40_000, 100_000]);
    expect(shortCutsBetween(watch, 0, 200_000, T)).toBe(2);
    expect(shortCutsBetween(watch, 20_000, 200_000, T)).toBe(1);
  });

  it('a box that had been on for longer than it takes to start had waited for its light; else it came with the power', () => {
    expect(lastCut(fold([toldWithUptime('LOSI', 10, 4000, 90_000)]))?.box).toBe('was-on');
    expect(lastCut(fold([toldWithUptime('LOSI', 10, 4000, 60)]))?.box).toBe('just-started');
    // Restarted by an impatient customer, twenty minutes before the light came back.
    expect(lastCut(fold([toldWithUptime('LOSI', 10, 4000, 1200)]))?.box).toBe('was-on');
  });

  it('nothing is said of the box while the line is down, nor where no OLT tells', () => {
    expect(lastCut(fold([toldWithUptime('LOSI', 10, 40, 9000), told('INACT', 30)]))?.box).toBeNull();
    expect(lastCut(fold([told('LOSI', 10, 40)]))?.box).toBeNull();
  });

  it('an uptime is reckoned back from its clear', () => {
    const alarm = { notificationId: 'n', kind: 'LOSI', raisedAt: '2026-01-01T10:00:00.000Z' } as const;
    const watched = watchedAlarm({ ...alarm, clearedAt: '2026-01-01T10:30:00.000Z', ontUptimeS: 60 });
    expect(watched.boxStartedAt).toBe(Date.parse('2026-01-01T10:29:00.000Z'));
    expect(watchedAlarm(alarm)).toMatchObject({ clearedAt: null });
  });

  it('a clear dated before its raise is a cut of no length, not one without end', () => {
    expect(fold([told('LOSI', 10, 9)]).status).toBe('up');
  });

  it('stays small however long a line flaps', () => {
    const flaps = Array.from({ length: 500 }, (_, i) => told('LOSI', i * 10, i * 10 + 5));
    const watch = fold([told('LOFI', 0), ...flaps]);
    expect(watch.alarms.length).toBeLessThan(30);
    expect(watch.status).toBe('down');
  });
});

/** Histories of one line within what a watch remembers; each alarm is raised, and maybe cleared. */
const history = fc.uniqueArray(
  fc.record({
    kind: fc.constantFrom(...alarmKinds),
    raised: fc.integer({ min: 0, max: 200 }),
    length: fc.option(fc.integer({ min: 0, max: 60 })),
    uptime: fc.option(fc.integer({ min: 0, max: 1_000 })),
  }),
  { minLength: 1, maxLength: 20, selector: ({ kind, raised }) => `${kind}@${raised}` },
);

const tellings = history.map((alarms) =>
  alarms.flatMap(({ kind, raised, length, uptime }) => {
    if (length === null) return [told(kind, raised)];
    const cleared = raised + length;
    const clear = uptime === null ? told(kind, raised, cleared) : toldWithUptime(kind, raised, cleared, uptime);
    return [told(kind, raised), clear];
  }),
);

describe('whatever the alarms', () => {
  it('their order does not matter, nor whether each comes once or twice', () => {
    const shuffled = tellings.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length, maxLength: 2 * all.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([all, mixed]) => {
        expect(fold(mixed)).toEqual(fold(all));
      }),
    );
  });

  it('telling one again changes nothing', () => {
    fc.assert(
      fc.property(tellings, fc.nat(), (all, n) => {
        const watch = fold(all);
        const again = all[n % all.length];
        if (again !== undefined) expect(foldAlarm(watch, again, 1, T)).toBe(watch);
      }),
    );
  });

  it('the line is down exactly while a loss alarm is active', () => {
    fc.assert(
      fc.property(history, (alarms) => {
        const active = alarms.some(({ kind, length }) => kind !== 'DYING_GASP' && length === null);
        const watch = fold(
          alarms.map(({ kind, raised, length }) => told(kind, raised, length === null ? null : raised + length)),
        );
        expect(watch.status).toBe(active ? 'down' : 'up');
      }),
    );
  });

  it('it is plain JSON', () => {
    fc.assert(
      fc.property(tellings, (all) => {
        expect(JSON.parse(JSON.stringify(fold(all)))).toEqual(fold(all));
      }),
    );
  });
});
