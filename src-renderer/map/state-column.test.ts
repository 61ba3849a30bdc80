import { expect, it } from 'vitest';
import { columnsOf } from '../live/outbox';
import { PmStore } from '../live/pm-store';
import { somePms } from '../live/samples';
import { StateColumn } from './state-column';

const aColumn = () => {
  const columns = columnsOf(new PmStore(somePms(10)));
  return { columns, column: new StateColumn(columns) };
};

it('one PM that changes makes one range of one PM', () => {
  const { columns, column } = aColumn();
  columns.states[4 * 7] = 4;
  const before = column.revision;
  column.refresh([{ first: 7, count: 1 }]);
  expect(column.takeDirty()).toEqual([{ first: 7, count: 1 }]);
  expect(column.takeDirty()).toEqual([]);
  expect([...column.bytes.subarray(28, 32)]).toEqual([4, 0, 0, 0]);
  expect(column.revision).toBeGreaterThan(before);
});

it('keeps the highlight through changes of state, and what the worker hides', () => {
  const { columns, column } = aColumn();
  column.highlight(['FI-33063-0002', 'of another operator']);
  columns.states[4 * 2 + 3] = 1;
  column.refresh([{ first: 2, count: 1 }]);
  expect(column.bytes[11]).toBe(3);
  expect(column.isHidden(2)).toBe(true);
  column.highlight([]);
  expect(column.bytes[11]).toBe(1);
});
