import type { CompteRenduDO, CreerInterventionDO, DemanderTestDO, ModifierInterventionDO } from '@shared/contract/lot2';
import type { Intervention } from '@shared/domain/intervention';
import type { FieldLine } from './lines';

/** How a line was put back, or that it was not (retTypo) [A]. */
export const restorationTypes = [
  'RESEAT_CONNECTOR',
  'REPATCH_PORT',
  'REPLACE_PATCH_CORD',
  'CLEAN_CONNECTOR',
  'RELIEVE_BEND',
  'NOT_RESTORED',
] as const;
export type RestorationType = (typeof restorationTypes)[number];

/** What a technician noted of a line: it is kept on his phone until the report. */
export interface Mark {
  readonly type: RestorationType;
  readonly note: string;
  /** By the hub's clock. */
  readonly at: string;
  /** Whether it might be repaired, as far as was known then. */
  readonly allowed: boolean;
}
export type Marks = Readonly<Record<string, Mark>>;

/** The natures that a technician can choose from. */
export const natures = ['1', '2', '4', '5'] as const;
export type Nature = (typeof natures)[number];

/** A job as it is declared; what the end must repeat. */
export interface Declared {
  readonly operatorCode: string;
  readonly infraOperatorCode: string;
  readonly orderingRef: string;
  readonly pmRef: string;
  readonly technicalPmRef: string;
  readonly nature: string;
  readonly startedAt: string;
  readonly ptoRef?: string;
}

const parties = (job: Declared) => ({
  codeDO: job.operatorCode,
  codeOI: job.infraOperatorCode,
  refIntervDO: job.orderingRef,
});

const described = (job: Declared) => ({
  dateDebutIntervention: job.startedAt,
  elementReseau: 'PM' as const,
  nature: job.nature as CreerInterventionDO['nature'],
  pointMutualisation: { refPM: job.pmRef, refPMTechnique: job.technicalPmRef },
  ...(job.ptoRef !== undefined && { refPTO: job.ptoRef }),
});

/** M1. */
export function startOf(job: Declared): CreerInterventionDO {
  return { ...parties(job), ...described(job), message: 'M1' };
}

/** M3TX: the test after the last. */
export function testOf(job: Declared, { infraRef, testCount }: Intervention, at: string): DemanderTestDO {
  return {
    ...parties(job),
    dateTest: at,
    message: 'M3TX',
    natureTest: 'INTER',
    numeroTest: testCount + 1,
    refIntervOI: infraRef,
  };
}

/** M3. */
export function endOf(job: Declared, at: string): ModifierInterventionDO {
  return { ...parties(job), ...described(job), dateFinIntervention: at, message: 'M3' };
}

/**
 * CR: each line that he noted something of, and each that stays down, with the reason that he gave for leaving it. Null:
 * nothing was cut.
 */
export function reportOf(
  job: Declared,
  infraRef: string,
  lines: readonly FieldLine[],
  marks: Marks,
  reason: string,
): CompteRenduDO | null {
  const impacted = lines.flatMap((line) => {
    const mark = marks[line.ptoRef];
    if (mark === undefined && line.standing.kind === 'back') return [];
    return [reported(line, mark, reason)];
  });
  const restored = lines.filter(({ standing }) => standing.kind === 'back').map(({ ptoRef }) => ({ refPTO: ptoRef }));
  if (impacted.length + restored.length === 0) return null;
  return {
    ...parties(job),
    message: 'CR',
    refIntervOI: infraRef,
    lignesImpactees: impacted,
    lignesRetablies: restored,
  };
}

function reported({ ptoRef, operatorCode, standing }: FieldLine, mark: Mark | undefined, reason: string) {
  const note = (mark?.note.trim() || (standing.kind === 'back' ? '' : reason.trim())).slice(0, 500);
  return {
    refPTO: ptoRef,
    repaCodeOC: operatorCode,
    repaOCDemandee: mark?.allowed ?? standing.kind === 'repair',
    // Light that is not back counts more than hands that say so.
    retStatut: standing.kind === 'back' || (mark !== undefined && mark.type !== 'NOT_RESTORED'),
    retTypo: mark?.type ?? 'NOT_RESTORED',
    ...(note !== '' && { retMessage: note }),
  };
}
