import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { natureFamilies } from '../nature';
import type { GrantScope, InfraReservation, PreAuthorisation } from '../pre-authorisation';
import { type ConsentRequest, decide, decideByGrants, holdBack } from './decide';
import { compileMatrix } from './matrix';

const NOW = Date.parse('2025-10-20T10:00:00Z');
const HOUR = 3_600_000;
const at = (hours: number) => new Date(NOW + hours * HOUR).toISOString();

const request: ConsentRequest = {
  impactedOperatorCode: 'BYTL',
  orderingOperatorCode: 'FTEL',
  infraOperatorCode: 'GTHD',
  pmRef: 'FI-33063-0001',
  department: '33',
  natureFamily: 'repair',
};

function grant(more: Partial<PreAuthorisation> = {}): PreAuthorisation {
  return {
    id: '142',
    label: 'PA-0142',
    impactedOperatorCode: 'BYTL',
    orderingOperatorCodes: ['FTEL'],
    scope: { kind: 'departments', departments: ['33'] },
    natures: ['repair'],
    validFrom: at(-24),
    validUntil: at(24),
    reason: 'pilote',
    grantedBy: 'supervisor.bytl',
    grantedAt: at(-24),
    revokedBy: null,
    revokedAt: null,
    revokedReason: null,
    ...more,
  };
}

function reservation(more: Partial<InfraReservation> = {}): InfraReservation {
  return { id: 'r', infraOperatorCode: 'GTHD', pmRef: request.pmRef, reason: 'travaux', until: at(1), ...more };
}

const rule = (grants: readonly PreAuthorisation[], reservations: readonly InfraReservation[] = [], now = NOW) =>
  decide(request, grants, reservations, now).rule;

describe('decide', () => {
  it('safety 7: without a grant the answer is no', () => {
    expect(decide(request, [], [], NOW)).toMatchObject({ allowed: false, rule: 'no-grant', until: null });
  });

  it('a standing grant allows until it ends, and is named', () => {
    expect(decide(request, [grant()], [], NOW)).toEqual({
      allowed: true,
      rule: 'granted',
      why: 'PA-0142 autorise la réparation jusqu’au 21/10/2025 à 12:00.',
      until: at(24),
      preAuthorisationId: '142',
    });
  });

  it('of several, the one that ends latest', () => {
    const grants = [grant(), grant({ id: '7', validUntil: at(48) }), grant({ id: '8', validUntil: at(2) })];
    expect(decide(request, grants, [], NOW).preAuthorisationId).toBe('7');
  });

  it.each<[string, Partial<PreAuthorisation>, string]>([
    ['of another impacted operator', { impactedOperatorCode: 'SFRA' }, 'no-grant'],
    ['for another ordering operator', { orderingOperatorCodes: ['FREE'] }, 'other-operator'],
    ['for another département', { scope: { kind: 'departments', departments: ['40'] } }, 'out-of-scope'],
    ['for another network', { scope: { kind: 'networks', infraOperatorCodes: ['FTEL'] } }, 'out-of-scope'],
    [
      'for the département, on another network',
      { scope: { kind: 'departments', departments: ['33'], infraOperatorCodes: ['FTEL'] } },
      'out-of-scope',
    ],
    ['for other PMs', { scope: { kind: 'pms', pmRefs: ['FI-33063-0002'] } }, 'out-of-scope'],
    ['for connections', { natures: ['connection'] }, 'other-nature'],
    ['that begins later', { validFrom: at(1) }, 'not-yet-valid'],
    ['given later than it says it begins', { grantedAt: at(1) }, 'not-yet-valid'],
    ['that has ended', { validUntil: at(-1) }, 'expired'],
    ['revoked', { revokedAt: at(-1) }, 'revoked'],
    ['whose end cannot be read', { validUntil: 'bientôt' }, 'expired'],
    ['whose revoke cannot be read', { revokedAt: 'hier' }, 'revoked'],
  ])('a grant %s does not allow', (_what, more, expected) => {
    expect(decide(request, [grant(more)], [], NOW)).toMatchObject({ allowed: false, rule: expected, until: null });
  });

  it('to the millisecond: valid from, until just before the end, not from the revoke on', () => {
    expect(rule([grant({ validFrom: at(0) })])).toBe('granted');
    expect(rule([grant({ validUntil: at(0) })])).toBe('expired');
    expect(rule([grant({ revokedAt: at(0) })])).toBe('revoked');
    expect(rule([grant({ revokedAt: at(0) })], [], NOW - 1)).toBe('granted');
  });

  it('a job whose nature was not given is covered by a grant for every nature alone', () => {
    const unknown = { ...request, natureFamily: 'unknown' } as const;
    expect(decide(unknown, [grant({ natures: ['repair'] })], [], NOW).rule).toBe('other-nature');
    expect(decide(unknown, [grant({ natures: ['connection'] })], [], NOW).rule).toBe('other-nature');
    expect(decide(unknown, [grant({ natures: ['connection', 'repair'] })], [], NOW).rule).toBe('granted');
  });

  it('a denial tells the nearest miss', () => {
    const misses: PreAuthorisation[] = [
      grant({ orderingOperatorCodes: ['FREE'] }),
      grant({ scope: { kind: 'networks', infraOperatorCodes: ['FTEL'] } }),
      grant({ natures: ['connection'] }),
      grant({ validFrom: at(1) }),
      grant({ validUntil: at(-1) }),
      grant({ revokedAt: at(-1) }),
    ];
    const told = misses.map((_, i) => rule(misses.slice(0, i + 1)));
    expect(told).toEqual(['other-operator', 'out-of-scope', 'other-nature', 'not-yet-valid', 'expired', 'revoked']);
  });

  it('and says why in one plain sentence', () => {
    expect(decide({ ...request, natureFamily: 'connection' }, [grant()], [], NOW).why).toBe(
      'PA-0142 couvre la Gironde (33) pour le SAV ; cette intervention est un raccordement.',
    );
    const elsewhere = (scope: PreAuthorisation['scope']) => decide(request, [grant({ scope })], [], NOW).why;
    expect(elsewhere({ kind: 'departments', departments: ['40', '75'] })).toMatch(
      / couvre les Landes \(40\) et Paris \(75\) ;/,
    );
    expect(elsewhere({ kind: 'departments', departments: ['40'], infraOperatorCodes: ['FTEL'] })).toMatch(
      / couvre les Landes \(40\), sur le réseau de FTEL ;/,
    );
  });

  it('never tells one ordering operator whom else a grant is for', () => {
    expect(decide(request, [grant({ orderingOperatorCodes: ['FREE', 'SFRA'] })], [], NOW).why).not.toMatch(/FREE|SFRA/);
  });
});

