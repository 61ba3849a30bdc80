import { z } from 'zod';
import { natureCodes } from '../domain/nature';

/**
 * Lot 2 v2.5.0 as interop-fields.md tabulates it, one schema a body. Objects are loose on input: unknown fields of a
 * partner are ignored, and the interface's own double spellings are folded by `tolerate` before parsing. What we
 * write carries exactly the listed fields.
 */
const s = (max: number, min = 0) => z.string().min(min).max(max);
const code4 = z.string().length(4);
/** Of these centuries: one that no calendar holds would be kept, and shown, as nonsense. */
const time = z.iso.datetime({ offset: true, local: true }).regex(/^(19|2\d)\d\d-/);
const int32 = z.int32();
const elementReseau = z.enum(['PBO', 'PM', 'PTO']);
const nature = z.enum(natureCodes);
const message = s(4, 1);

const pointMutualisation = z.object({ refPM: s(50, 1), refPMTechnique: s(50, 1) });

/** M1: start of a job (HD). */
export const creerInterventionDO = z.object({
  codeDO: code4,
  codeOI: code4,
  dateDebutIntervention: time,
  dateFinIntervention: time.optional(),
  elementReseau: elementReseau.optional(),
  message,
  nature,
  pointMutualisation,
  refIntervDO: s(50, 1),
  refPBO: s(100, 1).optional(),
  refPTO: s(50, 1).optional(),
  referencePrestationPrise: s(30, 1).optional(),
});
export type CreerInterventionDO = z.infer<typeof creerInterventionDO>;

/** M3: end of a job (HF). */
export const modifierInterventionDO = z.object({
  codeDO: code4,
  codeOI: code4,
  dateDebutIntervention: time,
  dateFinIntervention: time,
  elementReseau,
  message,
  nature,
  pointMutualisation,
  refIntervDO: s(50, 1),
  refPBO: s(100).optional(),
  refPTO: s(50).optional(),
  referencePrestationPrise: s(30, 1).optional(),
});
export type ModifierInterventionDO = z.infer<typeof modifierInterventionDO>;

/** M3TX: the technician asks for test `numeroTest`. */
export const demanderTestDO = z.object({
  codeDO: s(4, 1),
  codeOI: code4,
  dateTest: time,
  message,
  natureTest: s(10, 1),
  numeroTest: int32,
  refIntervDO: s(50, 1),
  refIntervOI: s(50, 1),
});
export type DemanderTestDO = z.infer<typeof demanderTestDO>;

const ligneImpacte = z.object({
  numeroSerieONT: s(50, 1).optional(),
  refPTO: s(50, 1).optional(),
  referencePrestationPrise: s(30, 1).optional(),
  repaCodeOC: s(4, 1).optional(),
  repaOCDemandee: z.boolean().optional(),
  retMessage: s(500).optional(),
  retStatut: z.boolean().optional(),
  retTypo: s(500).optional(),
});
const ligneRetablie = z.object({
  numeroSerieONT: s(50, 1).optional(),
  refPTO: s(50, 1).optional(),
  referencePrestationPrise: s(30, 1).optional(),
});

/** CR, DO → OI: what was repaired. */
export const compteRenduDO = z.object({
  codeDO: code4,
  codeOI: code4,
  lignesImpactees: z.array(ligneImpacte).optional(),
  lignesRetablies: z.array(ligneRetablie).optional(),
  message,
  refIntervDO: s(50, 1),
  refIntervOI: s(50, 1).optional(),
});
export type CompteRenduDO = z.infer<typeof compteRenduDO>;

/** M2: start of a job, the DO anonymised. */
export const creerInterventionOI = z.object({
  codeOI: code4,
  dateDebutIntervention: time,
  description: s(200, 1).optional(),
  elementReseau: s(3, 1).optional(),
  message,
  pointMutualisation: pointMutualisation.optional(),
  refIntervOI: s(50, 1),
  refPBO: s(100, 1),
});
export type CreerInterventionOI = z.infer<typeof creerInterventionOI>;

/** M4: end of a job; `dateTestFinFroid` is when the closing test looks. */
export const modifierInterventionOI = z.object({
  codeOI: code4,
  dateDebutIntervention: time,
  dateFinIntervention: time.optional(),
  dateTestFinFroid: time,
  description: z.string().optional(),
  elementReseau: s(3, 1).optional(),
  message,
  pointMutualisation,
  refIntervOI: s(50, 1),
});
export type ModifierInterventionOI = z.infer<typeof modifierInterventionOI>;

/** M4TX: a test relayed, the DO anonymised. */
export const demanderTestOI = z.object({
  codeOI: code4,
  dateTest: time,
  message,
  natureTest: s(10, 1),
  numeroTest: int32,
  refIntervOI: s(50, 1),
});
export type DemanderTestOI = z.infer<typeof demanderTestOI>;

/** CR, OI → OC. */
export const compteRenduOI = z.object({
  codeOI: code4,
  lignesImpactees: z.array(ligneImpacte).optional(),
  lignesRetablies: z.array(ligneRetablie).optional(),
  message,
  refIntervOI: s(50, 1),
});
export type CompteRenduOI = z.infer<typeof compteRenduOI>;

