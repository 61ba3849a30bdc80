import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { rowCounter } from '@shared/contract/export-rows';
import { TOTAL_HEADER } from '@shared/contract/http';
import type { ExportJob, ExportOutcome, Notice } from '@shared/contract/ipc';
import { ExportFailure, failureOf } from './export-failure';

type Progress = Notice<'export.progress'>;

const PROGRESS_MS = 150;

/**
 * Streams an export from the hub to a file, without passing through a page. The rows that arrive are counted against the
 * hub's own count (safety 17): a file that is not whole is not kept, and one that was there before stays.
 * @param token null when no session is held for this hub
 */
export async function exportTo(
  file: string,
  job: ExportJob,
  token: string | null,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<ExportOutcome> {
  // Beside the file, so that the rename stays on one disk.
  const draft = `${file}.part`;
  try {
    if (token === null) throw new ExportFailure('SESSION_ENDED', job.hub);
    const { rows, bytes } = await download(job, token, draft, signal, onProgress);
    await rename(draft, file);
    return { outcome: 'saved', path: file, rows, bytes };
  } catch (error) {
    // A disk that refuses this too must not hide why the export failed.
    await rm(draft, { force: true }).catch(() => undefined);
    return signal.aborted ? { outcome: 'cancelled' } : failureOf(error);
  }
}

async function download(
  job: ExportJob,
  token: string,
  file: string,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<{ rows: number; bytes: number }> {
  const answer = await fetch(addressOf(job), { headers: { authorization: `Bearer ${token}` }, signal });
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
    onProgress({ rows: count.rows(), bytes, totalRows: total });
  });
  // An error of either end ends the other, and is the one that is told.
  source.once('error', (error) => target.destroy(error));
  target.once('error', (error) => source.destroy(error));
  await finished(source.pipe(target));
  const rows = count.rows();
  onProgress({ rows, bytes, totalRows: total });
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
