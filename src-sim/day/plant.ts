import type { LineAt, TruthCause } from './plan';

/** Why a line is without light, and the job that did it if one did. */
export interface Loss {
  readonly at: number;
  readonly cause: TruthCause;
  readonly jobKey: number | null;
}

/** A line lost or back, as it truly happened. */
export interface PlantChange extends Loss {
  readonly kind: 'cut' | 'restored';
  readonly place: LineAt;
  /** When the line was lost, also for one that is back. */
  readonly lostAt: number;
}

/**
 * The outside plant: which lines are without light, and why. A line is lost for one reason at a time; what happens to
 * a line that is already down changes nothing that anybody could see.
 */
export class Plant {
  readonly #down = new Map<string, { readonly place: LineAt; readonly loss: Loss }>();
  readonly #onChange: (change: PlantChange) => void;

  constructor(onChange: (change: PlantChange) => void) {
    this.#onChange = onChange;
  }

  /** False: it was down already. */
  lose(place: LineAt, loss: Loss): boolean {
    const key = keyOf(place);
    if (this.#down.has(key)) return false;
    this.#down.set(key, { place, loss });
    this.#onChange({ kind: 'cut', place, ...loss, lostAt: loss.at });
    return true;
  }

  /** Ends `loss` and no other: who comes to repair a cut does not end a power outage. False: it had ended. */
  restore(place: LineAt, loss: Loss, at: number): boolean {
    const key = keyOf(place);
    if (this.#down.get(key)?.loss !== loss) return false;
    this.#down.delete(key);
    this.#onChange({ kind: 'restored', place, ...loss, lostAt: loss.at, at });
    return true;
  }

  lossOf(place: LineAt): Loss | undefined {
    return this.#down.get(keyOf(place))?.loss;
  }

  get downCount(): number {
    return this.#down.size;
  }
}

const keyOf = ({ pmIndex, index }: LineAt): string => `${pmIndex}/${index}`;