const lineBase = {
  couleurJarretiere: s(30, 1).optional(),
  dateChangementEtat: time,
  nomModulePM: s(256, 1),
  numeroSerieONT: s(50, 1).optional(),
  positionCoupleurOC: s(256, 1),
  positionModulePM: s(256),
  refPBO: s(100),
  refPTO: s(50),
  referencePrestationPrise: s(30, 1).optional(),
};

/**
 * A line down, as the OC tells it (M5TX). Its table has 20 characters for fibre and tube, M6TX's 50: what comes is taken
 * by the longer; what we write fits the shorter, as inventories do.
 */
export const clientHSOC = z.object({ ...lineBase, fibre: s(50), tube: s(50) });
export type ClientHSOC = z.infer<typeof clientHSOC>;

/** A line down, as the OI relays it (M6TX), with its reservation. */
export const clientHSOC1 = clientHSOC.extend({ reserveReparationOI: z.boolean().optional() });
export type ClientHSOC1 = z.infer<typeof clientHSOC1>;

/**
 * A line restored, as the OC tells it (M5TX): this table alone writes `nomModulePm`. It has 100 characters for
 * positionModulePM, all others 256: taken by the longer.
 */
export const ligneClientRetablie = z.object({
  dateChangementEtat: time,
  fibre: s(50),
  nomModulePm: s(256, 1),
  numeroSerieONT: s(50, 1).optional(),
  positionModulePM: s(256),
  refPBO: s(100),
  refPTO: s(50),
  referencePrestationPrise: s(30, 1).optional(),
  tube: s(50),
});
export type LigneClientRetablie = z.infer<typeof ligneClientRetablie>;

/** A line restored, as the OI relays it (M6TX). */
export const ligneClientRetablie1 = z.object({
  dateChangementEtat: time,
  fibre: s(50),
  nomModulePM: s(256, 1),
  numeroSerieONT: s(50, 1).optional(),
  positionModulePM: s(256),
  refPBO: s(100),
  refPTO: s(50),
  referencePrestationPrise: s(30, 1),
  tube: s(50),
});
export type LigneClientRetablie1 = z.infer<typeof ligneClientRetablie1>;

/** M5TX: one OC's lines and its consent per DO. */
export const notificationOC = z.object({
  clientHSOC: z.array(clientHSOC),
  codeOcImpacte: code4,
  demandeReparation: z.array(z.object({ codeDO: s(4, 1), reparation: z.boolean().default(false) })).optional(),
  ligneClientRetablie: z.array(ligneClientRetablie),
  message,
  numeroTest: int32.optional(),
  refIntervOI: s(50, 1),
  testCloture: z.boolean(),
});
export type NotificationOC = z.infer<typeof notificationOC>;

/** M6TX: relayed to the DO, consent resolved to one boolean. */
export const notificationOIDO = z.object({
  clientHSOC: z.array(clientHSOC1),
  codeOCImpacte: code4,
  ligneClientRetablie: z.array(ligneClientRetablie1),
  message,
  multiInterventionOI: z.boolean(),
  nombreOC: int32,
  numeroTest: int32.optional(),
  refIntervOI: s(50, 1),
  reparation: z.boolean(),
});
export type NotificationOIDO = z.infer<typeof notificationOIDO>;

const out = { code: int32, description: s(200).optional() };

/** 200 bodies: `code` 0 is success. */
export const outDO = z.object({ ...out, refIntervDO: s(50, 1), refIntervOI: s(50).optional() });
export const outTestDO = outDO.extend({ numeroTest: int32 });
export const outOI = z.object({ ...out, refIntervOI: s(50, 1) });
export const outTestOI = outOI.extend({ numeroTest: int32 });

/** Values of the `message` field we write, one per message. */
export const MESSAGE = {
  start: 'M1',
  startRelayed: 'M2',
  end: 'M3',
  endRelayed: 'M4',
  test: 'M3TX',
  testRelayed: 'M4TX',
  answer: 'M5TX',
  answerRelayed: 'M6TX',
  report: 'CR',
} as const;

/** The spellings that the interface mixes, folded to the ones of the schemas above. */
const spellings: Readonly<Record<string, string>> = {
  codeOCImpacte: 'codeOcImpacte',
  nomModulePm: 'nomModulePM',
};

/**
 * Folds the double spellings of the interface (interop.md, Rules) towards what `schemaKeys` wants: a body that says
 * `codeOCImpacte` where the table says `codeOcImpacte` is understood, and the other way round.
 */
export function tolerate(value: unknown, wanted: 'M5TX' | 'M6TX'): unknown {
  if (Array.isArray(value)) return value.map((item) => tolerate(item, wanted));
  if (typeof value !== 'object' || value === null) return value;
  const folded: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    const isRestoredList = key === 'ligneClientRetablie' && wanted === 'M5TX';
    folded[canonicalKey(key, wanted)] = isRestoredList ? foldRestored(inner) : tolerate(inner, wanted);
  }
  return folded;
}

function canonicalKey(key: string, wanted: 'M5TX' | 'M6TX'): string {
  const folded = spellings[key] ?? key;
  return folded === 'codeOcImpacte' && wanted === 'M6TX' ? 'codeOCImpacte' : folded;
}

function foldRestored(lines: unknown): unknown {
  if (!Array.isArray(lines)) return lines;
  return lines.map((item) => {
    if (typeof item !== 'object' || item === null || !('nomModulePM' in item)) return item;
    const { nomModulePM, ...rest } = item as Record<string, unknown>;
    return { nomModulePm: nomModulePM, ...rest };
  });
}
