import { z } from 'zod';
import { sentInstant } from './codes';

/** GPON alarms (interop.md, How a cut is seen). `LOS` speaks of a whole PON, the others of one ONT. */
export const alarmKinds = ['LOSI', 'LOFI', 'LOS', 'DYING_GASP', 'INACT'] as const;

/**
 * One alarm of an operator's OLT, as POST /api/alarms takes it. The same `notificationId` sent again with
 * `clearedAt` clears it; sent again unchanged it has no effect.
 */
export const alarm = z
  .strictObject({
    notificationId: z.string().min(1).max(100),
    kind: z.enum(alarmKinds),
    ponPath: z.string().min(1).max(100),
    ontNumber: z.int().min(0).max(1023).optional(),
    raisedAt: sentInstant,
    clearedAt: sentInstant.optional(),
    /**
     * Seconds that the ONT had been on when its light came back, where the OLT reads it (ITU-T G.988, ONU2-G,
     * SysUpTime): a box that was on all along lost its fibre, one that has just started lost its power.
     */
    ontUptimeS: z.int().min(0).max(2_000_000_000).optional(),
  })
  .refine((a) => a.kind === 'LOS' || a.ontNumber !== undefined, {
    path: ['ontNumber'],
    message: 'required for an alarm of one ONT',
  })
  .refine((a) => a.ontUptimeS === undefined || (a.clearedAt !== undefined && a.kind !== 'LOS'), {
    path: ['ontUptimeS'],
    message: 'only with clearedAt, of one ONT',
  });
export type Alarm = z.infer<typeof alarm>;
