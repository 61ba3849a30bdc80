import type { Random } from '@shared/demo/random';
import type { Alarm } from '@shared/domain/alarm';
import type { TruthCause } from './plan';
import type { FaultRates, OltRates } from './rates';

/** An alarm that the OLT will raise, unless the light is back before. */
export interface ComingAlarm {
  readonly kind: Exclude<Alarm['kind'], 'LOS'>;
  /** Milliseconds after the loss. */
  readonly afterMs: number;
}

/**
 * What an OLT sees of one line's loss. A box without power gasps just before its signal goes, mostly; a fibre gives no
 * warning. `INACT` follows for those that stay away.
 */
export function alarmsOfLoss(
  cause: TruthCause,
  random: Random,
  olt: OltRates,
  faults: FaultRates,
): readonly ComingAlarm[] {
  const detection = Math.round(olt.detectionMinMs + random.float() * (olt.detectionMaxMs - olt.detectionMinMs));
  const lossKind = random.chance(olt.lofiShare) ? 'LOFI' : 'LOSI';
  const inact: ComingAlarm = { kind: 'INACT', afterMs: olt.inactAfterMs + Math.round(random.exponential(3_000)) };
  const gaspLost = random.chance(faults.lostGaspShare);
  if (cause !== 'POWER' || gaspLost) return [{ kind: lossKind, afterMs: detection }, inact];
  const gaspLead = Math.round(random.float() * olt.gaspToLossMaxMs);
  return [
    { kind: 'DYING_GASP', afterMs: Math.max(0, detection - gaspLead) },
    { kind: lossKind, afterMs: detection },
    inact,
  ];
}

/**
 * When the box had last started, as the OLT reads it once the light is back; null where it does not tell. Power and
 * light come back together, but for the time that a box takes to start; a box that loses its fibre stays on, unless
 * its customer restarts it, out of patience.
 */
export function boxStartedAt(
  { cause, lostAt, backAt }: { readonly cause: TruthCause; readonly lostAt: number; readonly backAt: number },
  random: Random,
  olt: OltRates,
): number | null {
  if (!random.chance(olt.uptimeReadShare)) return null;
  if (cause === 'POWER') return backAt - olt.boxStartMinMs - random.float() * (olt.boxStartMaxMs - olt.boxStartMinMs);
  const impatientFrom = lostAt + olt.restartAfterMs;
  if (backAt > impatientFrom && random.chance(olt.restartShare)) {
    return impatientFrom + random.float() * (backAt - impatientFrom);
  }
  return lostAt - random.exponential(olt.boxOnMeanMs);
}
