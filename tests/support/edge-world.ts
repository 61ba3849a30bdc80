import { join } from 'node:path';
import { type Call, type CallName, calls } from '@shared/contract/http';
import { demoAccounts, demoOperators } from '@shared/demo/operators';
import type { OperatorCode, Role } from '@shared/domain/codes';
import type { Line } from '@shared/domain/line';
import pg from 'pg';
import pino from 'pino';
import type { Route } from '../../src-hub/routes/access';
import { startTestHub, type TestHub } from './hub';

/** What an answer of the hub was, as it came. */
export interface Raw {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly headers: Headers;
}

export interface Sent {
  readonly method: string;
  readonly url: string;
  readonly body?: string;
  readonly type?: string;
}

/** Where the world's jobs are, by who ordered each. */
export const PM_OF_SFRA = 'FI-33063-JOB1';
export const PM_OF_FTEL = 'FI-33063-JOB2';
/** BYTL has no line there. */
export const PM_OF_FREE = 'FI-33063-JOB3';
const operatorsAt: Readonly<Record<string, readonly OperatorCode[]>> = {
  [PM_OF_SFRA]: ['BYTL', 'SFRA', 'FREE', 'FTEL'],
  [PM_OF_FTEL]: ['BYTL', 'SFRA', 'FREE', 'FTEL'],
  [PM_OF_FREE]: ['SFRA', 'FREE'],
};
const LINES = 4;

/**
 * A small world on a real hub in which each operator's rows carry its own canary (`CANARY-BYTL-…`): lines, jobs, grants,
 * reservations, comments. SFRA, FTEL and FREE each ordered a job at a PM of GTHD, and lines of all others went dark there.
 */
export class EdgeWorld {
  readonly #tokens = new Map<string, string>();

  private constructor(
    readonly test: TestHub,
    /** Every line that the hub logged. */
    readonly log: readonly string[],
    /** Behind the walls: the schema's owner, standing for every operator. */
    private readonly owner: pg.Client,
  ) {}

  /** The hub alone, with PMs and lines. */
  static async start(options: { callsPerMinute?: number } = {}): Promise<EdgeWorld> {
    const log: string[] = [];
    const logger = pino({ level: 'trace' }, { write: (line: string) => void log.push(line) });
    const test = await startTestHub({ logger, ...options });
    for (const [pmRef, operators] of Object.entries(operatorsAt)) {
      const lines = Object.fromEntries(operators.map((code) => [code, linesOf(code, pmRef)] as const));
      await test.seedPm(
        {
          pmRef,
          infraOperatorCode: 'GTHD',
          inseeCode: '33063',
          commune: 'Bordeaux',
          department: '33',
          longitude: -0.57,
          latitude: 44.84,
          accuracy: 'exact',
          lineCounts: Object.fromEntries(Object.keys(lines).map((code) => [code, LINES])),
        },
        lines,
      );
    }
    const owner = new pg.Client({ host: join(test.folder, 'run'), user: 'vigie_owner', database: 'vigie' });
    await owner.connect();
    await owner.query(`SELECT set_config('vigie.tenants', $1, false)`, [operatorCodes.join(',')]);
    return new EdgeWorld(test, log, owner);
  }

  get url(): string {
    return this.test.hub.url;
  }

  get routes(): readonly Route[] {
    return this.test.hub.routes;
  }

  async stop(): Promise<void> {
    await this.owner.end();
    await this.test.stop();
  }

  /** Rows of all operators. */
  async sql<R extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<R[]> {
    return (await this.owner.query<R>(text, values)).rows;
  }

  /** Bearer token of a role in an operator, got once. */
  async token(operatorCode: OperatorCode, role: Role): Promise<string> {
    const key = `${operatorCode} ${role}`;
    const known = this.#tokens.get(key);
    if (known !== undefined) return known;
    const made = await this.#open(operatorCode, role);
    this.#tokens.set(key, made);
    return made;
  }

