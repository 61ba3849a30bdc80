import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoOperators } from '@shared/demo/operators';
import type { OutageLine } from '../src-hub/engine/outage-change';
import { createHub, type Hub } from '../src-hub/hub';
import type { PartnerConfig } from '../src-hub/partners/config';
import type { Sender } from '../src-sim/wire/client';
import { FaultProxy } from '../tests/support/fault-proxy';
import type { DayHub } from './day';
import { GrantedSender } from './granted-sender';

/** Lives on a hub of its own: orders jobs, and has lines. */
export const ALONE = 'BYTL';
const OTHERS = demoOperators.map(({ code }) => code).filter((code) => code !== ALONE);

/** What a day left behind, in words that are the same however the operators are spread over hubs. */
export interface DayOutcome {
  /** `job operator` → lines of the operator that the job cut. */
  readonly outages: ReadonlyMap<string, string>;
  /** `job test operator` → the consent that M6TX carried. */
  readonly consents: ReadonlyMap<string, string>;
  /** Messages by what became of them; `waiting`: neither delivered nor given up. */
  readonly messages: { readonly delivered: number; readonly dead: number; readonly waiting: number };
  /** Dead messages that a supervisor of their sender reads. */
  readonly deadSeen: number;
  /** Rows that hold a reference of an ordering operator and are of somebody who must not know it. */
  readonly leaks: readonly string[];
}

/** One hub of the day, with those who live there. */
interface Home {
  readonly hub: Hub;
  readonly hosted: readonly string[];
  readonly folder: string;
}

export interface HubsOptions {
  readonly seed: number;
  readonly beginsAt: number;
  /** True: all operators on one hub; else the lone one on another, with a bad network in between. */
  readonly together: boolean;
  /** Of the calls between the hubs, how many meet a fault: 0 to 1. */
  readonly faultShare: number;
  /** The first of the ports that the hubs listen on; 0: any. */
  readonly port: number;
  /** Makes a data folder with operators, people and inventory for these operators. */
  fill(
    folder: string,
    hosted: readonly string[],
    partners: readonly PartnerConfig[],
  ): Promise<{ readonly demo: boolean }>;
}

/** One hub or two, whose clock moves in step: nothing is left undone at an instant before the next one comes. */
export class HubsInStep implements DayHub {
  #now: number;
  readonly #homes: Home[] = [];
  readonly proxies: readonly FaultProxy[];
  readonly #senders = new Map<string, GrantedSender>();
  outcome: DayOutcome | undefined;

  private constructor(private readonly options: HubsOptions) {
    this.#now = options.beginsAt;
    const { seed, faultShare } = options;
    this.proxies = options.together ? [] : [new FaultProxy(seed, faultShare), new FaultProxy(seed + 1, faultShare)];
  }

  static async open(options: HubsOptions): Promise<HubsInStep> {
    const hubs = new HubsInStep(options);
    await hubs.#open();
    return hubs;
  }

