import type { ExportJob, ExportOutcome } from '@shared/contract/ipc';
import { BrowserWindow, dialog, type WebContents } from 'electron';
import { tell } from '../ipc/registrar';
import { exportTo } from './export-download';
import type { SessionVault } from './session-vault';

export interface ExportRunner {
  run(job: ExportJob, from: WebContents): Promise<ExportOutcome>;
  cancel(): void;
}

/** Asks where to, then exports there; one at a time: a new one ends the one before. */
export function exportRunner(vault: SessionVault): ExportRunner {
  let running: AbortController | null = null;
  return {
    cancel: () => running?.abort(),
    run: async (job, from) => {
      const window = BrowserWindow.fromWebContents(from);
      const options = {
        defaultPath: fileName(job),
        filters: [{ name: job.format.toUpperCase(), extensions: [job.format] }],
      };
      const chosen = window ? await dialog.showSaveDialog(window, options) : await dialog.showSaveDialog(options);
      if (chosen.canceled || !chosen.filePath) return { outcome: 'cancelled' };
      running?.abort();
      const abort = new AbortController();
      running = abort;
      try {
        return await exportTo(
          chosen.filePath,
          job,
          vault.read(job.hub)?.accessToken ?? null,
          abort.signal,
          (progress) => tell(from, 'export.progress', progress),
        );
      } finally {
        if (running === abort) running = null;
      }
    },
  };
}

function fileName({ kind, format, from, to }: ExportJob): string {
  const day = (instant: string | undefined) => (instant === undefined ? [] : [instant.slice(0, 10)]);
  return `${['vigie', kind, ...day(from), ...day(to)].join('-')}.${format}`;
}
