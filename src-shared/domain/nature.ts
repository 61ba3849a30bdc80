import { z } from 'zod';

/**
 * `nature` of M1 is an opaque code (interop.md, Rules): 1–3 connection, 4–5 repair, 6 not given, two-digit codes
 * undocumented. Consent and screens reason on its family, because code 5 (repair for the OI) would tell an
 * impacted operator who the ordering operator is.
 */
export const natureFamilies = ['connection', 'repair', 'unknown'] as const;
export const natureFamily = z.enum(natureFamilies);
export type NatureFamily = z.infer<typeof natureFamily>;

/** The codes an M1 may carry (interop-fields.md, CreerInterventionDO). */
export const natureCodes = ['1', '2', '20', '21', '22', '4', '41', '5', '6', '60', '61'] as const;

/** What an impacted operator reads instead of the code: `6`, "not given". */
export const NATURE_NOT_GIVEN = '6';

/** Family of a nature code; undocumented sub-codes follow their first digit. */
export function natureFamilyOf(code: string): NatureFamily {
  switch (code[0]) {
    case '1':
    case '2':
    case '3':
      return 'connection';
    case '4':
    case '5':
      return 'repair';
    default:
      return 'unknown';
  }
}
