import type { ExportJob, ExportOutcome, Notice } from '@shared/contract/ipc';
import { useCallback, useEffect, useState } from 'react';
import { useWorkstation } from '../../desk/desk';

/** One export at a time, from the press to its end. */
type ExportState =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly progress: Notice<'export.progress'> | null; readonly cancelling: boolean }
  | { readonly state: 'done'; readonly outcome: ExportOutcome };

export interface ExportRun {
  readonly run: ExportState;
  start(job: ExportJob): void;
  cancel(): void;
}

/** Runs exports through the bridge; the desktop writes the file itself, a browser downloads it once it is whole. */
export function useExport(): ExportRun {
  const { bridge } = useWorkstation();
  const [run, setRun] = useState<ExportState>({ state: 'idle' });
  useEffect(
    () =>
      bridge.listen('export.progress', (progress) =>
        setRun((now) => (now.state === 'running' ? { ...now, progress } : now)),
      ),
    [bridge],
  );
  const start = useCallback(
    (job: ExportJob) => {
      setRun({ state: 'running', progress: null, cancelling: false });
      bridge.request('export.run', job).then(
        (outcome) => setRun({ state: 'done', outcome }),
        (cause: unknown) =>
          setRun({ state: 'done', outcome: { outcome: 'failed', code: 'INTERNAL', detail: String(cause) } }),
      );
    },
    [bridge],
  );
  const cancel = useCallback(() => {
    setRun((now) => (now.state === 'running' ? { ...now, cancelling: true } : now));
    void bridge.request('export.cancel', undefined);
  }, [bridge]);
  return { run, start, cancel };
}
