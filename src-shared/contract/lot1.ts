import { z } from 'zod';

/**
 * Lot 1 v1.0.0 as interop-fields.md tabulates it. One call for start and end: M1 and M3 are the same body, M3 with
 * `Fin_Inter`; so are M2 and M4. Errors come in the body of the 200's shape, with codes 1 to 4. Objects are loose on
 * input: unknown fields of a partner are ignored. What we write carries exactly the listed fields.
 */
const s = (max: number) => z.string().max(max);
const code4 = z.string().length(4);
const time = z.iso.datetime({ offset: true, local: true }).regex(/^(19|2\d)\d\d-/);

const naturePboPto = z.object({
  nature: z.enum(['1', '2', '3', '4']),
  PBO: s(100).optional(),
  PTO: s(50).optional(),
});

/** M1 (start) and M3 (end, with `Fin_Inter`): DO → OI. */
export const interventionDO = z.object({
  Code_DO: code4,
  Code_OI: code4,
  Ref_Interv_DO: s(50).min(1),
  PM: s(50).min(1),
  Nature_PBO_PTO: z.array(naturePboPto).min(1),
  Debut_Inter: time,
  Fin_Inter: time.optional(),
});
export type InterventionDO = z.infer<typeof interventionDO>;

/** M2 (start) and M4 (end, with `Fin_Inter`): OI → OC, the DO anonymised. */
export const interventionOI = z.object({
  Code_OI: code4,
  Ref_Interv_OI: s(50).min(1),
  PM: s(50).min(1),
  PBO: z.array(z.object({ PBO: s(100).optional() })).optional(),
  Debut_Inter: time,
  Fin_Inter: time.optional(),
});
export type InterventionOI = z.infer<typeof interventionOI>;

/** M5: OC → OI, its customers down since the job began; no list: none. */
export const clientHsOcParInter = z.object({
  Code_OC_impacte: code4,
  Ref_Interv_OI: s(50).min(1),
  Liste_Clients_HS: z
    .array(
      z.object({
        PTO: s(50),
        PBO: s(100),
        Tube: s(50),
        Fibre: s(50),
        Position_PM_Module_OI: s(100),
        HMS_Coupure: time,
      }),
    )
    .optional(),
});
export type ClientHsOcParInter = z.infer<typeof clientHsOcParInter>;

/** `Libelle_Reponse` by `Code_Reponse`, for the calls that declare a job. */
export const interventionOutcomes = [
  'OK',
  'CHAMPS_NON_RENSEIGNE',
  'MAUVAIS_FORMAT',
  'CODE_OI_INCONNU',
  'PM_INCONNU',
] as const;
/** The same for M5. */
export const clientHsOutcomes = ['OK', 'CHAMPS_NON_RENSEIGNE', 'MAUVAIS_FORMAT', 'REF_INTERV_OI_INCONNUE'] as const;

const answer = <T extends readonly [string, ...string[]]>(outcomes: T) =>
  z.object({
    Code_Reponse: z
      .int()
      .min(0)
      .max(outcomes.length - 1),
    Libelle_Reponse: z.enum(outcomes),
    Description_Reponse: s(100).optional(),
  });

export const reponseInterventionDO = answer(interventionOutcomes).extend({ Ref_Interv_OI: s(50).optional() });
export const reponseInterventionOI = answer(interventionOutcomes);
export const reponseClientHS = answer(clientHsOutcomes);
