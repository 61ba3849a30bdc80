import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Session, session } from '@shared/contract/http';
import { z } from 'zod';

/** The system's keyring, as Electron's safeStorage gives it. */
export interface Keyring {
  isEncryptionAvailable(): boolean;
  /** Newer Electron on Linux only: `basic_text` seals with a key that everybody knows, which is no sealing. */
  getSelectedStorageBackend?(): string;
  encryptString(text: string): Buffer;
  decryptString(sealed: Buffer): string;
}

/** Sessions by hub. A token reaches the disk only sealed by the system's keyring (safety 24). */
export interface SessionVault {
  keep(hub: string, session: Session): { persisted: boolean };
  read(hub: string): Session | null;
  forget(hub: string): void;
}

const stored = z.record(z.string(), session);

/** Without a keyring the vault lives in memory only, and says so. `now`: milliseconds since 1970. */
export function openVault(file: string, keyring: Keyring, now: () => number): SessionVault {
  const sessions = new Map<string, Session>(Object.entries(load(file, keyring)));
  const save = () => {
    if (!canSeal(keyring)) {
      // What an earlier start sealed would bring forgotten sessions back.
      rmSync(file, { force: true });
      return false;
    }
    mkdirSync(dirname(file), { recursive: true });
    const draft = `${file}.new`;
    writeFileSync(draft, keyring.encryptString(JSON.stringify(Object.fromEntries(sessions))), { mode: 0o600 });
    renameSync(draft, file);
    return true;
  };
  return {
    keep: (hub, value) => {
      sessions.set(hub, value);
      return { persisted: save() };
    },
    read: (hub) => {
      const value = sessions.get(hub);
      return value !== undefined && Date.parse(value.expiresAt) > now() ? value : null;
    },
    forget: (hub) => {
      if (sessions.delete(hub)) save();
    },
  };
}

function canSeal(keyring: Keyring): boolean {
  return keyring.isEncryptionAvailable() && keyring.getSelectedStorageBackend?.() !== 'basic_text';
}

/** A file that this keyring did not seal is of no use to anybody: it goes. */
function load(file: string, keyring: Keyring): Record<string, Session> {
  if (!existsSync(file) || !canSeal(keyring)) return {};
  try {
    return stored.parse(JSON.parse(keyring.decryptString(readFileSync(file))));
  } catch {
    rmSync(file, { force: true });
    return {};
  }
}