describe('reservations of the infrastructure operator', () => {
  it('deny what the impacted operator allowed, for the whole PM or for one line', () => {
    expect(rule([grant()], [reservation()])).toBe('reserved-by-infra');
    const oneLine = [reservation({ ptoRef: 'P1' })];
    expect(rule([grant()], oneLine)).toBe('granted');
    expect(decide({ ...request, ptoRef: 'P1' }, [grant()], oneLine, NOW).allowed).toBe(false);
    expect(decide({ ...request, ptoRef: 'P2' }, [grant()], oneLine, NOW).allowed).toBe(true);
  });

  it('bind only their own operator’s PM, and only until they end', () => {
    expect(rule([grant()], [reservation({ infraOperatorCode: 'FTEL' })])).toBe('granted');
    expect(rule([grant()], [reservation({ pmRef: 'FI-33063-0002' })])).toBe('granted');
    expect(rule([grant()], [reservation({ until: at(0) })])).toBe('granted');
    expect(rule([grant()], [reservation({ until: 'plus tard' })])).toBe('reserved-by-infra');
  });
});

describe('compileMatrix', () => {
  it('answers for each operator that may order jobs, once each, in order', () => {
    const rows = compileMatrix(request, ['SFRA', 'FTEL', 'FREE', 'FTEL'], [grant()], NOW);
    expect(rows.map(({ orderingOperatorCode, allowed }) => [orderingOperatorCode, allowed])).toEqual([
      ['FREE', false],
      ['FTEL', true],
      ['SFRA', false],
    ]);
  });
});

// Few values, so that grants and requests meet often; instants within hours of now, on both sides and on it.
const code = fc.constantFrom('FTEL', 'BYTL', 'SFRA');
const network = fc.constantFrom('FTEL', 'GTHD');
const department = fc.constantFrom('33', '40');
const place = fc.constantFrom('PM1', 'PM2', 'PM3');
const some = <X>(one: fc.Arbitrary<X>) => fc.uniqueArray(one, { minLength: 1, maxLength: 3 });
const early = fc.integer({ min: -4, max: 1 }).map(at);
const late = fc.integer({ min: -1, max: 4 }).map(at);
const scope: fc.Arbitrary<GrantScope> = fc.oneof(
  fc.record({ kind: fc.constant('networks' as const), infraOperatorCodes: some(network) }),
  fc.record({ kind: fc.constant('departments' as const), departments: some(department) }),
  fc.record({
    kind: fc.constant('departments' as const),
    departments: some(department),
    infraOperatorCodes: some(network),
  }),
  fc.record({ kind: fc.constant('pms' as const), pmRefs: some(place) }),
);
const randomGrant = fc
  .record({
    id: fc.nat(9).map(String),
    impactedOperatorCode: code,
    orderingOperatorCodes: some(code),
    scope,
    natures: some(fc.constantFrom('connection' as const, 'repair' as const)),
    validFrom: early,
    validUntil: late,
    grantedAt: early,
    revokedAt: fc.option(late),
  })
  .map((more) => grant(more));
