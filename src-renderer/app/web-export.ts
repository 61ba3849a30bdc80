import { rowCounter } from '@shared/contract/export-rows';
import { TOTAL_HEADER } from '@shared/contract/http';
import type { ExportJob, ExportOutcome, Notice } from '@shared/contract/ipc';

/** Fetches an export, counts its rows against what the hub announced (safety 17), and only then gives it to the person. */
export async function downloadExport(
  job: ExportJob,
  token: string,
  signal: AbortSignal,
  onProgress: (progress: Notice<'export.progress'>) => void,
): Promise<ExportOutcome> {
  try {
    const search = new URLSearchParams();
    if (job.from !== undefined) search.set('from', job.from);
    if (job.to !== undefined) search.set('to', job.to);
    const response = await fetch(`${job.hub}/api/reports/${job.kind}.${job.format}?${search}`, {
      headers: { authorization: `Bearer ${token}` },
      cache: 'no-store',
      credentials: 'omit',
      signal,
    });
    if (!response.ok) return failed(await codeOf(response), `HTTP ${response.status}`);
    const announced = Number(response.headers.get(TOTAL_HEADER) ?? Number.NaN);
    const totalRows = Number.isFinite(announced) ? announced : null;
    const counter = rowCounter(job.format);
    const blob = await receive(response, (chunk, bytes) => {
      counter.push(chunk);
      onProgress({ rows: counter.rows(), bytes, totalRows });
    });
    const rows = counter.rows();
    if (totalRows === null) return failed('NO_TOTAL', 'the hub announced no number of rows');
    if (rows !== totalRows) return failed('ROWS_DIFFER', `${rows} of ${totalRows}`);
    onProgress({ rows, bytes: blob.size, totalRows });
    const path = nameOf(job);
    save(blob, path);
    return { outcome: 'saved', path, rows, bytes: blob.size };
  } catch (error) {
    if (signal.aborted) return { outcome: 'cancelled' };
    return failed('UNREACHABLE', error instanceof Error ? error.message : '');
  }
}

const failed = (code: string, detail: string): ExportOutcome => ({ outcome: 'failed', code, detail });

async function codeOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null);
  return typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : 'BAD_REPLY';
}

async function receive(response: Response, onChunk: (chunk: Uint8Array, bytes: number) => void): Promise<Blob> {
  const reader = response.body?.getReader();
  if (reader === undefined) return new Blob();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    bytes += value.byteLength;
    onChunk(value, bytes);
  }
  return new Blob(parts, { type: response.headers.get('content-type') ?? 'application/octet-stream' });
}

function nameOf({ kind, format, from, to }: ExportJob): string {
  const days = [from, to].flatMap((at) => (at === undefined ? [] : [at.slice(0, 10)]));
  return `${['vigie', kind, ...days].join('_')}.${format}`;
}

function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
