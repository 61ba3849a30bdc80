import { type ClientHSOC1, type NotificationOIDO, notificationOIDO, tolerate } from '@shared/contract/lot2';
import type { AnsweredLine, TestAnswer } from '@shared/domain/intervention';
import type { Turn } from '../engine/turn';
import { ProtocolRefusal } from '../refusals';
import type { Effect } from './effect';
import { CLOSING_TEST } from './infra-intervention';
import { instantOf, iso } from './instants';
import { closeOrdered } from './ordered-outside';
import { readBody } from './read-body';

/** M6TX at the ordering operator: one impacted operator's answer to a test of its job. Told again, the newest stands. */
export const notifierImpacteOiDo: Effect = async (turn, { senderCode, recipientCode, infraRef, body }) => {
  const { work, touched } = turn;
  const m6tx = readBody(notificationOIDO, tolerate(body, 'M6TX'));
  const [job] = await work.rows<{ answers: TestAnswer[]; state: string; outside: boolean }>(
    `SELECT answers, state, outside FROM ordered_interventions
     WHERE operator_code = $1 AND infra_ref = $2 AND infra_operator_code = $3 FOR UPDATE`,
    [recipientCode, infraRef, senderCode],
  );
  if (job === undefined) throw new ProtocolRefusal('REF_INTERV_OI_INCONNUE', 'no such intervention', ['refIntervOI']);
  const answer = answerOf(m6tx, work.at);
  const others = job.answers.filter(
    (a) =>
      a.testNumber !== answer.testNumber ||
      a.isClosingTest !== answer.isClosingTest ||
      a.impactedOperatorCode !== answer.impactedOperatorCode,
  );
  await work.rows('UPDATE ordered_interventions SET answers = $3 WHERE operator_code = $1 AND infra_ref = $2', [
    recipientCode,
    infraRef,
    JSON.stringify([...others, answer]),
  ]);
  const answered = [...others, answer].filter((a) => a.testNumber === answer.testNumber).length;
  if (job.outside && answered >= m6tx.nombreOC) await testOver(turn, recipientCode, infraRef, job.state);
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

/** All have answered: of a job outside, this is all that says so. */
async function testOver(turn: Turn, operatorCode: string, infraRef: string, state: string): Promise<void> {
  if (state === 'ended') return closeOrdered(turn, operatorCode, infraRef);
  if (state !== 'testing') return;
  await turn.work.rows(`UPDATE ordered_interventions SET state = 'open' WHERE operator_code = $1 AND infra_ref = $2`, [
    operatorCode,
    infraRef,
  ]);
}

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
