import { z } from 'zod';

/** Interop'Fibre quadrigram of an operator, e.g. `FTEL` (interop.md, Actors). */
export const operatorCode = z.string().regex(/^[A-Z0-9]{4}$/, 'four capital letters or digits');
export type OperatorCode = z.infer<typeof operatorCode>;

/** Reference of a PM. Usually `OO-INSEE5-XXXX`, but opaque by regulation: never rely on its shape. */
export const pmRef = z.string().min(1).max(50);
export type PmRef = z.infer<typeof pmRef>;

/** Reference of a customer's optical socket. Indirectly personal: see safety.md 4 and 20. */
export const ptoRef = z.string().min(1).max(50);
export type PtoRef = z.infer<typeof ptoRef>;

/** refIntervOI: the infrastructure operator's reference of an intervention, shared with the impacted operators. */
export const infraRef = z.string().min(1).max(50);
export type InfraRef = z.infer<typeof infraRef>;

/** refIntervDO: the ordering operator's reference. Never shown to an impacted operator. */
export const orderingRef = z.string().min(1).max(50);

/** ISO 8601 instant with an offset, as written on the wire. */
export const instant = z.iso.datetime({ offset: true });

/** An instant that somebody sends us: of these centuries, and at an offset that exists, so that any clock can hold it. */
export const sentInstant = instant.regex(
  /^(19|2\d)\d\d-.*(Z|[+-](0\d|1[0-4]):[0-5]\d)$/,
  'no instant of these centuries',
);

/** Département number, `33`, `2A`, `971`. */
export const departmentCode = z.string().regex(/^(0[1-9]|[1-8]\d|9[0-5]|2[AB]|97\d|98\d)$/);
export type DepartmentCode = z.infer<typeof departmentCode>;

/** What a person or a system may be. Rights are in authorisation.ts and nowhere else. */
export const roles = ['supervisor', 'hotline', 'auditor', 'technician', 'admin', 'system', 'partner'] as const;
export const role = z.enum(roles);
export type Role = z.infer<typeof role>;

/** Département of a commune from its INSEE code: `33063` → `33`, `2A004` → `2A`, `97105` → `971`. */
export function departmentOfInsee(inseeCode: string): DepartmentCode {
  return inseeCode.startsWith('97') || inseeCode.startsWith('98') ? inseeCode.slice(0, 3) : inseeCode.slice(0, 2);
}
