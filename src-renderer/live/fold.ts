import type { FeedChange, Frame, Snapshot } from '@shared/contract/feed';
import type { Intervention } from '@shared/domain/intervention';
import type { Outage } from '@shared/domain/outage';
import type { PreAuthorisation } from '@shared/domain/pre-authorisation';

/** How far a copy of the hub's projected journal has come. */
export interface Cursor {
  readonly epoch: string;
  readonly seq: number;
}

/** What a frame does to a copy that stands at a cursor. `stale` frames are duplicates: nothing in them is new. */
export type FrameVerdict =
  | { readonly kind: 'apply'; readonly changes: readonly FeedChange[]; readonly cursor: Cursor }
  | { readonly kind: 'stale' }
  | { readonly kind: 'resync'; readonly why: 'gap' | 'epoch' };

/**
 * Judges a frame (feed.ts, safety 12). A frame that overlaps what is known gives only its newer changes; one that
 * begins after the cursor left a gap; another epoch is another journal, whose numbers mean nothing here.
 */
export function judgeFrame(cursor: Cursor, frame: Frame): FrameVerdict {
  if (frame.epoch !== cursor.epoch) return { kind: 'resync', why: 'epoch' };
  if (frame.to <= cursor.seq) return { kind: 'stale' };
  if (frame.from > cursor.seq) return { kind: 'resync', why: 'gap' };
  const changes = frame.changes.filter((change) => change.seq > cursor.seq);
  return { kind: 'apply', changes, cursor: { epoch: cursor.epoch, seq: frame.to } };
}

/** The hub's state as this operator may see it, by id. */
export interface Copy {
  readonly interventions: Map<string, Intervention>;
  readonly outages: Map<string, Outage>;
  readonly preAuthorisations: Map<string, PreAuthorisation>;
}

export function emptyCopy(): Copy {
  return { interventions: new Map(), outages: new Map(), preAuthorisations: new Map() };
}

/** A copy holding exactly the snapshot. */
export function copyOf(snapshot: Snapshot): Copy {
  return {
    interventions: new Map(snapshot.interventions.map((doc) => [doc.infraRef, doc])),
    outages: new Map(snapshot.outages.map((doc) => [doc.id, doc])),
    preAuthorisations: new Map(snapshot.preAuthorisations.map((doc) => [doc.id, doc])),
  };
}

/** Takes one change in. Documents are whole new states, so the last one in sequence order wins. */
export function applyChange(copy: Copy, change: FeedChange): void {
  switch (change.kind) {
    case 'intervention':
      copy.interventions.set(change.doc.infraRef, change.doc);
      return;
    case 'outage':
      copy.outages.set(change.doc.id, change.doc);
      return;
    case 'preAuthorisation':
      copy.preAuthorisations.set(change.doc.id, change.doc);
      return;
  }
}
