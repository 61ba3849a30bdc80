import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { rowCounter } from '@shared/contract/export-rows';
import { TOTAL_HEADER } from '@shared/contract/http';
import type { ExportJob, ExportOutcome } from '@shared/contract/ipc';
import { BrowserWindow, dialog, type WebContents } from 'electron';
import { tell } from '../ipc/registrar';
import type { SessionVault } from './session-vault';

export interface ExportRunner {
  run(job: ExportJob, from: WebContents): Promise<ExportOutcome>;
  cancel(): void;
}

const PROGRESS_MS = 150;

/**
 * Exports go from the hub to the file without passing through a page. One at a time. The rows that arrive are counted
 * against the hub's own count (safety 17): a file that is not whole is not kept.
 */
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
      const draft = `${chosen.filePath}.part`;
      try {
        const { rows, bytes } = await download(job, vault, draft, abort.signal, from);
        await rename(draft, chosen.filePath);
        return { outcome: 'saved', path: chosen.filePath, rows, bytes };
      } catch (error) {
        await rm(draft, { force: true });
        if (abort.signal.aborted) return { outcome: 'cancelled' };
        return failure(error);
      } finally {
        if (running === abort) running = null;
      }
    },
  };
}

/** A failure whose code the page has a sentence for. */
class ExportFailure extends Error {
  constructor(
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}

function failure(error: unknown): ExportOutcome {
  const detail = error instanceof Error ? error.message : String(error);
  return { outcome: 'failed', code: error instanceof ExportFailure ? error.code : 'UNREACHABLE', detail };
}

async function download(
  job: ExportJob,
  vault: SessionVault,
  file: string,
  signal: AbortSignal,
  from: WebContents,
): Promise<{ rows: number; bytes: number }> {
  const session = vault.read(job.hub);
  if (session === null) throw new ExportFailure('SESSION_ENDED', job.hub);
  const answer = await fetch(addressOf(job), { headers: { authorization: `Bearer ${session.accessToken}` }, signal });
  if (!answer.ok || answer.body === null) {
    const problem: unknown = await answer.json().catch(() => null);
    throw new ExportFailure(codeOf(problem), `HTTP ${answer.status}`);
  }
  const announced = answer.headers.get(TOTAL_HEADER);
  const total = announced === null ? null : Number(announced);
  const count = rowCounter(job.format);
  let bytes = 0;
  let told = 0;
  const target = createWriteStream(file, { mode: 0o600 });
  const source = Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]);
  source.on('data', (chunk: Uint8Array) => {
    bytes += chunk.length;
    count.push(chunk);
    if (Date.now() - told < PROGRESS_MS) return;
    told = Date.now();
    tell(from, 'export.progress', { rows: count.rows(), bytes, totalRows: total });
  });
  // An error of either end ends the other, and is the one that is told.
  source.once('error', (error) => target.destroy(error));
  target.once('error', (error) => source.destroy(error));
  await finished(source.pipe(target));
  const rows = count.rows();
  tell(from, 'export.progress', { rows, bytes, totalRows: total });
  if (total === null) throw new ExportFailure('NO_TOTAL', 'the hub announced no number of rows');
  if (rows !== total) throw new ExportFailure('ROWS_DIFFER', `${rows} / ${total}`);
  return { rows, bytes };
}

function addressOf({ hub, kind, format, from, to }: ExportJob): string {
  const url = new URL(`/api/reports/${kind}.${format}`, hub);
  if (from !== undefined) url.searchParams.set('from', from);
  if (to !== undefined) url.searchParams.set('to', to);
  return url.href;
}

function codeOf(problem: unknown): string {
  return typeof problem === 'object' && problem !== null && 'code' in problem ? String(problem.code) : 'INTERNAL';
}

function fileName({ kind, format, from, to }: ExportJob): string {
  const day = (instant: string | undefined) => (instant === undefined ? [] : [instant.slice(0, 10)]);
  return `${['vigie', kind, ...day(from), ...day(to)].join('-')}.${format}`;
}
