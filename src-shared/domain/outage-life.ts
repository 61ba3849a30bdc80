import type { OutageState } from './outage';

/**
 * What happens to an outage on one operator's desk.
 * - new-victim: a line that was never in this outage is down
 * - lost-again: a line that was back is down again
 * - all-restored: the last line that was down is back
 * - confirmed: the closing test found every line up
 * - dismissed: the impacted operator says that it is none
 */
export const lifeEvents = [
  'acknowledge',
  'new-victim',
  'lost-again',
  'all-restored',
  'confirmed',
  'dismissed',
] as const;
export type LifeEvent = (typeof lifeEvents)[number];

/** How things stood before the event. */
export interface LifeFacts {
  readonly allRestored: boolean;
  /** The closing test found every line up, and none was lost since. */
  readonly confirmed: boolean;
}

type Next = OutageState | ((facts: LifeFacts) => OutageState);

const closeIfConfirmed = ({ confirmed }: LifeFacts): OutageState => (confirmed ? 'closed' : 'acknowledged');

/** Every state × every event: a missing case does not compile. */
const table: Readonly<Record<OutageState, Readonly<Record<LifeEvent, Next>>>> = {
  unacknowledged: {
    acknowledge: 'acknowledged',
    'new-victim': 'unacknowledged',
    'lost-again': 'unacknowledged',
    'all-restored': 'returned',
    confirmed: 'returned',
    dismissed: 'closed',
  },
  acknowledged: {
    acknowledge: 'acknowledged',
    'new-victim': 'unacknowledged',
    // Somebody is on it while lines are down; once all were back he has turned away, and must be called again.
    'lost-again': ({ allRestored }) => (allRestored ? 'unacknowledged' : 'acknowledged'),
    'all-restored': 'acknowledged',
    confirmed: 'closed',
    dismissed: 'closed',
  },
  returned: {
    acknowledge: closeIfConfirmed,
    'new-victim': 'unacknowledged',
    'lost-again': 'unacknowledged',
    'all-restored': 'returned',
    confirmed: 'returned',
    dismissed: 'closed',
  },
  closed: {
    acknowledge: 'closed',
    // A dismissal spoke of the lines known then: a new victim opens the outage again.
    'new-victim': 'unacknowledged',
    'lost-again': 'closed',
    'all-restored': 'closed',
    confirmed: 'closed',
    dismissed: 'closed',
  },
};

/** The desk's next state (desk.md, States; safety.md 14). Pure; leaves the record of who and when to the hub. */
export function nextOutageState(state: OutageState, event: LifeEvent, facts: LifeFacts): OutageState {
  const next = table[state][event];
  return typeof next === 'function' ? next(facts) : next;
}
