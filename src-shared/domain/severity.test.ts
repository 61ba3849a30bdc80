import { describe, expect, it } from 'vitest';
import { interventionStates } from './intervention';
import type { Severity } from './outage';
import { severityOf } from './severity';

// Every case there is: closed or not, lines down or none, consent or none, each state of the intervention.
const cases = [true, false].flatMap((closed) =>
  [0, 1, 3].flatMap((downCount) =>
    [true, false].flatMap((consentAllowed) =>
      interventionStates.map((interventionState) => ({ closed, downCount, consentAllowed, interventionState })),
    ),
  ),
);

const expected: Readonly<Record<Severity, (facts: (typeof cases)[number]) => boolean>> = {
  none: ({ closed }) => closed,
  warning: ({ closed, downCount }) => !closed && downCount === 0,
  critical: ({ closed, downCount, interventionState }) =>
    !closed && downCount > 0 && ['ended', 'closed'].includes(interventionState),
  major: ({ closed, downCount, consentAllowed, interventionState }) =>
    !closed && downCount > 0 && !consentAllowed && ['open', 'testing'].includes(interventionState),
  minor: ({ closed, downCount, consentAllowed, interventionState }) =>
    !closed && downCount > 0 && consentAllowed && ['open', 'testing'].includes(interventionState),
};

describe('severity of an outage', () => {
  it.each(cases)('$interventionState, $downCount down, consent $consentAllowed, closed $closed', (facts) => {
    const holding = Object.entries(expected).filter(([, holds]) => holds(facts));
    expect(holding.map(([severity]) => severity)).toEqual([severityOf(facts)]);
  });
});
