import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type OutageState, outageStates } from './outage';
import { type LifeEvent, type LifeFacts, lifeEvents, nextOutageState } from './outage-life';

/** Plays events on a fresh outage, keeping the facts as the hub does. */
function play(...events: readonly LifeEvent[]): OutageState {
  let facts: LifeFacts = { allRestored: false, confirmed: false };
  let state: OutageState = 'unacknowledged';
  for (const event of events) {
    state = nextOutageState(state, event, facts);
    if (event === 'new-victim' || event === 'lost-again') facts = { allRestored: false, confirmed: false };
    if (event === 'all-restored') facts = { allRestored: true, confirmed: false };
    if (event === 'confirmed') facts = { allRestored: true, confirmed: true };
  }
  return state;
}

describe('an outage on one desk', () => {
  it('is acknowledged, repaired and confirmed: closed', () => {
    expect(play('acknowledge')).toBe('acknowledged');
    expect(play('acknowledge', 'all-restored')).toBe('acknowledged');
    expect(play('acknowledge', 'all-restored', 'confirmed')).toBe('closed');
  });

  it('safety 14: comes back by itself and still waits to be acknowledged', () => {
    expect(play('all-restored')).toBe('returned');
    expect(play('all-restored', 'confirmed')).toBe('returned');
    expect(play('all-restored', 'confirmed', 'acknowledge')).toBe('closed');
    expect(play('all-restored', 'acknowledge')).toBe('acknowledged');
    expect(play('all-restored', 'acknowledge', 'confirmed')).toBe('closed');
  });

  it('safety 14: a new victim alarms again, in whatever state', () => {
    for (const state of outageStates) {
      for (const allRestored of [true, false]) {
        expect(nextOutageState(state, 'new-victim', { allRestored, confirmed: false })).toBe('unacknowledged');
      }
    }
  });

  it('a line lost again calls back a desk that thought it over, and leaves alone one that is on it', () => {
    expect(play('acknowledge', 'all-restored', 'lost-again')).toBe('unacknowledged');
    expect(play('acknowledge', 'lost-again')).toBe('acknowledged');
    expect(play('all-restored', 'lost-again')).toBe('unacknowledged');
    expect(play('all-restored', 'confirmed', 'lost-again', 'acknowledge')).toBe('acknowledged');
  });

  it('is closed by a dismissal from anywhere, until there is a new victim', () => {
    expect(play('dismissed')).toBe('closed');
    expect(play('acknowledge', 'all-restored', 'dismissed')).toBe('closed');
    expect(play('dismissed', 'all-restored', 'confirmed', 'acknowledge')).toBe('closed');
    expect(play('dismissed', 'new-victim')).toBe('unacknowledged');
  });

  it('safety 14: never closes unacknowledged and undismissed, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...lifeEvents), { maxLength: 20 }), (events) => {
        const last = events.lastIndexOf('new-victim');
        const since = events.slice(last + 1);
        if (play(...events) === 'closed')
          expect(since.some((e) => e === 'acknowledge' || e === 'dismissed')).toBe(true);
      }),
    );
  });
});
