import type { Frame } from '@shared/contract/feed';
import { describe, expect, it } from 'vitest';
import { judgeFrame } from './fold';
import { aGrant } from './samples';

const change = (seq: number) => ({ seq, kind: 'preAuthorisation' as const, id: `PA-${seq}`, doc: aGrant(`PA-${seq}`) });
const frame = (from: number, to: number, epoch = 'e1'): Frame => ({
  epoch,
  from,
  to,
  at: '2026-11-24T10:00:00Z',
  changes: Array.from({ length: to - from }, (_, i) => change(from + 1 + i)),
});
const cursor = { epoch: 'e1', seq: 10 };

describe('judgeFrame', () => {
  it('applies the frame that follows', () => {
    expect(judgeFrame(cursor, frame(10, 12))).toMatchObject({ kind: 'apply', cursor: { seq: 12 } });
  });

  it('takes only what is new from a frame that overlaps', () => {
    const verdict = judgeFrame(cursor, frame(8, 12));
    expect(verdict.kind === 'apply' && verdict.changes.map(({ seq }) => seq)).toEqual([11, 12]);
  });

  it('ignores a duplicate', () => {
    expect(judgeFrame(cursor, frame(8, 10))).toEqual({ kind: 'stale' });
  });

  it('asks for a snapshot on a gap and on another epoch', () => {
    expect(judgeFrame(cursor, frame(11, 12))).toEqual({ kind: 'resync', why: 'gap' });
    expect(judgeFrame(cursor, frame(10, 11, 'e2'))).toEqual({ kind: 'resync', why: 'epoch' });
  });
});
