import type { Alarm } from '@shared/domain/alarm';
import type { JobAtPm, PonAtPm } from '@shared/domain/impact/assessment';
import type { Line } from '@shared/domain/line';
import type { Network } from '../src-sim/day/network';

/** A line of the network and whose it is. */
export interface OwnedLine extends Line {
  readonly operatorCode: string;
}

/** What M1 says of where the job works. */
interface Named {
  readonly pmRef: string;
  readonly ptoRef?: string | undefined;
  readonly pboRef?: string | undefined;
}

/** All operators' inventories in memory, with the look-ups that the hub makes by SQL. */
export class Inventory {
  readonly #lines: readonly OwnedLine[];
  readonly #byPon: ReadonlyMap<string, readonly OwnedLine[]>;
  readonly #byPm: ReadonlyMap<string, readonly OwnedLine[]>;

  constructor(network: Network) {
    this.#lines = network.pms.flatMap(({ index }) =>
      network.linesOf(index).map(({ operatorCode, line }) => ({ ...line, operatorCode })),
    );
    this.#byPon = grouped(this.#lines, ponOf);
    this.#byPm = grouped(this.#lines, ({ pmRef }) => pmRef);
  }

  /** The lines that an alarm speaks of: one ONT's, or, for LOS, its whole PON's. */
  linesOf(operatorCode: string, { kind, ponPath, ontNumber }: Alarm): readonly OwnedLine[] {
    const onPon = this.#byPon.get(ponOf({ operatorCode, ponPath })) ?? [];
    return kind === 'LOS' ? onPon : onPon.filter((line) => line.ontNumber === ontNumber);
  }

  operatorsAt(pmRef: string): readonly string[] {
    return [...new Set(this.#at(pmRef).map(({ operatorCode }) => operatorCode))].sort();
  }

  /** How many ONTs the PONs of `lines` have at this PM. */
  ponsOf(pmRef: string, lines: readonly OwnedLine[]): readonly PonAtPm[] {
    const pons = new Map(lines.map((line) => [ponOf(line), line]));
    return [...pons].map(([key, { operatorCode, ponPath }]) => ({
      operatorCode,
      ponPath,
      ontCount: (this.#byPon.get(key) ?? []).filter((line) => line.pmRef === pmRef).length,
    }));
  }

  placeOf({ pmRef, ptoRef, pboRef }: Named): Pick<JobAtPm, 'ownPositions' | 'ownPboRef' | 'ownPtoRef'> {
    const own = this.#at(pmRef).find((line) => line.ptoRef === ptoRef);
    const ownPboRef = pboRef ?? own?.pboRef;
    const among = own === undefined ? this.#at(pmRef).filter((line) => line.pboRef === ownPboRef) : [own];
    return {
      ownPositions: among.map(({ pmModuleName, pmModulePosition }) => ({ pmModuleName, pmModulePosition })),
      ...(ownPboRef !== undefined && { ownPboRef }),
      ...(ptoRef !== undefined && { ownPtoRef: ptoRef }),
    };
  }

  #at(pmRef: string): readonly OwnedLine[] {
    return this.#byPm.get(pmRef) ?? [];
  }
}

const ponOf = ({ operatorCode, ponPath }: { readonly operatorCode: string; readonly ponPath: string }): string =>
  `${operatorCode} ${ponPath}`;

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return groups;
}
