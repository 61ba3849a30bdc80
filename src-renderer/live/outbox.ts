import type { MapColumns, StateRange } from './live';
import { STATE_BYTES } from './live';
import type { PmStore } from './pm-store';
import type { Batch, StatePatch } from './protocol';

/** Batches leave no closer than this, in milliseconds. */
export const BATCH_EVERY_MS = 50;

/** Copies of the store's columns: what is transferred away must not be what the worker counts with. */
export function columnsOf(pms: PmStore): MapColumns {
  return {
    length: pms.length,
    pmRefs: pms.source.pmRef,
    positions: pms.positions.slice(),
    lineCounts: pms.lineCounts.slice(),
    infraOperator: pms.infraOperator.slice(),
    infraOperators: pms.source.infraOperators,
    commune: pms.commune.slice(),
    communes: pms.source.communes,
    approximate: pms.approximate.slice(),
    states: pms.states.slice(),
  };
}

export function patchesOf(pms: PmStore, ranges: readonly StateRange[]): StatePatch[] {
  return ranges.map(({ first, count }) => ({
    first,
    count,
    bytes: pms.states.slice(first * STATE_BYTES, (first + count) * STATE_BYTES),
  }));
}

/** The buffers of a batch that may be moved instead of copied. */
export function transferable(batch: Batch): ArrayBuffer[] {
  const { columns, states, marks } = batch;
  const arrays = [
    ...(columns
      ? [
          columns.positions,
          columns.lineCounts,
          columns.infraOperator,
          columns.commune,
          columns.approximate,
          columns.states,
        ]
      : []),
    ...(states ?? []).map(({ bytes }) => bytes),
    ...(marks ? [marks.pm, marks.severity, marks.downCount, marks.outageCount, marks.unacknowledged] : []),
  ];
  return arrays.map(({ buffer }) => buffer as ArrayBuffer);
}
