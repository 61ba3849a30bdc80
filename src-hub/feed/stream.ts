import type { FeedChange, Frame } from '@shared/contract/feed';
import type { OperatorCode } from '@shared/domain/codes';
import type { HubContext } from '../context';
import { changesAfter, headOf } from './journal';

/** Changes wait this long for others, so that a storm costs one emit per client and not one per change (hub.md). */
const COALESCE_MS = 20;
/** Changes of one frame; a longer backlog goes out in several. */
const MOST_CHANGES = 2_000;

type Listener = (frame: Frame) => void;

/**
 * One operator's journal as it grows: reads what is new and hands it on, in sequence order and without a gap. What runs
 * in `inOrder` sees the stream standing still at `sent`.
 */
export class Stream {
  #sent = 0;
  #timer: NodeJS.Timeout | undefined;
  #tail: Promise<unknown>;

  constructor(
    private readonly ctx: HubContext,
    readonly operatorCode: OperatorCode,
    private readonly epoch: string,
    private readonly onFrame: Listener,
    private readonly report: (error: unknown) => void,
  ) {
    this.#tail = headOf(ctx, operatorCode).then((head) => {
      this.#sent = head;
    }, report);
  }

  /** Sequence up to which everything was handed on. */
  get sent(): number {
    return this.#sent;
  }

  /** The journal may have grown. */
  wake(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.inOrder(() => this.#pump()).catch(this.report);
    }, COALESCE_MS);
  }

  /** Runs `work` after everything before it, while nothing else of this stream runs. */
  inOrder<T>(work: () => Promise<T> | T): Promise<T> {
    const run = this.#tail.then(work);
    this.#tail = run.catch(() => {});
    return run;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  frameOf(from: number, changes: readonly FeedChange[], to: number): Frame {
    return { epoch: this.epoch, from, to, at: new Date(this.ctx.clock.now()).toISOString(), changes: [...changes] };
  }

  async #pump(): Promise<void> {
    for (;;) {
      const changes = await changesAfter(this.ctx, this.operatorCode, this.#sent, MOST_CHANGES);
      const last = changes.at(-1);
      if (last === undefined) return;
      this.onFrame(this.frameOf(this.#sent, changes, last.seq));
      this.#sent = last.seq;
      if (changes.length < MOST_CHANGES) return;
    }
  }
}
