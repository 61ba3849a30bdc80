import { creerInterventionOI } from '@shared/contract/lot2';
import { natureFamily } from '@shared/domain/nature';
import type { HubContext } from '../context';
import { ProtocolRefusal } from '../refusals';
import type { Effect } from './effect';
import { setTimer } from './infra-intervention';
import { instantOf, iso } from './instants';
import { readBody } from './read-body';
import { NOT_GIVEN } from './refs';

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
  const [row] = await work.rows<{ down: number }>(
    `INSERT INTO neighbour_interventions (operator_code, infra_operator_code, infra_ref, pm_ref, nature_family,
       started_at, heard_at, outside, pbo_ref, photo)
     SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, jsonb_build_object(
       'total', (SELECT count(*) FROM lines WHERE operator_code = $1 AND pm_ref = $4),
       'down', (SELECT coalesce(jsonb_agg(pto_ref ORDER BY pto_ref), '[]') FROM line_watches
                WHERE operator_code = $1 AND pm_ref = $4 AND down AND lost_at < $6::timestamptz))
     ON CONFLICT (operator_code, infra_ref) DO NOTHING RETURNING jsonb_array_length(photo -> 'down') AS down`,
    [recipientCode, senderCode, infraRef, pmRef, family, startedAt, work.at, isOutside, pboRef],
  );
  if (row === undefined) return;
  // Of its own network's jobs the infrastructure operator says when they are given up; one outside may never say it.
  if (isOutside) await setTimer(work, recipientCode, 'abandon-told', infraRef, abandonedAt(startedAt, ctx));
  work.note(recipientCode, infraRef, { at: startedAt, heardAt: work.at, kind: 'M2', operatorCode: senderCode });
  work.note(recipientCode, infraRef, { at: work.at, heardAt: work.at, kind: 'photo', count: row.down });
  touched.interventions.add(infraRef);
  // Lines may have been lost between the start and this message.
  touched.pms.add(pmRef);
};

/** Later than the infrastructure operator itself would give it up, and have its closing answers. */
function abandonedAt(startedAt: string, { timings }: HubContext): string {
  const { abandonAfterMs, closingDelayMs, answerDeadlineMs } = timings;
  return iso(Date.parse(startedAt) + abandonAfterMs + closingDelayMs + answerDeadlineMs);
}
