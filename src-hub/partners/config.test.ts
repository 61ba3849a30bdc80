import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { StartRefusal } from '../start-refusal';
import { readPartners } from './config';

const folder = mkdtempSync(join(tmpdir(), 'vigie-partners-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const whole = {
  code: 'XPFI',
  name: 'Réseau de l’Est',
  roles: ['OI'],
  lots: { 2: 'https://est.example/v2/' },
  credentials: {
    tokenUrl: 'https://est.example/oauth/token',
    clients: { BYTL: { clientId: 'bytl', clientSecret: 'agreed' } },
  },
};

function read(content: unknown) {
  const file = join(folder, 'partners.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readPartners(file);
}

it('reads a partner with what it leaves out; certificates are read from beside the file', () => {
  writeFileSync(join(folder, 'ours.pem'), 'CERTIFICATE');
  writeFileSync(join(folder, 'ours.key'), 'KEY');
  const tls = { certificate: 'ours.pem', key: 'ours.key' };
  const [partner] = read({ partners: [{ ...whole, tls }] });
  expect(partner).toMatchObject({
    code: 'XPFI',
    lots: { 2: 'https://est.example/v2' },
    timeoutMs: 5_000,
    atOnce: 8,
    giveUpAfterMs: 86_400_000,
    tls: { certificate: 'CERTIFICATE', key: 'KEY' },
  });
});

it.each([
  ['not JSON', '{', /not JSON/],
  ['a field that it does not know', { partners: [{ ...whole, retries: 3 }] }, /partners\.0/],
  ['a code that is none', { partners: [{ ...whole, code: 'est' }] }, /partners\.0\.code/],
  ['no lot', { partners: [{ ...whole, lots: {} }] }, /partners\.0\.lots: at least one lot/],
  ['an address that is none', { partners: [{ ...whole, lots: { 2: 'est.example' } }] }, /partners\.0\.lots\.2/],
  ['one partner twice', { partners: [whole, whole] }, /partners\.1\.code: XPFI is there twice/],
  [
    'a certificate that is not there',
    { partners: [{ ...whole, tls: { certificate: 'none.pem', key: 'none.key' } }] },
    /none\.pem cannot be read/,
  ],
])('refuses %s, in one line that says where', (_, content, line) => {
  let refused: unknown;
  try {
    read(content);
  } catch (error) {
    refused = error;
  }
  expect(refused).toBeInstanceOf(StartRefusal);
  expect((refused as StartRefusal).message).toMatch(line);
  expect((refused as StartRefusal).message).not.toContain('\n');
});
