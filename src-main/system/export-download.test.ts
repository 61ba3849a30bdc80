import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExportJob, Notice } from '@shared/contract/ipc';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { exportTo } from './export-download';
import { failureOf } from './export-failure';

const rows = 3000;
const csv = `id;text\r\n${Array.from({ length: rows }, (_, row) => `${row};"a line\nand ""another"""\r\n`).join('')}`;

let folder: string;
let file: string;
let server: Server | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-export-'));
  file = join(folder, 'outages.csv');
});
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  rmSync(folder, { recursive: true });
});

async function jobAt(answer: RequestListener): Promise<ExportJob> {
  const listening = createServer(answer);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const { port } = listening.address() as AddressInfo;
  return { hub: `http://127.0.0.1:${port}`, kind: 'outages', format: 'csv', from: '2026-03-01T00:00:00Z' };
}

const run = (job: ExportJob, token: string | null = 'token', signal = new AbortController().signal) => {
  const told: Notice<'export.progress'>[] = [];
  return exportTo(file, job, token, signal, (progress) => told.push(progress)).then((outcome) => ({ outcome, told }));
};

it('saves what the hub sends, whole, asked for with the session and the period', async () => {
  let asked: string[] = [];
  const job = await jobAt((request, response) => {
    asked = [request.url ?? '', request.headers.authorization ?? ''];
    response.writeHead(200, { 'x-total-count': rows });
    response.end(csv);
  });
  const { outcome, told } = await run(job);
  expect(outcome).toEqual({ outcome: 'saved', path: file, rows, bytes: csv.length });
  expect(readFileSync(file, 'utf8')).toBe(csv);
  expect(asked).toEqual(['/api/reports/outages.csv?from=2026-03-01T00%3A00%3A00Z', 'Bearer token']);
  expect(told.at(-1)).toEqual({ rows, bytes: csv.length, totalRows: rows });
  expect(readdirSync(folder)).toEqual(['outages.csv']);
});

it.each<[string, RequestListener, string]>([
  [
    'fewer rows than announced',
    (_request, response) => response.writeHead(200, { 'x-total-count': rows + 1 }).end(csv),
    'ROWS_DIFFER',
  ],
  ['no count announced', (_request, response) => response.writeHead(200).end(csv), 'NO_TOTAL'],
  [
    'a connection that breaks',
    (_request, response) => {
      response.writeHead(200, { 'x-total-count': rows });
      response.write(csv.slice(0, 20_000), () => setTimeout(() => response.destroy(), 20));
    },
    'UNREACHABLE',
  ],
  [
    'a refusal of the hub',
    (_request, response) => response.writeHead(403).end(JSON.stringify({ code: 'FORBIDDEN' })),
    'FORBIDDEN',
  ],
])('safety 17: %s leaves nothing behind, and the file that was there', async (_name, answer, code) => {
  writeFileSync(file, 'the one of yesterday');
  const { outcome } = await run(await jobAt(answer));
  expect(outcome).toMatchObject({ outcome: 'failed', code });
  expect(readFileSync(file, 'utf8')).toBe('the one of yesterday');
  expect(readdirSync(folder)).toEqual(['outages.csv']);
});

it('safety 17: a full disk, a folder that is gone and a name that is taken are told as such', async () => {
  const whole: RequestListener = (_request, response) => response.writeHead(200, { 'x-total-count': rows }).end(csv);
  const job = await jobAt(whole);
  symlinkSync('/dev/full', `${file}.part`);
  expect((await run(job)).outcome).toMatchObject({ outcome: 'failed', code: 'DISK_FULL' });
  expect(readdirSync(folder)).toEqual([]);
  mkdirSync(file);
  expect((await run(job)).outcome).toMatchObject({ outcome: 'failed', code: 'FILE_FAILED' });
  expect(readdirSync(folder)).toEqual(['outages.csv']);
  file = join(folder, 'gone', 'outages.csv');
  expect((await run(job)).outcome).toMatchObject({ outcome: 'failed', code: 'FOLDER_GONE' });
});

it('a refused file is not a lost connection, nor the other way round', () => {
  const thrown = (code: string, syscall: string) => Object.assign(new Error(code), { code, syscall });
  expect(failureOf(thrown('EACCES', 'open'))).toMatchObject({ code: 'FILE_DENIED' });
  expect(failureOf(thrown('EROFS', 'open'))).toMatchObject({ code: 'FILE_DENIED' });
  expect(failureOf(thrown('EBUSY', 'rename'))).toMatchObject({ code: 'FILE_BUSY' });
  expect(failureOf(thrown('ECONNRESET', 'read'))).toMatchObject({ code: 'UNREACHABLE' });
  expect(failureOf(new TypeError('fetch failed'))).toMatchObject({ code: 'UNREACHABLE' });
});

it('cancelled on the way, it leaves nothing behind', async () => {
  const abort = new AbortController();
  const job = await jobAt((_request, response) => {
    response.writeHead(200, { 'x-total-count': rows });
    response.write(csv.slice(0, 20_000), () => setTimeout(() => abort.abort(), 50));
  });
  expect((await run(job, 'token', abort.signal)).outcome).toEqual({ outcome: 'cancelled' });
  expect(readdirSync(folder)).toEqual([]);
});

it('without a session the hub is not even asked', async () => {
  let asked = false;
  const job = await jobAt((_request, response) => {
    asked = true;
    response.end();
  });
  expect((await run(job, null)).outcome).toMatchObject({ outcome: 'failed', code: 'SESSION_ENDED' });
  expect(asked).toBe(false);
  expect(existsSync(file)).toBe(false);
});
