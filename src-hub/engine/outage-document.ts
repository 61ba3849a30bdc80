import type { OperatorCode } from '@shared/domain/codes';
import { decide, decideByGrants, holdBack } from '@shared/domain/consent/decide';
import { compileMatrix } from '@shared/domain/consent/matrix';
import { whyOutsideLot2 } from '@shared/domain/consent/why';
import type { InterventionState } from '@shared/domain/intervention';
import { natureFamilyOf } from '@shared/domain/nature';
import type {
  Attribution,
  ConsentDecision,
  ImpactedLine,
  Outage,
  OutageConsent,
  OutageState,
  Relation,
} from '@shared/domain/outage';
import { severityOf } from '@shared/domain/severity';
import { type ConsentFacts, decisionTime } from './consent-facts';
import { attributed, type Closing, downNow, type OutageLine, ofTheJob } from './outage-change';

/** All about one outage; each reader's document is a part of it. */
export interface OutageFacts {
  readonly id: string;
  readonly impactedOperatorCode: OperatorCode;
  readonly infraOperatorCode: OperatorCode;
  /** Null: of a job outside, ordered by an operator that is not hosted here. */
  readonly orderingOperatorCode: OperatorCode | null;
  readonly infraRef: string;
  readonly pmRef: string;
  readonly department: string;
  readonly nature: string;
  /** The job follows the rules of Lot 1: nothing may be repaired. Null: of a job outside. */
  readonly outOfScope: boolean | null;
  readonly raisedAt: string;
  readonly reportedAt: string;
  readonly lastVictimAt: string;
  readonly endedAt: string | null;
  readonly closedAt: string | null;
  readonly closing: Closing | null;
  readonly attribution: Attribution;
  readonly lines: readonly OutageLine[];
  readonly interventionState: InterventionState;
  readonly interventionEndedAt: string | null;
}

/** A desk that has the outage. */
export interface OutageReader {
  readonly operatorCode: OperatorCode;
  readonly relation: Relation;
  readonly state: OutageState;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: string | null;
  readonly comments: Outage['comments'];
}

/**
 * The outage as one reader may see it. One that is several things at once (FTEL: OI, DO and OC) sees what each of them
 * may: its own or its network's lines all, and the decision for the real ordering operator beside its own matrix.
 */
export function outageFor(reader: OutageReader, facts: OutageFacts, consents: ConsentFacts, now: number): Outage {
  const relations = relationsOf(reader, facts);
  // The ordering operator sees other operators' lines only where its own job cut them.
  const lines = relations.some((r) => r !== 'ordering') ? facts.lines : facts.lines.filter(attributed);
  const consent = consentFor(relations, facts, consents, now);
  const downCount = downNow(lines).length;
  const closed = reader.state === 'closed';
  return {
    id: facts.id,
    relation: reader.relation,
    relations,
    pmRef: facts.pmRef,
    infraRef: facts.infraRef,
    infraOperatorCode: facts.infraOperatorCode,
    impactedOperatorCode: facts.impactedOperatorCode,
    severity: severityOf({
      closed,
      downCount,
      consentAllowed: consent.allowed,
      interventionState: facts.interventionState,
    }),
    state: reader.state,
    raisedAt: facts.raisedAt,
    reportedAt: facts.reportedAt,
    lastVictimAt: facts.lastVictimAt,
    endedAt: facts.endedAt,
    closedAt: facts.closedAt,
    closing: facts.closing,
    attribution: facts.attribution,
    consent,
    lines: lines.map(shown),
    downCount,
    restoredCount: ofTheJob(lines).filter((line) => line.state === 'restored').length,
    interventionState: facts.interventionState,
    interventionEndedAt: facts.interventionEndedAt,
    acknowledgedBy: reader.acknowledgedBy,
    acknowledgedAt: reader.acknowledgedAt,
    comments: reader.comments,
  };
}

