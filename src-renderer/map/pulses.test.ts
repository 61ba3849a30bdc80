import { expect, it } from 'vitest';
import type { MapMarks } from '../live/live';
import { noMarks } from '../live/marks';
import { newlyCritical, PULSE_MS, Pulses } from './pulses';

const mark = (pm: number, severity: number, unacknowledged: number): MapMarks => ({
  length: 1,
  pm: Uint32Array.of(pm),
  severity: Uint8Array.of(severity),
  downCount: Uint32Array.of(1),
  outageCount: Uint32Array.of(1),
  unacknowledged: Uint8Array.of(unacknowledged),
});

it('pulses what alarms critically now and did not before', () => {
  expect(newlyCritical(noMarks, mark(3, 4, 1))).toEqual([3]);
  expect(newlyCritical(mark(3, 3, 1), mark(3, 4, 1))).toEqual([3]);
  expect(newlyCritical(mark(3, 4, 0), mark(3, 4, 1))).toEqual([3]);
  expect(newlyCritical(mark(3, 4, 1), mark(3, 4, 1))).toEqual([]);
  expect(newlyCritical(noMarks, mark(3, 3, 1))).toEqual([]);
});

it('pulses twice, a second each, then is still', () => {
  const pulses = new Pulses();
  pulses.add([3], 1_000);
  expect(pulses.at(1_000 + PULSE_MS / 2)).toEqual({ pms: [3], phase: 0.5 });
  expect(pulses.at(1_000 + 1.25 * PULSE_MS)).toEqual({ pms: [3], phase: 0.25 });
  expect(pulses.at(1_000 + 2 * PULSE_MS).pms).toEqual([]);
});
