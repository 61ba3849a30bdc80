import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_PASSWORD, demoSystemClient } from '@shared/demo/operators';
import type { OperatorCode, Role } from '@shared/domain/codes';
import type { Line } from '@shared/domain/line';
import type { Pm } from '@shared/domain/pm';
import type pg from 'pg';
import type { Caller } from '../../src-hub/context';
import { startEmbedded } from '../../src-hub/db/embedded';
import { migrations } from '../../src-hub/db/migrate';
import { asOwner, prepare } from '../../src-hub/db/prepare';
import { seedOperators } from '../../src-hub/demo/operators';
import { createHub, type Hub, type HubOptions } from '../../src-hub/hub';
import { openSession } from '../../src-hub/services/sessions/open';

/** A real hub on a folder of its own, with the demonstration's operators and accounts and no PM yet. */
export interface TestHub {
  readonly hub: Hub;
  readonly folder: string;
  /** A caller as the routes would make it. */
  caller(operatorCode: OperatorCode, role?: Role): Caller;
  /** Signs in as `<role>.<code>`; gives the bearer token. */
  signIn(operatorCode: OperatorCode, role?: Person): Promise<string>;
  /** Token of the operator's system. */
  systemToken(operatorCode: OperatorCode): Promise<string>;
  /** Token as an operator outside has one. */
  partnerToken(operatorCode: OperatorCode): Promise<string>;
  /** Straight into the tables: a PM's own row and its copies for the operators with lines there, and their lines. */
  seedPm(pm: Pm, lines: Readonly<Record<OperatorCode, readonly Line[]>>): Promise<void>;
  /** As the schema's owner, standing for `tenants`: to look behind the walls. */
  sql<R extends pg.QueryResultRow>(tenants: readonly OperatorCode[], text: string, values?: unknown[]): Promise<R[]>;
  /** Closes this hub and starts another on the same folder. */
  restart(): Promise<TestHub>;
  /** Closes it and removes the folder. */
  stop(): Promise<void>;
}

/** Roles that people sign in with. */
export type Person = Exclude<Role, 'system' | 'partner'>;

type TestHubOptions = Partial<Omit<HubOptions, 'store' | 'demo'>>;

/** Starts one; a fresh database is a copy of a template made once for each state of the migrations. */
export async function startTestHub(options: TestHubOptions = {}): Promise<TestHub> {
  return open(await freshFolder(), options);
}

/** A data folder with schema, operators and accounts; the caller removes it. */
export async function freshFolder(): Promise<string> {
  const template = await templateFolder();
  const folder = mkdtempSync(join(tmpdir(), 'vigie-hub-'));
  execFileSync('chmod', ['0711', folder]);
  execFileSync('cp', ['-a', `${template}/.`, folder]);
  return folder;
}

async function templateFolder(): Promise<string> {
  const state = createHash('sha256')
    .update(
      migrations()
        .map((m) => `${m.name} ${m.checksum}`)
        .join(),
    )
    .digest('hex')
    .slice(0, 12);
  const folder = join(tmpdir(), `vigie-template-${state}`);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.new-${process.pid}`;
  mkdirSync(draft, { mode: 0o711 });
  const database = await startEmbedded(draft);
  await prepare(database.ownerUrl);
  await asOwner(database.ownerUrl, seedOperators);
  await database.stop();
  try {
    renameSync(draft, folder);
  } catch {
    // Another test file was quicker.
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}

async function open(folder: string, options: TestHubOptions): Promise<TestHub> {
  const hub = await createHub({ port: 0, ...options, store: { data: folder } });
  const ask = async (path: string, body: object): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${hub.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Record<string, unknown>;
  };
  const sql: TestHub['sql'] = (tenants, text, values = []) =>
    asOwner(ownerUrl(folder), async (client) => {
      await client.query(`SELECT set_config('vigie.tenants', $1, false)`, [tenants.join(',')]);
      return (await client.query(text, values)).rows;
    });
  return {
    hub,
    folder,
    caller: (operatorCode, role = 'supervisor') => ({
      operatorCode,
      role,
      login: role === 'system' ? `system-${operatorCode}` : `${role}.${operatorCode.toLowerCase()}`,
      departments: ['33'],
    }),
    signIn: async (operatorCode, role = 'supervisor') => {
      const login = `${role}.${operatorCode.toLowerCase()}`;
      return String((await ask('/api/session', { login, password: DEMO_PASSWORD })).accessToken);
    },
    systemToken: async (operatorCode) => {
      const { clientId, clientSecret } = demoSystemClient(operatorCode);
      const body = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
      return String((await ask('/oauth/token', body)).access_token);
    },
    partnerToken: async (operatorCode) => {
      const who = { operatorCode, login: `partner-${operatorCode}`, role: 'partner', departments: [] } as const;
      return (await openSession(hub.ctx, who)).token;
    },
    seedPm: async (pm, lines) => {
      const readers = new Set([pm.infraOperatorCode, ...Object.keys(lines)]);
      for (const reader of readers) {
        const counts = reader === pm.infraOperatorCode ? pm.lineCounts : { [reader]: lines[reader]?.length ?? 0 };
        await sql(
          [reader],
          `INSERT INTO pms (operator_code, pm_ref, infra_operator_code, insee_code, commune, department, longitude,
             latitude, accuracy, line_counts) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
          [
            reader,
            pm.pmRef,
            pm.infraOperatorCode,
            pm.inseeCode,
            pm.commune,
            pm.department,
            pm.longitude,
            pm.latitude,
            pm.accuracy,
            counts,
          ],
        );
        await sql(
          [reader],
          `INSERT INTO lines SELECT $1, "ptoRef", "pboRef", "lineServiceRef", "pmRef", "technicalPmRef", "pmModuleName",
             "pmModulePosition", "splitterPosition", tube, fibre, "patchCordColour", "ontSerial", "ponPath", "ontNumber"
           FROM jsonb_to_recordset($2::jsonb) AS l ("ptoRef" text, "pboRef" text, "lineServiceRef" text, "pmRef" text,
             "technicalPmRef" text, "pmModuleName" text, "pmModulePosition" text, "splitterPosition" text, tube text,
             fibre text, "patchCordColour" text, "ontSerial" text, "ponPath" text, "ontNumber" int)`,
          [reader, JSON.stringify(lines[reader] ?? [])],
        );
      }
    },
    sql,
    restart: async () => {
      await hub.close();
      return open(folder, options);
    },
    stop: async () => {
      await hub.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function ownerUrl(folder: string): string {
  return `postgresql://vigie_owner@${encodeURIComponent(join(folder, 'run'))}/vigie`;
}
