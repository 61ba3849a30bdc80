import type { Outage } from '@shared/domain/outage';
import { describe, expect, it } from 'vitest';
import { type Entry, entryOf, Queue } from './queue';
import { anOutage } from './samples';

const bordeaux = { name: 'Bordeaux', department: '33' };
const at = (minute: number) => `2026-11-24T10:${String(minute).padStart(2, '0')}:00.000Z`;

/** A queue over a handful of outages, changed as the board changes it. */
function aQueue() {
  const all = new Map<string, Entry>();
  const queue = new Queue((id) => all.get(id));
  return {
    queue,
    put: (id: string, over: Partial<Outage>) => {
      const entry = entryOf(anOutage(id, over), bordeaux, 'repair');
      all.set(id, entry);
      if (over.state === 'closed') queue.remove(id);
      else queue.put(entry);
    },
    ids: () => queue.window(0, 100).rows.map(({ outage }) => outage.id),
  };
}

describe('Queue', () => {
  it('orders by severity, then the newest loss first', () => {
    const { put, ids } = aQueue();
    put('minor', { severity: 'minor', raisedAt: at(9) });
    put('old', { severity: 'critical', raisedAt: at(1) });
    put('new', { severity: 'critical', raisedAt: at(5) });
    put('major', { severity: 'major', raisedAt: at(8) });
    expect(ids()).toEqual(['new', 'old', 'major', 'minor']);
  });

  it('an empty queue takes a new outage in though held: no row could move, and it must not say that all is well', () => {
    const { queue, put, ids } = aQueue();
    queue.hold(true);
    put('first', { severity: 'major', raisedAt: at(1) });
    expect(ids()).toEqual(['first']);
    put('second', { severity: 'critical', raisedAt: at(2) });
    expect(ids()).toEqual(['first']);
    expect(queue.window(0, 10).newCount).toBe(1);
  });

  it('while held, nothing moves or comes in; rows change in place; what came or rose is counted', () => {
    const { queue, put, ids } = aQueue();
    put('a', { severity: 'major', raisedAt: at(1) });
    put('b', { severity: 'minor', raisedAt: at(2) });
    put('c', { severity: 'minor', raisedAt: at(1) });
    queue.hold(true);
    put('d', { severity: 'critical', raisedAt: at(3) });
    put('c', { severity: 'critical', raisedAt: at(1) });
    put('a', { severity: 'major', raisedAt: at(1), state: 'closed' });
    expect(ids()).toEqual(['a', 'b', 'c']);
    const { rows, newCount } = queue.window(0, 3);
    expect(rows.map(({ outage }) => [outage.severity, outage.state])).toEqual([
      ['major', 'closed'],
      ['minor', 'unacknowledged'],
      ['critical', 'unacknowledged'],
    ]);
    expect(newCount).toBe(2);

    queue.applyNew();
    expect(ids()).toEqual(['d', 'c', 'b']);
    expect(queue.window(0, 3).newCount).toBe(0);
    put('e', { severity: 'critical', raisedAt: at(9) });
    expect(ids()).toEqual(['d', 'c', 'b']);
    queue.hold(false);
    expect(ids()).toEqual(['e', 'd', 'c', 'b']);
  });

  it('a snapshot while held moves no row either', () => {
    const { queue, put, ids } = aQueue();
    put('a', { severity: 'minor' });
    queue.hold(true);
    queue.reset([entryOf(anOutage('z', { severity: 'critical' }), bordeaux, 'repair')]);
    expect(ids()).toEqual(['a']);
    expect(queue.window(0, 1).newCount).toBe(1);
  });

  it('names a range in the order shown, whichever end comes first', () => {
    const { queue, put } = aQueue();
    for (const id of ['a', 'b', 'c', 'd']) put(id, {});
    expect(queue.idsBetween(3, 1)).toEqual(['b', 'c', 'd']);
  });
});
