import { type ClientHSOC, type LigneClientRetablie, MESSAGE, type NotificationOC } from '@shared/contract/lot2';
import type { OperatorCode } from '@shared/domain/codes';
import { compileMatrix, type MatrixRow } from '@shared/domain/consent/matrix';
import { CLOSING_TEST } from '@shared/domain/intervention-life';
import type { PreAuthorisation } from '@shared/domain/pre-authorisation';
import { changedTogether, together } from '../db/together';
import { decisionTime } from '../engine/consent-facts';
import { downNow, type OutageLine, ofTheJob } from '../engine/outage-change';
import type { Turn } from '../engine/turn';
import { grantsInUse } from '../services/pre-authorisations/store';
import { iso } from './instants';
import type { Neighbour } from './neighbour';
import { wireRefOf } from './refs';

/** What an inventory may say of a line beside its route. */
interface LineNames {
  readonly ont_serial: string | null;
  readonly line_service_ref: string | null;
}

/**
 * Answers a test for an operator hosted here (M5TX): its lines that the job cut, those that are back, and whether each
 * possible ordering operator may repair. The consents are compiled in this transaction, from grants locked until it
 * commits (safety 9). A closing test carries none: after the end nobody touches the network.
 */
export async function answerTest(turn: Turn, neighbour: Neighbour, testNumber: number): Promise<void> {
  const { work } = turn;
  const isClosing = testNumber === CLOSING_TEST;
  const lines = await impactOf(work, neighbour);
  const names = await namesOf(turn, neighbour, lines);
  const down = downNow(lines);
  const restored = ofTheJob(lines).filter((line) => line.state === 'restored');
  const matrix = isClosing ? [] : await compile(turn, neighbour);
  const m5tx: NotificationOC = {
    clientHSOC: down.map((line) => impactedClient(line, names.get(line.ptoRef))),
    codeOcImpacte: neighbour.operator_code,
    ...(!isClosing && {
      demandeReparation: matrix.map((row) => ({ codeDO: row.orderingOperatorCode, reparation: row.allowed })),
    }),
    ligneClientRetablie: restored.map((line) => restoredClient(line, names.get(line.ptoRef))),
    message: MESSAGE.answer,
    ...(!isClosing && { numeroTest: testNumber }),
    refIntervOI: wireRefOf(neighbour.infra_operator_code, neighbour.infra_ref),
    testCloture: isClosing,
  };
  work.send({
    operatorCode: neighbour.operator_code,
    recipientCode: neighbour.infra_operator_code,
    message: MESSAGE.answer,
    infraRef: neighbour.infra_ref,
    body: m5tx,
  });
  const consents = matrix.map(({ orderingOperatorCode, allowed, rule, preAuthorisationId }) => ({
    orderingOperatorCode,
    allowed,
    rule,
    preAuthorisationId,
  }));
  await keepSent(work, {
    neighbour,
    testNumber,
    sentAt: iso(turn.ctx.clock.now()),
    impactedCount: down.length,
    consents,
  });
  work.note(neighbour.operator_code, neighbour.infra_ref, {
    at: work.at,
    heardAt: work.at,
    kind: 'M5TX',
    operatorCode: neighbour.operator_code,
    testNumber,
    count: down.length,
  });
  work.audit({
    operatorCode: neighbour.operator_code,
    action: 'consent.answered',
    subject: neighbour.infra_ref,
    detail: { testNumber, pmRef: neighbour.pm_ref, lines: down.map((line) => line.ptoRef), consents },
  });
}

/** The operator's lines as the job's outage has them; none when it says that the outage is none. */
const impactOf = together<Neighbour, readonly OutageLine[]>(async (tx, neighbours) => {
  const rows = await tx.rows<{ operator_code: string; infra_ref: string; lines: OutageLine[] }>(
    `SELECT operator_code, infra_ref, lines FROM outages
     WHERE operator_code = ANY ($1) AND infra_ref = ANY ($2) AND closing IS DISTINCT FROM 'dismissed'`,
    [[...new Set(neighbours.map((n) => n.operator_code))], [...new Set(neighbours.map((n) => n.infra_ref))]],
  );
  const lines = new Map(rows.map((row) => [`${row.operator_code} ${row.infra_ref}`, row.lines]));
  return neighbours.map((n) => lines.get(`${n.operator_code} ${n.infra_ref}`) ?? []);
});