  #open(operatorCode: OperatorCode, role: Role): Promise<string> {
    switch (role) {
      case 'system':
        return this.test.systemToken(operatorCode);
      case 'partner':
        return this.test.partnerToken(operatorCode);
      default:
        return this.test.signIn(operatorCode, role);
    }
  }

  async ask(token: string | null, { method, url, body, type = 'application/json' }: Sent): Promise<Raw> {
    const answer = await fetch(`${this.url}${url}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': type }),
      },
      ...(body === undefined ? {} : { body }),
    });
    return {
      status: answer.status,
      type: answer.headers.get('content-type') ?? '',
      text: await answer.text(),
      headers: answer.headers,
    };
  }

  /** Sends JSON as a role of an operator; anything but success is the test's failure. */
  async must<T>(operatorCode: OperatorCode, role: Role, method: string, url: string, body?: unknown): Promise<T> {
    const sent = { method, url, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const answer = await this.ask(await this.token(operatorCode, role), sent);
    if (answer.status >= 300) throw new Error(`${method} ${url}: ${answer.status} ${answer.text}`);
    return JSON.parse(answer.text) as T;
  }

  /** Plays all jobs, the cuts at them, and what each desk does about them. */
  async play(): Promise<void> {
    for (const code of ['BYTL', 'SFRA', 'FREE', 'GTHD', 'FTEL']) await this.#prepareDesk(code);
    await this.#job('SFRA', PM_OF_SFRA);
    await this.#job('FTEL', PM_OF_FTEL);
    await this.#job('FREE', PM_OF_FREE);
    for (const code of ['BYTL', 'SFRA', 'FREE', 'GTHD', 'FTEL']) await this.#workDesk(code);
    await this.test.hub.idle();
  }

  async #prepareDesk(code: OperatorCode): Promise<void> {
    if (code !== 'GTHD') await this.must(code, 'supervisor', 'POST', '/api/pre-authorisations', grantOf(code));
    if (code !== 'GTHD') return;
    // Everybody is in, and its rule bears the operator's canary.
    const rule = { label: canary(code, 'rollout'), natures: ['connection', 'repair'], from: '2025-09-29' };
    await this.must(code, 'admin', 'PUT', '/api/rollout-plan', {
      version: 0,
      rules: [rule],
      note: canary(code, 'rollout'),
    });
    // Tomorrow: announced, and no excuse for what is lost today. BYTL is not at the PM of the second ones.
    const works = { kind: 'TP', state: 'NOUVEAU', startsAt: inHours(24), endsAt: inHours(26) };
    await this.must(code, 'system', 'PUT', '/api/works', [
      { ...works, worksRef: 'TP-BOTH', pmRefs: [PM_OF_FTEL, PM_OF_FREE] },
      { ...works, worksRef: canary(code, 'works'), pmRefs: [PM_OF_FREE], description: canary(code, 'works') },
    ]);
    await this.must(code, 'supervisor', 'POST', '/api/infra-reservations', {
      pmRef: PM_OF_SFRA,
      reason: canary(code, 'reservation'),
      until: new Date(Date.now() + 3_600_000).toISOString(),
    });
  }

  async #job(ordering: OperatorCode, pmRef: string): Promise<void> {
    const refIntervDO = canary(ordering, 'job');
    const common = { codeDO: ordering, codeOI: 'GTHD', refIntervDO };
    const { refIntervOI } = await this.must<{ refIntervOI: string }>(
      ordering,
      'system',
      'POST',
      '/v2/interventions-do',
      {
        ...common,
        dateDebutIntervention: new Date().toISOString(),
        message: 'M1',
        nature: ordering === 'SFRA' ? '5' : '4',
        pointMutualisation: { refPM: pmRef, refPMTechnique: pmRef },
      },
    );
    await this.test.hub.idle();
    for (const code of operatorsAt[pmRef] ?? []) await this.cut(code, pmRef, 0);
    await this.must(ordering, 'system', 'POST', '/v2/interventions-do/test-intermediaire', {
      ...common,
      dateTest: new Date().toISOString(),
      message: 'M3TX',
      natureTest: '1',
      numeroTest: 1,
      refIntervOI,
    });
    await this.test.hub.idle();
    await this.must(ordering, 'system', 'POST', '/v2/interventions-do/compte-rendu', {
      ...common,
      message: 'CR',
      lignesImpactees: [{ refPTO: ptoOf('BYTL', pmRef, 0), retMessage: canary(ordering, 'report') }],
    });
    await this.test.hub.idle();
  }

  /** Line `n` of an operator at a PM goes dark. */
  async cut(code: OperatorCode, pmRef: string, n: number): Promise<void> {
    const notificationId = `${canary(code, 'alarm')}-${pmRef}-${n}`;
    const raisedAt = new Date().toISOString();
    const alarm = { notificationId, kind: 'LOSI', ponPath: ponOf(code, pmRef), ontNumber: n, raisedAt };
    await this.must(code, 'system', 'POST', '/api/alarms', [alarm]);
  }

  async #workDesk(code: OperatorCode): Promise<void> {
    const { items } = await this.must<{ items: { id: string }[] }>(code, 'supervisor', 'GET', '/api/outages');
    const outageIds = items.map(({ id }) => id);
    const act = (body: object) => this.must(code, 'supervisor', 'POST', '/api/outages/actions', { ...body, outageIds });
    await act({ action: 'comment', text: canary(code, 'comment') });
    await act({ action: 'acknowledge' });
  }
}

const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

/** A text that only this operator's own people may ever read. */
export const canary = (code: OperatorCode, what: string): string => `CANARY-${code}-${what}`;
export const ptoOf = (code: OperatorCode, pmRef: string, n: number): string => `${canary(code, 'pto')}-${pmRef}-${n}`;
const ponOf = (code: OperatorCode, pmRef: string) => `${canary(code, 'pon')}-${pmRef}`;

function linesOf(code: OperatorCode, pmRef: string): Line[] {
  return Array.from({ length: LINES }, (_, n) => ({
    ptoRef: ptoOf(code, pmRef, n),
    pboRef: `${canary(code, 'pbo')}-${n}`,
    lineServiceRef: canary(code, 'service'),
    pmRef,
    technicalPmRef: pmRef,
    pmModuleName: canary(code, 'module'),
    pmModulePosition: `${canary(code, 'position')}-${n}`,
    splitterPosition: canary(code, 'splitter'),
    tube: '1',
    fibre: String(n + 1),
    patchCordColour: canary(code, 'colour'),
    ontSerial: `${canary(code, 'ont')}-${pmRef}-${n}`,
    ponPath: ponOf(code, pmRef),
    ontNumber: n,
  }));
}

/** Lets one other operator in, everywhere on GTHD's network. */
export function grantOf(code: OperatorCode): object {
  return {
    orderingOperatorCodes: ['SFRA'],
    scope: { kind: 'networks', infraOperatorCodes: ['GTHD'] },
    natures: ['repair', 'connection'],
    validFrom: new Date(Date.now() - 60_000).toISOString(),
    validUntil: new Date(Date.now() + 86_400_000).toISOString(),
    reason: canary(code, 'reason'),
    ticket: canary(code, 'ticket'),
  };
}

/** The contract's name of a route, if it is of the contract. */
export function callOf({ method, url }: Pick<Route, 'method' | 'url'>): { name: CallName; call: Call } | undefined {
  const found = Object.entries(calls as Readonly<Record<string, Call>>).find(
    ([, call]) => call.method === method && call.path === url,
  );
  return found && { name: found[0] as CallName, call: found[1] };
}

export const operatorCodes: readonly OperatorCode[] = demoOperators.map(({ code }) => code);
export const logins: readonly { login: string; operatorCode: OperatorCode }[] = [
  ...demoAccounts,
  ...operatorCodes.map((operatorCode) => ({ login: `system-${operatorCode}`, operatorCode })),
];
