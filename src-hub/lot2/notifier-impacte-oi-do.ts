import { type ClientHSOC1, type NotificationOIDO, notificationOIDO, tolerate } from '@shared/contract/lot2';
import type { AnsweredLine, InterventionState, TestAnswer } from '@shared/domain/intervention';
import { atOrdering, CLOSING_TEST } from '@shared/domain/intervention-life';
import type { Effect } from './effect';
import { instantOf, iso } from './instants';
import { stateAfter } from './life';
import { orderedLifeOf } from './ordered-outside';
import { readBody } from './read-body';

interface Ordered {
  readonly answers: readonly TestAnswer[];
  readonly state: InterventionState;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly abandoned: boolean;
  readonly test_count: number;
}

/** M6TX at the ordering operator: one impacted operator's answer to a test of its job. Told again, the newest stands. */
export const notifierImpacteOiDo: Effect = async (turn, { senderCode, recipientCode, infraRef, body }) => {
  const { work, touched, ctx } = turn;
  const m6tx = readBody(notificationOIDO, tolerate(body, 'M6TX'));
  const [job] = await work.rows<Ordered>(
    `SELECT * FROM ordered_interventions
     WHERE operator_code = $1 AND infra_ref = $2 AND infra_operator_code = $3 FOR UPDATE`,
    [recipientCode, infraRef, senderCode],
  );
  const answer = answerOf(m6tx, work.at);
  const others = (job?.answers ?? []).filter(
    (a) =>
      a.testNumber !== answer.testNumber ||
      a.isClosingTest !== answer.isClosingTest ||
      a.impactedOperatorCode !== answer.impactedOperatorCode,
  );
  const answered = [...others, answer].filter((a) => a.testNumber === answer.testNumber).length;
  const facts = { number: answer.testNumber, isLast: answered >= m6tx.nombreOC };
  const after = stateAfter(atOrdering('M6TX', orderedLifeOf(job), facts, ctx.timings));
  await work.rows(
    'UPDATE ordered_interventions SET answers = $3, state = $4 WHERE operator_code = $1 AND infra_ref = $2',
    [recipientCode, infraRef, JSON.stringify([...others, answer]), after],
  );
  if (after !== job?.state) touched.outagesOf.add(infraRef);
  // When one operator is both, its timeline has the line already.
  if (senderCode !== recipientCode) {
    work.note(recipientCode, infraRef, {
      at: work.at,
      heardAt: work.at,
      kind: 'M6TX',
      operatorCode: m6tx.codeOCImpacte,
      testNumber: answer.testNumber,
      count: answer.impactedLines.length,
      repairAllowed: answer.repairAllowed,
    });
  }
  touched.interventions.add(infraRef);
};

function answerOf(m6tx: NotificationOIDO, receivedAt: string): TestAnswer {
  return {
    testNumber: m6tx.numeroTest ?? CLOSING_TEST,
    isClosingTest: m6tx.numeroTest === undefined,
    impactedOperatorCode: m6tx.codeOCImpacte,
    repairAllowed: m6tx.reparation,
    receivedAt,
    impactedLines: m6tx.clientHSOC.map(answeredLine),
    restoredPtoRefs: m6tx.ligneClientRetablie.map((line) => line.refPTO),
  };
}

function answeredLine(line: ClientHSOC1): AnsweredLine {
  return {
    ptoRef: line.refPTO,
    pboRef: line.refPBO,
    pmModuleName: line.nomModulePM,
    pmModulePosition: line.positionModulePM,
    splitterPosition: line.positionCoupleurOC,
    tube: line.tube,
    fibre: line.fibre,
    ...(line.couleurJarretiere !== undefined && { patchCordColour: line.couleurJarretiere }),
    ...(line.numeroSerieONT !== undefined && { ontSerial: line.numeroSerieONT }),
    ...(line.referencePrestationPrise !== undefined && { lineServiceRef: line.referencePrestationPrise }),
    changedAt: iso(instantOf(line.dateChangementEtat)),
    reservedByInfra: line.reserveReparationOI ?? false,
  };
}