async function namesOf(
  { work }: Turn,
  neighbour: Neighbour,
  lines: readonly OutageLine[],
): Promise<ReadonlyMap<string, LineNames>> {
  if (lines.length === 0) return new Map();
  const rows = await work.rows<LineNames & { pto_ref: string }>(
    'SELECT pto_ref, ont_serial, line_service_ref FROM lines WHERE operator_code = $1 AND pto_ref = ANY ($2)',
    [neighbour.operator_code, lines.map((line) => line.ptoRef)],
  );
  return new Map(rows.map((row) => [row.pto_ref, row]));
}

interface SentAnswer {
  readonly neighbour: Neighbour;
  readonly testNumber: number;
  readonly sentAt: string;
  readonly impactedCount: number;
  readonly consents: readonly object[];
}

const keepSent = changedTogether<SentAnswer>((tx, answers) =>
  tx.rows(
    `INSERT INTO answers_sent (operator_code, infra_operator_code, infra_ref, test_number, is_closing, pm_ref, sent_at,
       impacted_count, consents)
     SELECT o, i, r, n, n = $9, p, s, c, d
     FROM ROWS FROM (unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[], $6::timestamptz[], $7::int[]),
       jsonb_array_elements($8::jsonb)) AS u (o, i, r, n, p, s, c, d)`,
    [
      answers.map(({ neighbour }) => neighbour.operator_code),
      answers.map(({ neighbour }) => neighbour.infra_operator_code),
      answers.map(({ neighbour }) => neighbour.infra_ref),
      answers.map(({ testNumber }) => testNumber),
      answers.map(({ neighbour }) => neighbour.pm_ref),
      answers.map(({ sentAt }) => sentAt),
      answers.map(({ impactedCount }) => impactedCount),
      JSON.stringify(answers.map(({ consents }) => consents)),
      CLOSING_TEST,
    ],
  ),
);

/** Grants of an operator, locked until the transaction ends. */
const grantsLocked = together<OperatorCode, readonly PreAuthorisation[]>(async (tx, codes) => {
  const grants = await grantsInUse(tx, [...new Set(codes)].sort());
  return codes.map((code) => grants.filter(({ impactedOperatorCode }) => impactedOperatorCode === code));
});

const departmentOf = together<Neighbour, string>(async (tx, neighbours) => {
  const rows = await tx.rows<{ operator_code: string; pm_ref: string; department: string }>(
    'SELECT operator_code, pm_ref, department FROM pms WHERE operator_code = ANY ($1) AND pm_ref = ANY ($2)',
    [[...new Set(neighbours.map((n) => n.operator_code))], [...new Set(neighbours.map((n) => n.pm_ref))]],
  );
  const departments = new Map(rows.map((row) => [`${row.operator_code} ${row.pm_ref}`, row.department]));
  return neighbours.map((n) => departments.get(`${n.operator_code} ${n.pm_ref}`) ?? '');
});

async function compile({ work, ctx }: Turn, neighbour: Neighbour): Promise<readonly MatrixRow[]> {
  const grants = await grantsLocked(work, neighbour.operator_code);
  if (grants.length === 0) return compileMatrix(requestOf(neighbour, ''), ctx.directory.ordering, [], 0);
  const department = await departmentOf(work, neighbour);
  const now = decisionTime(grants, ctx.clock.now());
  return compileMatrix(requestOf(neighbour, department), ctx.directory.ordering, grants, now);
}

function requestOf(neighbour: Neighbour, department: string) {
  return {
    impactedOperatorCode: neighbour.operator_code,
    infraOperatorCode: neighbour.infra_operator_code,
    pmRef: neighbour.pm_ref,
    department,
    natureFamily: neighbour.nature_family,
  };
}

function impactedClient(line: OutageLine, names: LineNames | undefined): ClientHSOC {
  const { route } = line;
  return {
    ...common(line, names),
    ...(route.patchCordColour !== undefined && { couleurJarretiere: route.patchCordColour }),
    nomModulePM: route.pmModuleName,
    positionCoupleurOC: route.splitterPosition,
  };
}

function restoredClient(line: OutageLine, names: LineNames | undefined): LigneClientRetablie {
  return { ...common(line, names), nomModulePm: line.route.pmModuleName };
}

function common({ route, ptoRef, changedAt }: OutageLine, names: LineNames | undefined) {
  return {
    dateChangementEtat: iso(changedAt),
    fibre: route.fibre,
    ...(names?.ont_serial && { numeroSerieONT: names.ont_serial }),
    positionModulePM: route.pmModulePosition,
    refPBO: route.pboRef,
    refPTO: ptoRef,
    ...(names?.line_service_ref && { referencePrestationPrise: names.line_service_ref }),
    tube: route.tube,
  };
}
