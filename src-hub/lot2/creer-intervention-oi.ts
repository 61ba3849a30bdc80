import { creerInterventionOI } from '@shared/contract/lot2';
import type { InfraRef, OperatorCode, PmRef } from '@shared/domain/codes';
import { type NatureFamily, natureFamily } from '@shared/domain/nature';
import type { HubContext } from '../context';
import { together } from '../db/together';
import { ProtocolRefusal } from '../refusals';
import type { Effect } from './effect';
import { instantOf, iso } from './instants';
import { readBody } from './read-body';
import { NOT_GIVEN } from './refs';
import { setTimer } from './timer';

interface Beginning {
  readonly operatorCode: OperatorCode;
  readonly infraOperatorCode: OperatorCode;
  readonly infraRef: InfraRef;
  readonly pmRef: PmRef;
  readonly family: NatureFamily;
  /** ISO. */
  readonly startedAt: string;
  readonly isOutside: boolean;
  readonly pboRef: string | null;
  readonly at: string;
}

/** Records jobs with their photos; gives the number of lines down already, undefined for one that was known. */
const begin = together<Beginning, number | undefined>(async (tx, jobs) => {
  const rows = await tx.rows<{ operator_code: string; infra_ref: string; down: number }>(
    `INSERT INTO neighbour_interventions (operator_code, infra_operator_code, infra_ref, pm_ref, nature_family,
       started_at, heard_at, outside, pbo_ref, photo)
     SELECT u.o, u.i, u.r, u.p, u.f, u.s, u.h, u.x, u.b, jsonb_build_object(
       'total', (SELECT count(*) FROM lines WHERE operator_code = u.o AND pm_ref = u.p),
       'down', (SELECT coalesce(jsonb_agg(pto_ref ORDER BY pto_ref), '[]') FROM line_watches
                WHERE operator_code = u.o AND pm_ref = u.p AND down AND lost_at < u.s))
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[],
       $8::boolean[], $9::text[]) AS u (o, i, r, p, f, s, h, x, b)
     ON CONFLICT (operator_code, infra_ref) DO NOTHING
     RETURNING operator_code, infra_ref, jsonb_array_length(photo -> 'down') AS down`,
    [
      jobs.map((job) => job.operatorCode),
      jobs.map((job) => job.infraOperatorCode),
      jobs.map((job) => job.infraRef),
      jobs.map((job) => job.pmRef),
      jobs.map((job) => job.family),
      jobs.map((job) => job.startedAt),
      jobs.map((job) => job.at),
      jobs.map((job) => job.isOutside),
      jobs.map((job) => job.pboRef),
    ],
  );
  const down = new Map(rows.map((row) => [`${row.operator_code} ${row.infra_ref}`, row.down]));
  return jobs.map((job) => down.get(`${job.operatorCode} ${job.infraRef}`));
});

/**
 * M2 at an impacted operator: a job starts at a PM where it has lines. The photo is taken: its lines there, and those
 * already down. Told again, it has no effect.
 */
export const creerInterventionOi: Effect = async (
  { work, touched, ctx },
  { senderCode, recipientCode, infraRef, body, context },
) => {
  const m2 = readBody(creerInterventionOI, body);
  if (m2.codeOI !== senderCode) throw new ProtocolRefusal('CODE_OI_INCONNU', 'codeOI is not the sender', ['codeOI']);
  const pmRef = m2.pointMutualisation?.refPM;
  if (pmRef === undefined) throw new ProtocolRefusal('PM_INCONNU', 'no PM given', ['pointMutualisation']);
  const family = natureFamily.catch('unknown').parse(Reflect.get(context, 'natureFamily'));
  const pboRef = m2.refPBO === NOT_GIVEN ? null : m2.refPBO;
  const startedAt = iso(instantOf(m2.dateDebutIntervention));
  const isOutside = infraRef !== m2.refIntervOI;
  const down = await begin(work, {
    operatorCode: recipientCode,
    infraOperatorCode: senderCode,
    infraRef,
    pmRef,
    family,
    startedAt,
    isOutside,
    pboRef,
    at: work.at,
  });
  if (down === undefined) return;
  // Of its own network's jobs the infrastructure operator says when they are given up; one outside may never say it.
  if (isOutside) await setTimer(work, recipientCode, 'abandon-told', infraRef, abandonedAt(startedAt, ctx));
  work.note(recipientCode, infraRef, { at: startedAt, heardAt: work.at, kind: 'M2', operatorCode: senderCode });
  work.note(recipientCode, infraRef, { at: work.at, heardAt: work.at, kind: 'photo', count: down });
  touched.interventions.add(infraRef);
  // Lines may have been lost between the start and this message.
  touched.pms.add(pmRef);
};

/** Later than the infrastructure operator itself would give it up, and have its closing answers. */
function abandonedAt(startedAt: string, { timings }: HubContext): string {
  const { abandonAfterMs, closingDelayMs, answerDeadlineMs } = timings;
  return iso(Date.parse(startedAt) + abandonAfterMs + closingDelayMs + answerDeadlineMs);
}
