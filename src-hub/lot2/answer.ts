import { type ClientHSOC, type LigneClientRetablie, MESSAGE, type NotificationOC } from '@shared/contract/lot2';
import { compileMatrix, type MatrixRow } from '@shared/domain/consent/matrix';
import { CLOSING_TEST } from '@shared/domain/intervention-life';
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
  const lines = await impactOf(turn, neighbour);
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
  await work.rows(
    `INSERT INTO answers_sent (operator_code, infra_operator_code, infra_ref, test_number, is_closing, pm_ref, sent_at,
       impacted_count, consents) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      neighbour.operator_code,
      neighbour.infra_operator_code,
      neighbour.infra_ref,
      testNumber,
      isClosing,
      neighbour.pm_ref,
      iso(turn.ctx.clock.now()),
      down.length,
      JSON.stringify(consents),
    ],
  );
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
async function impactOf({ work }: Turn, { operator_code, infra_ref }: Neighbour): Promise<readonly OutageLine[]> {
  const [row] = await work.rows<{ lines: OutageLine[] }>(
    `SELECT lines FROM outages WHERE operator_code = $1 AND infra_ref = $2 AND closing IS DISTINCT FROM 'dismissed'`,
    [operator_code, infra_ref],
  );
  return row?.lines ?? [];
}

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

async function compile({ work, ctx }: Turn, neighbour: Neighbour): Promise<readonly MatrixRow[]> {
  const grants = await grantsInUse(work, neighbour.operator_code);
  if (grants.length === 0) return compileMatrix(requestOf(neighbour, ''), ctx.directory.ordering, [], 0);
  const [pm] = await work.rows<{ department: string }>(
    'SELECT department FROM pms WHERE operator_code = $1 AND pm_ref = $2',
    [neighbour.operator_code, neighbour.pm_ref],
  );
  const now = decisionTime(grants, ctx.clock.now());
  return compileMatrix(requestOf(neighbour, pm?.department ?? ''), ctx.directory.ordering, grants, now);
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
