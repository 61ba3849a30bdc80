import { z } from 'zod';
import { pmRef, ptoRef } from './codes';

/**
 * A customer's fibre line as its own operator knows it: one row of PUT /api/lines (architecture.md, fixed points).
 * Everything here is indirectly personal (interop.md, Law).
 */
export const line = z.strictObject({
  ptoRef,
  pboRef: z.string().min(1).max(100),
  lineServiceRef: z.string().min(1).max(30).optional(),
  pmRef,
  technicalPmRef: z.string().min(1).max(50).optional(),
  pmModuleName: z.string().min(1).max(256),
  pmModulePosition: z.string().min(1).max(100),
  splitterPosition: z.string().min(1).max(256),
  tube: z.string().min(1).max(20),
  fibre: z.string().min(1).max(20),
  patchCordColour: z.string().min(1).max(30).optional(),
  ontSerial: z.string().min(1).max(50).optional(),
  ponPath: z.string().min(1).max(100),
  ontNumber: z.int().min(0).max(1023),
});
export type Line = z.infer<typeof line>;

/** Where a line runs through the PM: what a technician needs to reconnect it. */
export const lineRoute = line.pick({
  pboRef: true,
  technicalPmRef: true,
  pmModuleName: true,
  pmModulePosition: true,
  splitterPosition: true,
  tube: true,
  fibre: true,
  patchCordColour: true,
});
export type LineRoute = z.infer<typeof lineRoute>;
