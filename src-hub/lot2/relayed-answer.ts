import {
  type ClientHSOC1,
  type LigneClientRetablie1,
  MESSAGE,
  type NotificationOC,
  type NotificationOIDO,
} from '@shared/contract/lot2';
import { reservationOn } from '@shared/domain/consent/decide';
import { CLOSING_TEST } from '@shared/domain/intervention-life';
import type { Turn } from '../engine/turn';
import { reservationsAt } from '../services/infra-reservations/store';
import { askedBy, type InfraIntervention } from './infra-intervention';
import { NOT_GIVEN } from './refs';

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
  const reservations = await reservationsAt(work, [place], work.at);
  const reserved = (ptoRef?: string) =>
    reservationOn(ptoRef === undefined ? place : { ...place, ptoRef }, reservations, ctx.clock.now()) !== undefined;
  const agreed = m5tx.demandeReparation?.find((row) => row.codeDO === job.ordering_operator_code)?.reparation ?? false;
  const [others] = await work.rows<{ n: number }>(
    `SELECT count(*) AS n FROM infra_interventions
     WHERE operator_code = $1 AND pm_ref = $2 AND infra_ref <> $3 AND closed_at IS NULL`,
    [job.operator_code, job.pm_ref, job.infra_ref],
  );
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
    multiInterventionOI: (others?.n ?? 0) > 0,
    nombreOC: askedBy(turn, job, m5tx.numeroTest ?? CLOSING_TEST).length,
    ...(!m5tx.testCloture && m5tx.numeroTest !== undefined && { numeroTest: m5tx.numeroTest }),
    refIntervOI: job.infra_ref,
    reparation: agreed && !reserved(),
  };
}