const randomRequest: fc.Arbitrary<ConsentRequest> = fc
  .record({
    impactedOperatorCode: code,
    orderingOperatorCode: code,
    infraOperatorCode: network,
    pmRef: place,
    department,
    natureFamily: fc.constantFrom(...natureFamilies),
    ptoRef: fc.option(fc.constantFrom('P1', 'P2')),
  })
  .map(({ ptoRef, ...rest }) => (ptoRef === null ? rest : { ...rest, ptoRef }));
const randomReservation = fc
  .record({
    infraOperatorCode: network,
    pmRef: place,
    ptoRef: fc.option(fc.constantFrom('P1', 'P2')),
    until: late,
  })
  .map(({ ptoRef, ...rest }) => reservation(ptoRef === null ? rest : { ...rest, ptoRef }));

/**
 * The oracle, written the other way round: it unrolls each grant into every single thing it allows, as plain strings,
 * and looks the request up among them.
 */
function oracle(
  wanted: ConsentRequest,
  grants: readonly PreAuthorisation[],
  reservations: readonly InfraReservation[],
): boolean {
  const permits = new Set<string>();
  for (const given of grants) {
    const times = [given.validFrom, given.grantedAt].map((text) => new Date(text).getTime());
    const opens = Math.max(...times);
    const closes = Math.min(...[given.validUntil, given.revokedAt ?? '9999-12-31'].map((text) => +new Date(text)));
    if (opens > NOW || closes <= NOW) continue;
    for (const who of given.orderingOperatorCodes)
      for (const what of given.natures.length === 2 ? [...given.natures, 'unknown'] : given.natures)
        for (const pm of ['PM1', 'PM2', 'PM3'])
          for (const dep of ['33', '40'])
            for (const net of ['FTEL', 'GTHD']) {
              const words = JSON.stringify(given.scope);
              const says = (word: string) => words.includes(`"${word}"`);
              const inside =
                given.scope.kind === 'pms'
                  ? says(pm)
                  : given.scope.kind === 'networks'
                    ? says(net)
                    : says(dep) && (!says('infraOperatorCodes') || says(net));
              if (inside) permits.add([given.impactedOperatorCode, who, what, pm, dep, net].join());
            }
  }
  const {
    impactedOperatorCode,
    orderingOperatorCode,
    natureFamily,
    pmRef,
    department: dep,
    infraOperatorCode,
  } = wanted;
  const key = [impactedOperatorCode, orderingOperatorCode, natureFamily, pmRef, dep, infraOperatorCode].join();
  if (!permits.has(key)) return false;
  const kept = new Set<string>();
  for (const held of reservations) {
    if (+new Date(held.until) <= NOW) continue;
    for (const pto of held.ptoRef === undefined ? ['P1', 'P2', 'all'] : [held.ptoRef])
      kept.add([held.infraOperatorCode, held.pmRef, pto].join());
  }
  return !kept.has([infraOperatorCode, pmRef, wanted.ptoRef ?? 'all'].join());
}

describe('whatever the grants', () => {
  const runs = { numRuns: 5000 };

  it('safety 7: the decision is the oracle’s', () => {
    let allowed = 0;
    fc.assert(
      fc.property(
        randomRequest,
        fc.array(randomGrant, { maxLength: 12 }),
        fc.array(randomReservation, { maxLength: 2 }),
        (wanted, grants, reservations) => {
          const expected = oracle(wanted, grants, reservations);
          if (expected) allowed += 1;
          expect(decide(wanted, grants, reservations, NOW).allowed).toBe(expected);
        },
      ),
      runs,
    );
    // The property is worth nothing if it never sees a yes.
    expect(allowed).toBeGreaterThan(200);
  });

  it('safety 7: the infrastructure operator can only take away', () => {
    fc.assert(
      fc.property(
        randomRequest,
        fc.array(randomGrant, { maxLength: 6 }),
        fc.array(randomReservation, { maxLength: 4 }),
        (wanted, grants, reservations) => {
          const granted = decideByGrants(wanted, grants, NOW);
          const kept = holdBack(granted, wanted, reservations, NOW);
          if (!granted.allowed) expect(kept).toBe(granted);
        },
      ),
    );
  });

  it('safety 7: the order of grants decides nothing, and other operators’ grants are never spoken of', () => {
    const ids = fc.uniqueArray(randomGrant, { maxLength: 8, selector: ({ id }) => id });
    fc.assert(
      fc.property(randomRequest, ids, (wanted, grants) => {
        const decision = decide(wanted, grants, [], NOW);
        expect(decide(wanted, [...grants].reverse(), [], NOW)).toEqual(decision);
        const own = grants.filter(({ impactedOperatorCode }) => impactedOperatorCode === wanted.impactedOperatorCode);
        expect(decide(wanted, own, [], NOW)).toEqual(decision);
      }),
    );
  });
});
