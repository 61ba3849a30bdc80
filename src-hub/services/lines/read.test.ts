import { Readable } from 'node:stream';
import type { Line } from '@shared/domain/line';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../refusals';
import { readLines } from './read';

const lineOf = (n: number): Line => ({
  ptoRef: `FI-0000-${n}`,
  pboRef: 'PBO-1',
  pmRef: 'FI-33063-0001',
  pmModuleName: 'M01',
  pmModulePosition: String(n),
  splitterPosition: `C1-${n}`,
  tube: 'T01',
  fibre: 'F01',
  ponPath: 'OLT1-LT1-PON1',
  ontNumber: n,
});

const read = (body: string) => readLines(Readable.from([Buffer.from(body)]));
const ndjson = (...rows: unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n');

async function refusalOf(body: string): Promise<Refusal> {
  const error = await read(body).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Refusal) return error;
  throw new Error(`not refused: ${String(error)}`);
}

describe('PUT /api/lines bodies', () => {
  it('are NDJSON with blank lines and CRLF, or one JSON array', async () => {
    const placed = await read(`${JSON.stringify(lineOf(1))}\r\n\r\n${JSON.stringify(lineOf(2))}\n`);
    expect(placed.map(({ at }) => at)).toEqual([1, 3]);
    const array = await read(` ${JSON.stringify([lineOf(1), lineOf(2)], null, 2)}`);
    expect(array.map(({ line }) => line)).toEqual(placed.map(({ line }) => line));
  });

  it('safety 26: refuse unknown and wrong fields, all named with their lines', async () => {
    const refusal = await refusalOf(
      ndjson(lineOf(1), { ...lineOf(2), name: 'Durand' }, { ...lineOf(3), ontNumber: null }),
    );
    expect(refusal.code).toBe('INVALID_FIELD');
    expect(refusal.places).toMatchObject([
      { field: 'name', line: 2 },
      { field: 'ontNumber', line: 3 },
    ]);
  });

  it('refuse a PTO or an ONT given twice, and NUL', async () => {
    const twice = await refusalOf(ndjson(lineOf(1), { ...lineOf(2), ptoRef: lineOf(1).ptoRef }));
    expect(twice.places).toEqual([{ field: 'ptoRef', line: 2, message: 'already given in line 1' }]);
    const ont = await refusalOf(ndjson(lineOf(1), lineOf(2), { ...lineOf(3), ontNumber: 2 }));
    expect(ont.places).toEqual([{ field: 'ontNumber', line: 3, message: 'already given in line 2' }]);
    const nul = await refusalOf(ndjson({ ...lineOf(1), tube: 'T\0' }));
    expect(nul.places).toMatchObject([{ field: 'tube', line: 1 }]);
  });

  it('tell where JSON ends to be JSON', async () => {
    const refusal = await refusalOf(`${JSON.stringify(lineOf(1))}\n{"ptoRef":`);
    expect(refusal).toMatchObject({ code: 'MALFORMED_BODY', places: [{ line: 2 }] });
  });

  it('name at most 50 errors', async () => {
    const { places } = await refusalOf(ndjson(...Array.from({ length: 90 }, () => ({}))));
    expect(places).toHaveLength(50);
  });

  it('safety 28: whatever the text, rows or a refusal', async () => {
    const body = fc.oneof(
      fc.string(),
      fc.array(fc.oneof(fc.json(), fc.constant(JSON.stringify(lineOf(1)))), { maxLength: 5 }).map((r) => r.join('\n')),
    );
    await fc.assert(
      fc.asyncProperty(body, async (text) => {
        await read(text).catch((error: unknown) => expect(error).toBeInstanceOf(Refusal));
      }),
      { numRuns: 300 },
    );
  });
});
