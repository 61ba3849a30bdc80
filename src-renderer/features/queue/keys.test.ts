import { describe, expect, it } from 'vitest';
import { keyAct, noCursor } from './keys';

const press = (key: string, over: { shift?: boolean; command?: boolean } = {}) => ({
  key,
  shift: false,
  command: false,
  ...over,
});
const at = (index: number, anchor = index) => ({ at: index, anchor });

describe('keys of the queue', () => {
  it('the first arrow enters at the top', () => {
    expect(keyAct(press('ArrowDown'), noCursor, 5)).toEqual({ act: 'move', cursor: at(0) });
    expect(keyAct(press('k'), noCursor, 5)).toEqual({ act: 'move', cursor: at(0) });
  });
  it('arrows and j/k move by one and stop at the ends', () => {
    expect(keyAct(press('j'), at(1), 3)).toEqual({ act: 'move', cursor: at(2) });
    expect(keyAct(press('ArrowDown'), at(2), 3)).toEqual({ act: 'move', cursor: at(2) });
    expect(keyAct(press('ArrowUp'), at(0), 3)).toEqual({ act: 'move', cursor: at(0) });
    expect(keyAct(press('End'), at(0), 3)).toEqual({ act: 'move', cursor: at(2) });
    expect(keyAct(press('Home'), at(2), 3)).toEqual({ act: 'move', cursor: at(0) });
  });
  it('with Shift they mark from where the range began', () =>
    expect(keyAct(press('ArrowDown', { shift: true }), at(2, 1), 9)).toEqual({ act: 'mark-range', cursor: at(3, 1) }));
  it('acknowledge takes at most three keys: arrow, A', () => {
    expect(keyAct(press('a'), at(0), 5)).toEqual({ act: 'acknowledge' });
    expect(keyAct(press('A', { shift: true }), at(0), 5)).toEqual({ act: 'acknowledge' });
  });
  it('Ctrl or Cmd A marks all shown, other commands pass', () => {
    expect(keyAct(press('a', { command: true }), at(0), 5)).toEqual({ act: 'mark-all' });
    expect(keyAct(press('k', { command: true }), at(0), 5)).toBeNull();
  });
  it('an empty queue moves nowhere, and Tab is the browser’s', () => {
    expect(keyAct(press('ArrowDown'), noCursor, 0)).toBeNull();
    expect(keyAct(press('Tab'), at(0), 5)).toBeNull();
  });
});
