import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readPartners } from '../../src-hub/partners/config';
import { PartnerLink } from '../../src-hub/partners/link';

// A partner that lets nobody in without a certificate of its authority, told of by a partners' file.

const pem = (name: string) => resolve('tests/support/tls', name);
const M4TX = { codeOI: 'FTEL', dateTest: '2026-03-02T08:00:00.000Z', message: 'M4TX', natureTest: '1', numeroTest: 1 };

let server: Server;
let folder: string;
const shown: (string | undefined)[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-tls-'));
  const options = {
    cert: readFileSync(pem('server.pem')),
    key: readFileSync(pem('server.key')),
    ca: readFileSync(pem('ca.pem')),
    requestCert: true,
    rejectUnauthorized: true,
  };
  server = createServer(options, (request, response) => {
    const { CN } = (request.socket as TLSSocket).getPeerCertificate().subject;
    shown.push(Array.isArray(CN) ? CN[0] : CN);
    const answer = request.url === '/token' ? { access_token: 'T' } : { code: 0, numeroTest: 1, refIntervOI: 'R' };
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

function linkWith(tls: object | undefined): PartnerLink {
  const base = `https://localhost:${(server.address() as AddressInfo).port}`;
  const partner = {
    code: 'XPOC',
    name: 'Outside',
    roles: ['OC'],
    lots: { 2: `${base}/v2` },
    credentials: { tokenUrl: `${base}/token`, clients: { FTEL: { clientId: 'ftel', clientSecret: 'secret' } } },
    ...(tls !== undefined && { tls }),
  };
  const path = join(folder, 'partners.json');
  writeFileSync(path, JSON.stringify({ partners: [partner] }));
  const [config] = readPartners(path);
  if (config === undefined) throw new Error('no partner');
  return new PartnerLink(config);
}

const send = async (link: PartnerLink) => {
  const outcome = await link.send('FTEL', 'M4TX', { ...M4TX, refIntervOI: 'R' });
  link.close();
  return outcome;
};

it('the certificate of the file is shown, for the token as for the message', async () => {
  const own = { certificate: pem('client.pem'), key: pem('client.key'), authority: pem('ca.pem') };
  expect(await send(linkWith(own))).toMatchObject({ kind: 'accepted' });
  expect(shown).toEqual(['client', 'client']);
});

it('a partner whose authority is not trusted is not spoken to, with a certificate or without: the message waits', async () => {
  expect(await send(linkWith(undefined))).toMatchObject({ kind: 'unreachable' });
  const untrusting = { certificate: pem('client.pem'), key: pem('client.key') };
  expect(await send(linkWith(untrusting))).toMatchObject({ kind: 'unreachable' });
});
