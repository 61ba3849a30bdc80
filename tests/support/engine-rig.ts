import { rmSync } from 'node:fs';
import type { Alarm } from '@shared/domain/alarm';
import type { OperatorCode, Role } from '@shared/domain/codes';
import type { Intervention } from '@shared/domain/intervention';
import type { Outage } from '@shared/domain/outage';
import { nominalTimings } from '@shared/domain/timings';
import type pg from 'pg';
import type { Caller, HubContext } from '../../src-hub/context';
import { Database } from '../../src-hub/db/database';
import { startEmbedded } from '../../src-hub/db/embedded';
import { asOwner } from '../../src-hub/db/prepare';
import { transactor } from '../../src-hub/db/work';
import { loadDirectory } from '../../src-hub/directory';
import { type Engine, startEngine } from '../../src-hub/engine/engine';
import { recordAlarms } from '../../src-hub/engine/record-alarms';
import { compteRenduDo } from '../../src-hub/lot2/compte-rendu-do';
import { creerInterventionDo } from '../../src-hub/lot2/creer-intervention-do';
import { demanderTestDo } from '../../src-hub/lot2/demander-test-do';
import { modifierInterventionDo } from '../../src-hub/lot2/modifier-intervention-do';
import { freshFolder } from './hub';

/** Instant at which every rig's clock starts. */
export const MORNING = Date.parse('2026-03-02T08:00:00.000Z');
export const MINUTE = 60_000;

/** The engine on a real database, with a clock that only a test moves and no HTTP in between. */
export class EngineRig {
  #now = MORNING;
  #notices = 0;
  readonly errors: Error[] = [];
  ctx!: HubContext;
  engine!: Engine;

  private constructor(
    readonly folder: string,
    private readonly database: Awaited<ReturnType<typeof startEmbedded>>,
    private readonly db: Database,
  ) {}

  static async start(): Promise<EngineRig> {
    const folder = await freshFolder();
    const database = await startEmbedded(folder);
    const db = new Database(database.appUrl);
    const rig = new EngineRig(folder, database, db);
    const now = () => rig.#now;
    rig.ctx = {
      db,
      transact: transactor(db, now, ({ sent }) => {
        if (sent) rig.engine?.wake();
      }),
      clock: { now },
      timings: nominalTimings,
      directory: await loadDirectory(db),
      partners: new Map(),
    };
    rig.startEngine();
    return rig;
  }

  startEngine(): void {
    this.engine = startEngine(this.ctx, (error) => this.errors.push(error));
  }

