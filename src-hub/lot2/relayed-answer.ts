import {
  type ClientHSOC1,
  type LigneClientRetablie1,
  MESSAGE,
  type NotificationOC,
  type NotificationOIDO,
} from '@shared/contract/lot2';
import { reservationOn } from '@shared/domain/consent/decide';
import { CLOSING_TEST } from '@shared/domain/intervention-life';
import { together } from '../db/together';
import type { Turn } from '../engine/turn';
import { reservationsBeside } from '../services/infra-reservations/store';
import { askedBy, type InfraIntervention } from './infra-intervention';
import { NOT_GIVEN } from './refs';

/** How many other jobs of its network are open at its PM. */
const othersAt = together<InfraIntervention, number>(async (tx, jobs) => {
  const rows = await tx.rows<{ operator_code: string; pm_ref: string; n: number }>(
    `SELECT operator_code, pm_ref, count(*) AS n FROM infra_interventions
     WHERE operator_code = ANY ($1) AND pm_ref = ANY ($2) AND closed_at IS NULL GROUP BY operator_code, pm_ref`,
    [[...new Set(jobs.map((job) => job.operator_code))], [...new Set(jobs.map((job) => job.pm_ref))]],
  );
  const open = new Map(rows.map((row) => [`${row.operator_code} ${row.pm_ref}`, row.n]));
  return jobs.map((job) => (open.get(`${job.operator_code} ${job.pm_ref}`) ?? 0) - (job.state === 'closed' ? 0 : 1));
});

/**
 * M6TX from an M5TX: the row of the real ordering operator becomes one boolean (no row: no), and what the infrastructure
 * operator keeps for itself is taken away.
 */
export async function relayedAnswer(
  turn: Turn,
  job: InfraIntervention,
  m5tx: NotificationOC,
): Promise<NotificationOIDO> {
  const { work, ctx } = turn;
  const place = { infraOperatorCode: job.operator_code, pmRef: job.pm_ref };
  const reservations = await reservationsBeside(work, { ...place, at: work.at });
  const reserved = (ptoRef?: string) =>
    reservationOn(ptoRef === undefined ? place : { ...place, ptoRef }, reservations, ctx.clock.now()) !== undefined;
  const rows = m5tx.demandeReparation?.filter((row) => row.codeDO === job.ordering_operator_code) ?? [];
  // Two rows that differ are no agreement.
  const agreed = rows.length > 0 && rows.every((row) => row.reparation);
  const others = await othersAt(work, job);
  return {
    clientHSOC: m5tx.clientHSOC.map((line): ClientHSOC1 => ({ ...line, reserveReparationOI: reserved(line.refPTO) })),
    codeOCImpacte: m5tx.codeOcImpacte,
    ligneClientRetablie: m5tx.ligneClientRetablie.map(
      ({ nomModulePm, ...line }): LigneClientRetablie1 => ({
        ...line,
        nomModulePM: nomModulePm,
        referencePrestationPrise: line.referencePrestationPrise ?? NOT_GIVEN,
      }),
    ),
    message: MESSAGE.answerRelayed,
    multiInterventionOI: others > 0,
    nombreOC: askedBy(turn, job, m5tx.numeroTest ?? CLOSING_TEST).length,
    ...(!m5tx.testCloture && m5tx.numeroTest !== undefined && { numeroTest: m5tx.numeroTest }),
    refIntervOI: job.infra_ref,
    reparation: agreed && !reserved(),
  };
}
