import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Agenda } from './agenda';

it('gives what is due in order of time, and of entry at one instant', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (instants) => {
      const agenda = new Agenda();
      const happened: [number, number][] = [];
      instants.forEach((at, order) => {
        agenda.add(at, () => void happened.push([at, order]));
      });
      for (let happens = agenda.take(20); happens !== undefined; happens = agenda.take(20)) happens();
      const wanted = instants.map((at, order): [number, number] => [at, order]);
      expect(happened).toEqual(wanted.sort((a, b) => a[0] - b[0] || a[1] - b[1]));
    }),
  );
});

it('keeps what is not yet due', () => {
  const agenda = new Agenda();
  agenda.add(10, () => {});
  expect(agenda.take(9)).toBeUndefined();
  expect(agenda.nextAt).toBe(10);
  expect(agenda.take(10)).toBeDefined();
});