  async stop(): Promise<void> {
    await this.engine.stop();
    await this.db.close();
    await this.database.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  get now(): number {
    return this.#now;
  }

  at(plusMs = 0): string {
    return new Date(this.#now + plusMs).toISOString();
  }

  /** Moves the clock and lets everything that became due be done. */
  async pass(ms: number): Promise<void> {
    this.#now += ms;
    await this.engine.idle();
  }

  /** Moves the clock alone. */
  tick(ms: number): void {
    this.#now += ms;
  }

  caller(operatorCode: OperatorCode, role: Role = 'system'): Caller {
    const login = role === 'system' ? `system-${operatorCode}` : `${role}.${operatorCode.toLowerCase()}`;
    return { operatorCode, role, login, departments: ['33'] };
  }

  /** Behind the walls: as the schema's owner, standing for these operators. */
  sql<R extends pg.QueryResultRow>(
    tenants: readonly OperatorCode[],
    text: string,
    values: unknown[] = [],
  ): Promise<R[]> {
    return asOwner(this.database.ownerUrl, async (client) => {
      await client.query(`SELECT set_config('vigie.tenants', $1, false)`, [tenants.join(',')]);
      return (await client.query<R>(text, values)).rows;
    });
  }

  /** PMs of `infra` with `count` lines of each of these operators, on modules of 12, 32 to a PON. */
  async seedPms(pmRefs: readonly string[], infra: OperatorCode, operators: readonly OperatorCode[], count = 24) {
    const counts = Object.fromEntries(operators.map((code) => [code, count]));
    for (const reader of new Set([infra, ...operators])) {
      const seen = reader === infra ? counts : { [reader]: count };
      await this.sql(
        [reader],
        `INSERT INTO pms SELECT $1, pm, $3, '33063', 'Bordeaux', '33', -0.57, 44.84, 'exact', $4
         FROM unnest($2::text[]) AS pm`,
        [reader, pmRefs, infra, seen],
      );
    }
    for (const code of operators) {
      await this.sql(
        [code],
        `INSERT INTO lines (operator_code, pto_ref, pbo_ref, line_service_ref, pm_ref, pm_module_name, pm_module_position,
           splitter_position, tube, fibre, ont_serial, pon_path, ont_number)
         SELECT $1, $1 || '-' || pm || '-' || i, 'PBO-' || pm || '-' || i / 6, 'S-' || $1 || i, pm, 'M' || i / 12 || $1,
           (i % 12)::text, 'C1', (i / 12)::text, (i % 12)::text, 'ONT-' || $1 || '-' || pm || '-' || i,
           $1 || '-' || pm || '-PON' || i / 32, i % 32
         FROM unnest($2::text[]) AS pm, generate_series(0, $3::int - 1) AS i`,
        [code, pmRefs, count],
      );
    }
  }

  seedPm(pmRef: string, infra: OperatorCode, operators: readonly OperatorCode[], count = 24): Promise<void> {
    return this.seedPms([pmRef], infra, operators, count);
  }

  ptoRef(code: OperatorCode, pmRef: string, index: number): string {
    return `${code}-${pmRef}-${index}`;
  }

  /** An alarm of line `index` at a PM; `id` names it for a later clear. */
  loss(code: OperatorCode, pmRef: string, index: number, extra: Partial<Alarm> = {}): Alarm {
    return {
      notificationId: `${code}-${pmRef}-${index}-${this.#notices++}`,
      kind: 'LOSI',
      ponPath: `${code}-${pmRef}-PON${Math.floor(index / 32)}`,
      ontNumber: index % 32,
      raisedAt: this.at(),
      ...extra,
    };
  }

  async alarms(code: OperatorCode, alarms: readonly Alarm[]) {
    return recordAlarms(this.ctx, this.caller(code), alarms);
  }

  m1(codeDO: OperatorCode, codeOI: OperatorCode, pmRef: string, refIntervDO: string, extra: object = {}) {
    return {
      codeDO,
      codeOI,
      dateDebutIntervention: this.at(),
      message: 'M1',
      nature: '4',
      pointMutualisation: { refPM: pmRef, refPMTechnique: pmRef },
      refIntervDO,
      ...extra,
    };
  }

  /** M1, delivered. Returns refIntervOI. */
  async begin(codeDO: OperatorCode, codeOI: OperatorCode, pmRef: string, refIntervDO: string, extra: object = {}) {
    const body = this.m1(codeDO, codeOI, pmRef, refIntervDO, extra);
    const answer = await creerInterventionDo(this.ctx, this.caller(codeDO), body);
    await this.engine.idle();
    return String(answer.refIntervOI);
  }

  m3tx(codeDO: OperatorCode, codeOI: OperatorCode, refIntervDO: string, refIntervOI: string, numeroTest: number) {
    return {
      codeDO,
      codeOI,
      dateTest: this.at(),
      message: 'M3TX',
      natureTest: '1',
      numeroTest,
      refIntervDO,
      refIntervOI,
    };
  }

  async test(codeDO: OperatorCode, codeOI: OperatorCode, refIntervDO: string, refIntervOI: string, numeroTest: number) {
    await demanderTestDo(
      this.ctx,
      this.caller(codeDO),
      this.m3tx(codeDO, codeOI, refIntervDO, refIntervOI, numeroTest),
    );
    await this.engine.idle();
  }

  m3(codeDO: OperatorCode, codeOI: OperatorCode, pmRef: string, refIntervDO: string, startedAt: string) {
    return {
      ...this.m1(codeDO, codeOI, pmRef, refIntervDO),
      dateDebutIntervention: startedAt,
      dateFinIntervention: this.at(),
      elementReseau: 'PM',
      message: 'M3',
    };
  }

  async end(codeDO: OperatorCode, codeOI: OperatorCode, pmRef: string, refIntervDO: string, startedAt: string) {
    await modifierInterventionDo(this.ctx, this.caller(codeDO), this.m3(codeDO, codeOI, pmRef, refIntervDO, startedAt));
    await this.engine.idle();
  }

  async report(codeDO: OperatorCode, body: object) {
    await compteRenduDo(this.ctx, this.caller(codeDO), body);
    await this.engine.idle();
  }

  async grant(impacted: OperatorCode, ordering: readonly OperatorCode[], id: string): Promise<void> {
    await this.sql(
      [impacted],
      `INSERT INTO pre_authorisations (operator_code, id, label, ordering_operator_codes, scope, natures, valid_from,
         valid_until, reason, granted_by, granted_at)
       VALUES ($1, $2, $2, $3, '{"kind": "departments", "departments": ["33"]}', '{repair,connection}', $4, $5, 'test',
         'supervisor', $4)`,
      [impacted, id, ordering, this.at(-1000), this.at(24 * 60 * MINUTE)],
    );
  }

  async outages(reader: OperatorCode): Promise<Outage[]> {
    const rows = await this.sql<{ doc: Outage }>(
      [reader],
      `SELECT doc FROM projections WHERE operator_code = $1 AND kind = 'outage' ORDER BY at, id`,
      [reader],
    );
    return rows.map((row) => row.doc);
  }

  async intervention(reader: OperatorCode, infraRef: string): Promise<Intervention | undefined> {
    const rows = await this.sql<{ doc: Intervention }>(
      [reader],
      `SELECT doc FROM projections WHERE operator_code = $1 AND kind = 'intervention' AND id = $2`,
      [reader, infraRef],
    );
    return rows[0]?.doc;
  }
}
