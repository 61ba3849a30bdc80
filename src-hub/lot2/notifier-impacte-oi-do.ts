import { type ClientHSOC1, type NotificationOIDO, notificationOIDO, tolerate } from '@shared/contract/lot2';
import type { InfraRef, OperatorCode } from '@shared/domain/codes';
import type { AnsweredLine, InterventionState, TestAnswer } from '@shared/domain/intervention';
import { atOrdering, CLOSING_TEST } from '@shared/domain/intervention-life';
import { changedTogether, together } from '../db/together';
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

interface Key {
  readonly operatorCode: OperatorCode;
  readonly infraRef: InfraRef;
}

const lockJob = together<Key & { readonly infraOperatorCode: OperatorCode }, Ordered | undefined>(async (tx, keys) => {
  const rows = await tx.rows<Ordered & { operator_code: string; infra_operator_code: string; infra_ref: string }>(
    `SELECT o.* FROM ordered_interventions o
     JOIN unnest($1::text[], $2::text[]) AS u (operator_code, infra_ref) USING (operator_code, infra_ref)
     ORDER BY o.infra_ref, o.operator_code FOR UPDATE OF o`,
    [keys.map((key) => key.operatorCode), keys.map((key) => key.infraRef)],
  );
  const nameOf = (operator: string, infra: string, ref: string) => `${operator} ${infra} ${ref}`;
  const byKey = new Map(rows.map((row) => [nameOf(row.operator_code, row.infra_operator_code, row.infra_ref), row]));
  return keys.map((key) => byKey.get(nameOf(key.operatorCode, key.infraOperatorCode, key.infraRef)));
});

const saveAnswers = changedTogether<Key & { readonly answers: readonly TestAnswer[]; readonly state: string }>(
  (tx, jobs) =>
    tx.rows(
      `UPDATE ordered_interventions o SET answers = u.answers, state = u.state
       FROM ROWS FROM (unnest($1::text[], $2::text[], $3::text[]), jsonb_array_elements($4::jsonb))
         AS u (operator_code, infra_ref, state, answers)
       WHERE o.operator_code = u.operator_code AND o.infra_ref = u.infra_ref`,
      [
        jobs.map((job) => job.operatorCode),
        jobs.map((job) => job.infraRef),
        jobs.map((job) => job.state),
        JSON.stringify(jobs.map((job) => job.answers)),
      ],
    ),
);

/** M6TX at the ordering operator: one impacted operator's answer to a test of its job. Told again, the newest stands. */
export const notifierImpacteOiDo: Effect = async (turn, { senderCode, recipientCode, infraRef, body }) => {
  const { work, touched, ctx } = turn;
  const m6tx = readBody(notificationOIDO, tolerate(body, 'M6TX'));
  const job = await lockJob(work, { operatorCode: recipientCode, infraOperatorCode: senderCode, infraRef });
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
  const answers = [...others, answer];
  await saveAnswers(work, { operatorCode: recipientCode, infraRef, answers, state: after ?? job?.state ?? 'open' });
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
