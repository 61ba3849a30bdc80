import { z } from 'zod';
import { departmentCode, operatorCode, pmRef } from './codes';

/** How far a PM's place can be trusted: its own coordinates, or the centre of its commune (interop.md, IPE). */
export const accuracies = ['exact', 'commune'] as const;

/** A PM as one operator sees it. `lineCounts` holds the counts that the reader may see, by operator. */
export const pm = z.strictObject({
  pmRef,
  infraOperatorCode: operatorCode,
  inseeCode: z.string(),
  commune: z.string(),
  department: departmentCode,
  /** Degrees, WGS84. */
  longitude: z.number(),
  latitude: z.number(),
  accuracy: z.enum(accuracies),
  lineCounts: z.record(operatorCode, z.int()),
});
export type Pm = z.infer<typeof pm>;

/**
 * The same PMs as columns, the shape in which the console's worker wants them: entry i of each array is PM i.
 * Strings that repeat are indices into their dictionary.
 */
export const pmColumns = z.strictObject({
  pmRef: z.array(z.string()),
  longitude: z.array(z.number()),
  latitude: z.array(z.number()),
  lineCount: z.array(z.int()),
  infraOperator: z.array(z.int()),
  infraOperators: z.array(operatorCode),
  commune: z.array(z.int()),
  communes: z.array(z.strictObject({ inseeCode: z.string(), name: z.string(), department: departmentCode })),
  approximate: z.array(z.int()),
});
export type PmColumns = z.infer<typeof pmColumns>;
