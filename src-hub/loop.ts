/** Work that is done when somebody says that there is some, and looked for now and then; one pass at a time. */
export interface Loop {
  /** There may be something to do. */
  wake(): void;
  /** Resolves when there is nothing left to do. */
  idle(): Promise<void>;
  /** Lets the pass that runs finish, and starts no other. */
  stop(): Promise<void>;
}

export interface LoopOptions {
  /** Does some of the work; true: there may be more. */
  readonly pass: () => Promise<boolean>;
  /** How long to rest before looking again unasked, in milliseconds. */
  readonly restMs: () => Promise<number>;
  /** Hears of what a pass threw; the loop goes on after its rest. */
  readonly report: (error: Error) => void;
}

export function startLoop({ pass, restMs, report }: LoopOptions): Loop {
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  let alarm: NodeJS.Timeout | undefined;

  async function run(): Promise<void> {
    clearTimeout(alarm);
    try {
      do {
        again = false;
        while (!stopped && (await pass()));
      } while (again && !stopped);
    } catch (error) {
      report(error as Error);
    }
    running = null;
    if (stopped) return;
    const rest = await restMs();
    if (!stopped && running === null) alarm = setTimeout(wake, rest);
  }

  function wake(): void {
    if (stopped) return;
    if (running === null) running = run();
    else again = true;
  }

  wake();
  return {
    wake,
    idle: async () => {
      do {
        wake();
        await running;
      } while (running !== null);
    },
    stop: async () => {
      stopped = true;
      await running;
      clearTimeout(alarm);
    },
  };
}
