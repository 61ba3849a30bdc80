import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Session } from '@shared/contract/http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Keyring, openVault } from './session-vault';

const hub = 'https://hub.example';
const now = Date.parse('2026-03-01T08:00:00Z');
const session: Session = {
  accessToken: 'a-token-of-somebody',
  expiresAt: '2026-03-01T20:00:00Z',
  operatorCode: 'BYTL',
  operatorName: 'Bouygues Telecom',
  demo: true,
  login: 'supervisor.bytl',
  role: 'supervisor',
  departments: [],
};

/** Stands for the system's: seals by turning every byte over. */
const keyring: Keyring = {
  isEncryptionAvailable: () => true,
  encryptString: (text) => Buffer.from(text).map((byte) => byte ^ 0xff) as Buffer,
  decryptString: (sealed) => Buffer.from(sealed.map((byte) => byte ^ 0xff)).toString('utf8'),
};
const noKeyring: Keyring = { ...keyring, isEncryptionAvailable: () => false };
const sealsForAll: Keyring = { ...keyring, getSelectedStorageBackend: () => 'basic_text' };

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-vault-'));
  file = join(folder, 'sessions.sealed');
});
afterEach(() => rmSync(folder, { recursive: true }));

const onDisk = () =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('');

describe('safety 24: tokens never on disk in clear', () => {
  it('safety 24: sealed, and there again at the next start', () => {
    expect(openVault(file, keyring, () => now).keep(hub, session)).toEqual({ persisted: true });
    expect(onDisk()).not.toContain(session.accessToken);
    expect(openVault(file, keyring, () => now).read(hub)).toEqual(session);
  });

  it.each([
    ['without a keyring', noKeyring],
    ['with a key that everybody knows', sealsForAll],
  ])('safety 24: %s, in memory only, and it says so', (_name, poor) => {
    const vault = openVault(file, poor, () => now);
    expect(vault.keep(hub, session)).toEqual({ persisted: false });
    expect(vault.read(hub)).toEqual(session);
    expect(readdirSync(folder)).toEqual([]);
    expect(openVault(file, poor, () => now).read(hub)).toBeNull();
  });

  it('safety 24: forgotten while the keyring is away, a session does not come back with it', () => {
    openVault(file, keyring, () => now).keep(hub, session);
    const vault = openVault(file, noKeyring, () => now);
    vault.keep(hub, session);
    vault.forget(hub);
    expect(openVault(file, keyring, () => now).read(hub)).toBeNull();
  });

  it('safety 24: a session that has ended is not given', () => {
    const vault = openVault(file, keyring, () => Date.parse(session.expiresAt));
    vault.keep(hub, session);
    expect(vault.read(hub)).toBeNull();
  });

  it('a file that this keyring did not seal goes', () => {
    writeFileSync(file, 'not sealed by anybody');
    expect(openVault(file, keyring, () => now).read(hub)).toBeNull();
    expect(existsSync(file)).toBe(false);
  });
});