  async #open(): Promise<void> {
    const { port, together } = this.options;
    if (together) await this.#openHome([...OTHERS, ALONE], port, []);
    else {
      const [toOthers, toAlone] = this.proxies;
      const bases = [await toOthers?.listen(), await toAlone?.listen()];
      await this.#openHome(OTHERS, port, [partner(ALONE, bases[1] ?? '', OTHERS)]);
      await this.#openHome(
        [ALONE],
        port === 0 ? 0 : port + 1,
        OTHERS.map((code) => partner(code, bases[0] ?? '', [ALONE])),
      );
      const [others, alone] = this.#homes;
      if (toOthers && toAlone && others && alone) {
        toOthers.target = others.hub.url;
        toAlone.target = alone.hub.url;
      }
    }
    for (const { hub, hosted } of this.#homes) {
      for (const code of hosted) this.#senders.set(code, new GrantedSender(hub.url, code));
    }
  }

  async #openHome(hosted: readonly string[], port: number, partners: readonly PartnerConfig[]): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'vigie-step-'));
    const { demo } = await this.options.fill(folder, hosted, partners);
    const clock = { now: () => this.#now };
    const hub = await createHub({ port, store: { data: folder }, demo, clock, partners, callsPerMinute: 10_000_000 });
    this.#homes.push({ hub, hosted, folder });
  }

  get url(): string {
    return this.urlOf(ALONE);
  }

  /** The hub on which an operator lives. */
  urlOf(code: string): string {
    return this.#homes.find(({ hosted }) => hosted.includes(code))?.hub.url ?? '';
  }

  senderOf(code: string): Sender {
    const sender = this.#senders.get(code);
    if (sender === undefined) throw new RangeError(`no ${code} here`);
    return sender;
  }

  /** What the supervisors decided before the day: of those elsewhere too, but not for everybody. */
  async pilot(): Promise<void> {
    for (const [code, to] of Object.entries({ SFRA: ['FTEL', ALONE], FREE: ['FTEL', ALONE], [ALONE]: ['FTEL'] })) {
      await new GrantedSender(this.urlOf(code), code).grant(to, this.#now);
    }
  }

  /** Goes there by way of every instant at which something is due. */
  async advance(toMs: number): Promise<void> {
    for (let next = this.#now; ; ) {
      this.#now = next;
      await this.#settle();
      if (next >= toMs) return;
      next = Math.min(toMs, await this.#nextDue());
    }
  }

  /** Until nobody has anything to do now: what one hub sends is the other's work. */
  async #settle(): Promise<void> {
    do {
      await Promise.all(this.#homes.map(({ hub }) => hub.idle()));
    } while ((await Promise.all(this.#homes.map((home) => this.#isBusy(home)))).includes(true));
  }

  /** What waits behind an earlier message of its job, or for a partner that is down, is not to be done now. */
  async #isBusy({ hub, hosted }: Home): Promise<boolean> {
    const down = [...hub.ctx.partners.values()].filter(({ circuit }) => circuit.allowed(this.#now, 1) === 0);
    const [row] = await hub.ctx.db.inTenants(hosted, (tx) =>
      tx.rows<{ busy: boolean }>(
        `SELECT EXISTS (SELECT 1 FROM outbox o WHERE delivered_at IS NULL AND dead_at IS NULL AND due_at <= $1
             AND recipient_code <> ALL ($2) AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.operator_code = o.operator_code
               AND e.recipient_code = o.recipient_code AND e.infra_ref = o.infra_ref AND e.id < o.id
               AND e.delivered_at IS NULL AND e.dead_at IS NULL AND e.due_at > $1)) OR EXISTS (SELECT 1 FROM timers WHERE due_at <= $1) AS busy`,
        [iso(this.#now), down.map(({ config }) => config.code)],
      ),
    );
    return row?.busy === true;
  }

  async #nextDue(): Promise<number> {
    const each = await Promise.all(
      this.#homes.map(async ({ hub, hosted }) => {
        const [row] = await hub.ctx.db.inTenants(hosted, (tx) =>
          tx.rows<{ at: string | null }>(
            `SELECT least((SELECT min(due_at) FROM timers), (SELECT min(due_at) FROM outbox
               WHERE delivered_at IS NULL AND dead_at IS NULL AND due_at > $1)) AS at`,
            [iso(this.#now)],
          ),
        );
        const circuits = [...hub.ctx.partners.values()].map(({ circuit }) => circuit.until);
        const times = [...(row?.at ? [Date.parse(row.at)] : []), ...circuits.filter((until) => until > this.#now)];
        // The database keeps microseconds; a clock of milliseconds must come after them.
        return Math.min(...times.map((at) => at + 1), Number.POSITIVE_INFINITY);
      }),
    );
    return Math.min(...each);
  }

  async record(): Promise<{ interventions: []; outages: [] }> {
    const refs = new Map<string, string>();
    for (const { hub, hosted } of this.#homes) {
      const jobs = await hub.ctx.db.inTenants(hosted, (tx) =>
        tx.rows<{ operator_code: string; infra_ref: string; ordering_ref: string }>(
          'SELECT operator_code, infra_ref, ordering_ref FROM infra_interventions',
        ),
      );
      for (const job of jobs) {
        refs.set(job.infra_ref, job.ordering_ref);
        refs.set(`${job.operator_code}:${job.infra_ref}`, job.ordering_ref);
      }
    }
    const [outages, consents] = [new Map<string, string>(), new Map<string, string>()];
    const messages = { delivered: 0, dead: 0, waiting: 0 };
    let deadSeen = 0;
    const leaks: string[] = [];
    for (const home of this.#homes) {
      await addOutages(home, refs, outages);
      await addConsents(home, refs, consents);
      const counts = await countMessages(home);
      for (const kind of ['delivered', 'dead', 'waiting'] as const) messages[kind] += counts[kind];
      for (const code of home.hosted) deadSeen += await new GrantedSender(home.hub.url, code).deadMessages();
      leaks.push(...(await leaksOf(home)));
    }
    this.outcome = { outages, consents, messages, deadSeen, leaks };
    return { interventions: [], outages: [] };
  }

  async close(): Promise<void> {
    for (const { hub, folder } of this.#homes) {
      await hub.close();
      rmSync(folder, { recursive: true, force: true });
    }
    for (const proxy of this.proxies) proxy.close();
  }
}

function partner(code: string, base: string, senders: readonly string[]): PartnerConfig {
  return {
    code,
    name: code,
    roles: demoOperators.find((operator) => operator.code === code)?.roles.slice() ?? [],
    lots: { 2: `${base}/v2` },
    credentials: {
      tokenUrl: `${base}/oauth/token`,
      clients: Object.fromEntries(
        senders.map((sender) => [sender, { clientId: `${sender}-elsewhere`, clientSecret: 'agreed-beforehand' }]),
      ),
    },
    inbound: { clientId: `${code}-elsewhere`, clientSecret: 'agreed-beforehand' },
    timeoutMs: 1_000,
    atOnce: 8,
    giveUpAfterMs: 86_400_000,
  };
}

async function addOutages({ hub, hosted }: Home, refs: ReadonlyMap<string, string>, into: Map<string, string>) {
  const rows = await hub.ctx.db.inTenants(hosted, (tx) =>
    tx.rows<{ operator_code: string; infra_ref: string; lines: OutageLine[] }>(
      'SELECT operator_code, infra_ref, lines FROM outages',
    ),
  );
  for (const { operator_code, infra_ref, lines } of rows) {
    const cut = lines.filter(({ state }) => state === 'down' || state === 'restored').map(({ ptoRef }) => ptoRef);
    if (cut.length > 0) into.set(`${refs.get(infra_ref) ?? infra_ref} ${operator_code}`, cut.sort().join(' '));
  }
}

async function addConsents({ hub, hosted }: Home, refs: ReadonlyMap<string, string>, into: Map<string, string>) {
  interface Answered {
    readonly testNumber: number;
    readonly impactedOperatorCode: string;
    readonly repairAllowed: boolean;
  }
  const rows = await hub.ctx.db.inTenants(hosted, (tx) =>
    tx.rows<{ infra_ref: string; answers: Answered[] }>('SELECT infra_ref, answers FROM ordered_interventions'),
  );
  for (const { infra_ref, answers } of rows) {
    for (const { testNumber, impactedOperatorCode, repairAllowed } of answers) {
      const job = refs.get(infra_ref) ?? infra_ref;
      into.set(`${job} ${testNumber} ${impactedOperatorCode}`, String(repairAllowed));
    }
  }
}

async function countMessages({ hub, hosted }: Home): Promise<DayOutcome['messages']> {
  const [row] = await hub.ctx.db.inTenants(hosted, (tx) =>
    tx.rows<DayOutcome['messages']>(
      `SELECT count(*) FILTER (WHERE delivered_at IS NOT NULL) AS delivered, count(*) FILTER (WHERE dead_at IS NOT NULL) AS dead,
         count(*) FILTER (WHERE delivered_at IS NULL AND dead_at IS NULL) AS waiting FROM outbox`,
    ),
  );
  return row ?? { delivered: 0, dead: 0, waiting: 0 };
}

/** Operators that are neither infrastructure operators nor, of this reference, the ordering one: they never learn it. */
async function leaksOf({ hub, hosted }: Home): Promise<string[]> {
  const innocent = hosted.filter(
    (code) => !demoOperators.some((operator) => operator.code === code && operator.roles.includes('OI')),
  );
  const found: string[] = [];
  await hub.ctx.db.inTenants(innocent, async (tx) => {
    const tables = await tx.rows<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name = 'operator_code' ORDER BY 1`,
    );
    for (const code of innocent) {
      const foreign = demoOperators.filter((operator) => operator.code !== code).map((one) => `%${one.code}-S%-0%`);
      for (const { name } of tables) {
        const [row] = await tx.rows<{ text: string }>(
          `SELECT left(t::text, 300) AS text FROM ${name} t WHERE operator_code = $1 AND t::text LIKE ANY ($2) LIMIT 1`,
          [code, foreign],
        );
        if (row !== undefined) found.push(`${code}, ${name}: ${row.text}`);
      }
    }
  });
  return found;
}

/** What one day has and the other has not, in words. */
export function differences(one: ReadonlyMap<string, string>, two: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...one.keys(), ...two.keys()])]
    .sort()
    .filter((key) => one.get(key) !== two.get(key))
    .map((key) => `${key}: ${one.get(key) ?? 'nothing'} | ${two.get(key) ?? 'nothing'}`);
}

const iso = (ms: number): string => new Date(ms).toISOString();