/** Strongest first. One is the ordering operator here only once the outage is attributed to its job. */
function relationsOf(reader: OutageReader, facts: OutageFacts): Relation[] {
  const held: Relation[] = [];
  if (reader.operatorCode === facts.impactedOperatorCode) held.push('impacted');
  const itsJob = reader.relation === 'ordering' || facts.lines.some(attributed);
  if (reader.operatorCode === facts.orderingOperatorCode && itsJob) held.push('ordering');
  if (reader.operatorCode === facts.infraOperatorCode) held.push('infra');
  return held;
}

function consentFor(
  relations: readonly Relation[],
  facts: OutageFacts,
  consents: ConsentFacts,
  now: number,
): OutageConsent {
  const impacted = relations.includes('impacted');
  const real = relations.some((r) => r !== 'impacted') ? realDecision(facts, consents, now, impacted) : undefined;
  if (!impacted) return real ?? denied(facts);
  const matrix = compileMatrix(
    requestOf(facts),
    consents.ordering,
    consents.grants,
    decisionTime(consents.grants, now),
  );
  return { ...(real ?? summary(matrix)), matrix: [...matrix] };
}

function requestOf({ impactedOperatorCode, infraOperatorCode, pmRef, department, nature }: OutageFacts) {
  return { impactedOperatorCode, infraOperatorCode, pmRef, department, natureFamily: natureFamilyOf(nature) };
}

/**
 * The decision for the real ordering operator, with the infrastructure operator's reservations. Grants made to others
 * are left out, and the grant's id with them: whom an operator trusts is its own business.
 */
function realDecision(facts: OutageFacts, consents: ConsentFacts, now: number, impacted: boolean): ConsentDecision {
  const { orderingOperatorCode } = facts;
  if (orderingOperatorCode === null) return denied(facts);
  if (facts.outOfScope === true) return outsideLot2;
  const request = { ...requestOf(facts), orderingOperatorCode };
  const grants = consents.grants.filter(
    (g) =>
      g.impactedOperatorCode === facts.impactedOperatorCode && g.orderingOperatorCodes.includes(orderingOperatorCode),
  );
  const at = decisionTime(grants, now);
  const decision = decide(request, grants, consents.reservations, at);
  const down = downNow(facts.lines);
  const held = down.map(({ ptoRef }) => holdBack(decision, { ...request, ptoRef }, consents.reservations, at));
  const everyLineHeld = held.length > 0 && held.every(({ allowed }) => !allowed);
  const shownDecision = (everyLineHeld ? held[0] : undefined) ?? decision;
  return impacted ? shownDecision : { ...shownDecision, preAuthorisationId: null };
}

/** For an operator that cannot know whose job it is: whether any decision allows, and the most telling one. */
function summary(matrix: readonly ConsentDecision[]): ConsentDecision {
  const allowed = matrix.filter((row) => row.allowed);
  const best =
    allowed[0] ?? matrix.find((row) => row.rule !== 'other-operator' && row.rule !== 'no-grant') ?? matrix[0];
  if (best === undefined) return { allowed: false, rule: 'no-grant', why: '', until: null, preAuthorisationId: null };
  const { allowed: holds, rule, why, until, preAuthorisationId } = best;
  return { allowed: holds, rule, why, until, preAuthorisationId };
}

/** Whatever was granted: consent is asked for with a test, and there is none. */
const outsideLot2: ConsentDecision = {
  allowed: false,
  rule: 'outside-lot-2',
  why: whyOutsideLot2,
  until: null,
  preAuthorisationId: null,
};

/** No operator's code: nobody can have granted anything to it. */
const UNKNOWN = '';

function denied(facts: OutageFacts): ConsentDecision {
  return decideByGrants({ ...requestOf(facts), orderingOperatorCode: facts.orderingOperatorCode ?? UNKNOWN }, [], 0);
}

function shown(line: OutageLine): ImpactedLine {
  return {
    ptoRef: line.ptoRef,
    state: line.state,
    cause: line.cause,
    changedAt: new Date(line.changedAt).toISOString(),
    heardAt: new Date(line.heardAt).toISOString(),
    confidence: line.confidence,
    shortCuts: line.shortCuts,
    route: line.route,
  };
}
