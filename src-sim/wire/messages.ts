import { protocolError } from '@shared/contract/errors';
import {
  type CompteRenduDO,
  type CreerInterventionDO,
  creerInterventionDO,
  type DemanderTestDO,
  MESSAGE,
  type ModifierInterventionDO,
  outDO,
} from '@shared/contract/lot2';
import type { Foreign, Repair } from '../day/technician';
import type { Reply } from './client';

/** Paths of the ordering operator's calls (interop-fields.md, Lot 2, DO side). */
export const doPaths = {
  job: '/v2/interventions-do',
  test: '/v2/interventions-do/test-intermediaire',
  report: '/v2/interventions-do/compte-rendu',
} as const;

/** What an ordering operator's system knows of a job, as its messages need it. */
export interface JobFacts {
  readonly orderingOperatorCode: string;
  readonly infraOperatorCode: string;
  readonly orderingRef: string;
  readonly pmRef: string;
  readonly technicalPmRef: string;
  readonly nature: string;
  readonly startedAt: string;
  readonly ptoRef?: string | undefined;
  readonly pboRef?: string | undefined;
  readonly lineServiceRef?: string | undefined;
}

const identity = (job: JobFacts) => ({
  codeDO: job.orderingOperatorCode,
  codeOI: job.infraOperatorCode,
  refIntervDO: job.orderingRef,
});

function description(job: JobFacts) {
  return {
    dateDebutIntervention: job.startedAt,
    elementReseau: 'PM' as const,
    nature: creerInterventionDO.shape.nature.parse(job.nature),
    pointMutualisation: { refPM: job.pmRef, refPMTechnique: job.technicalPmRef },
    ...(job.ptoRef === undefined ? {} : { refPTO: job.ptoRef }),
    ...(job.pboRef === undefined ? {} : { refPBO: job.pboRef }),
    ...(job.lineServiceRef === undefined ? {} : { referencePrestationPrise: job.lineServiceRef }),
  };
}

/** M1. */
export function startOf(job: JobFacts): CreerInterventionDO {
  return { ...identity(job), ...description(job), message: MESSAGE.start };
}

/** M3TX. */
export function testOf(job: JobFacts, infraRef: string, testNumber: number, at: string): DemanderTestDO {
  return {
    ...identity(job),
    dateTest: at,
    message: MESSAGE.test,
    natureTest: 'INTER',
    numeroTest: testNumber,
    refIntervOI: infraRef,
  };
}

/** M3. */
export function endOf(job: JobFacts, at: string): ModifierInterventionDO {
  return { ...identity(job), ...description(job), dateFinIntervention: at, message: MESSAGE.end };
}

/** CR: each line that he was told of, put back or not and how. */
export function reportOf(
  job: JobFacts,
  infraRef: string,
  repairs: readonly Repair[],
  left: readonly Foreign[],
): CompteRenduDO {
  return {
    ...identity(job),
    message: MESSAGE.report,
    refIntervOI: infraRef,
    lignesImpactees: [
      ...repairs.map(({ ptoRef, operatorCode, done }) => ({
        refPTO: ptoRef,
        repaCodeOC: operatorCode,
        repaOCDemandee: true,
        retStatut: done,
        retTypo: done ? 'RESEAT_CONNECTOR' : 'NOT_RESTORED',
      })),
      ...left.map(({ ptoRef, operatorCode }) => ({
        refPTO: ptoRef,
        repaCodeOC: operatorCode,
        repaOCDemandee: false,
        retStatut: false,
        retTypo: 'NOT_RESTORED',
      })),
    ],
    lignesRetablies: repairs.filter(({ done }) => done).map(({ ptoRef }) => ({ refPTO: ptoRef })),
  };
}

/** The infrastructure operator's reference from the answer to M1; undefined where it refused. */
export function infraRefIn(reply: Reply): string | undefined {
  const parsed = outDO.safeParse(reply.body);
  return reply.status === 200 && parsed.success && parsed.data.code === 0 ? parsed.data.refIntervOI : undefined;
}

/** The protocol's error code in a refusal. */
export function errorIn(reply: Reply): string {
  const parsed = protocolError.safeParse(reply.body);
  return parsed.success ? parsed.data.error : `HTTP_${reply.status}`;
}
