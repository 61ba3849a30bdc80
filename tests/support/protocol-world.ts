import type { OperatorCode } from '@shared/domain/codes';
import type { Line } from '@shared/domain/line';
import { tableCalls } from '../hub/conformance/tables';
import { startTestHub, type TestHub } from './hub';
import { OperatorClient } from './operator-client';
import { type Body, StrictPartner } from './strict-partner';

/** The operators outside, and where they meet those hosted here. */
export const INFRA_OUTSIDE = 'XPFI';
export const RETAIL_OUTSIDE = 'XPC1';
/** A PM of GTHD, with lines of BYTL, FREE and the retailer outside. */
export const pmHere = (n: number): string => `FI-33063-C00${n}`;
/** A PM of the infrastructure operator outside, with lines of BYTL and SFRA. */
export const PM_OUTSIDE = 'FI-33063-X001';
const PMS_HERE = 4;
const LINES = 12;
const BEGINS_AT = Date.parse('2026-03-02T08:00:00.000Z');

export const MINUTE = 60_000;

/**
 * A hub reached over HTTP, whose clock a test moves, with an infrastructure operator and a retailer outside: each a system
 * of its own, made from the tables.
 */
export class ProtocolWorld {
  #now = BEGINS_AT;
  #refs = 0;
  readonly infra: StrictPartner;
  readonly retail: StrictPartner;
  readonly #systems = new Map<OperatorCode, Promise<OperatorClient>>();
  test!: TestHub;

  private constructor(lots: { readonly infra: readonly (1 | 2)[]; readonly retail: readonly (1 | 2)[] }) {
    this.infra = new StrictPartner(INFRA_OUTSIDE, lots.infra);
    this.retail = new StrictPartner(RETAIL_OUTSIDE, lots.retail);
  }

  /** @param lots that the operators outside speak */
  static async start(
    lots: { readonly infra: readonly (1 | 2)[]; readonly retail: readonly (1 | 2)[] } = { infra: [2], retail: [2] },
  ): Promise<ProtocolWorld> {
    const world = new ProtocolWorld(lots);
    await Promise.all([world.infra.listen(), world.retail.listen()]);
    world.test = await startTestHub({
      clock: { now: () => world.#now },
      callsPerMinute: 1_000_000,
      partners: [
        world.infra.config(['OI'], ['BYTL', 'SFRA', 'FTEL', 'FREE']),
        world.retail.config(['OC', 'DO'], ['GTHD', 'FTEL']),
      ],
    });
    for (let n = 1; n <= PMS_HERE; n += 1) await world.#seed(pmHere(n), 'GTHD', ['BYTL', 'FREE'], [RETAIL_OUTSIDE]);
    await world.#seed(PM_OUTSIDE, INFRA_OUTSIDE, ['BYTL', 'SFRA'], []);
    return world;
  }

  async stop(): Promise<void> {
    await this.test?.stop();
    this.infra.close();
    this.retail.close();
  }

  get url(): string {
    return this.test.hub.url;
  }

  /** An instant of the hub's clock. */
  at(plusMs = 0): string {
    return new Date(this.#now + plusMs).toISOString();
  }

  /** Moves the clock, and lets everything that became due be done. */
  async pass(ms: number): Promise<void> {
    this.#now += ms;
    await this.test.hub.idle();
  }

  /** A reference that nobody used. */
  ref(): string {
    this.#refs += 1;
    return `REF-${String(this.#refs).padStart(5, '0')}`;
  }

  system(code: OperatorCode): Promise<OperatorClient> {
    const known = this.#systems.get(code) ?? OperatorClient.system(this.url, code);
    this.#systems.set(code, known);
    return known;
  }

  /** Sends a body of one call as an operator's system, hosted or outside. */
  async send(sender: OperatorCode, operation: string, body: unknown): Promise<{ status: number; body: Body }> {
    if (sender === INFRA_OUTSIDE) return this.infra.send(this.url, operation, body as Body);
    if (sender === RETAIL_OUTSIDE) return this.retail.send(this.url, operation, body as Body);
    const call = tableCalls.get(operation);
    if (call === undefined) throw new Error(`the interface has no ${operation}`);
    return (await this.system(sender)).call<Body>(call.method, call.path, body);
  }

  /** The same, when anything but success is the test's failure; what follows from it is done when it resolves. */
  async must(sender: OperatorCode, operation: string, body: unknown): Promise<Body> {
    const answer = await this.send(sender, operation, body);
    if (answer.status !== 200) throw new Error(`${operation} of ${sender}: ${JSON.stringify(answer)}`);
    await this.test.hub.idle();
    return answer.body;
  }

  /** M1, and its consequences; gives the reference of the infrastructure operator. */
  async begin(codeDO: OperatorCode, codeOI: OperatorCode, refPM: string, refIntervDO: string): Promise<string> {
    const body = { ...this.job(codeDO, codeOI, refPM, refIntervDO), message: 'M1' };
    return String((await this.must(codeDO, 'creerInterventionDO', body)).refIntervOI);
  }

  /** M3TX, and its consequences. */
  async ask(codeDO: OperatorCode, codeOI: OperatorCode, ref: Refs, numeroTest: number): Promise<void> {
    const body = this.askOf(codeDO, codeOI, ref, numeroTest);
    await this.must(codeDO, 'demanderTestIntermediaireInterventionDO', body);
  }

  askOf(codeDO: OperatorCode, codeOI: OperatorCode, ref: Refs, numeroTest: number): Body {
    return { ...ref, codeDO, codeOI, dateTest: this.at(), message: 'M3TX', natureTest: '1', numeroTest };
  }

  /** What M1 and M3 both say. */
  job(codeDO: OperatorCode, codeOI: OperatorCode, refPM: string, refIntervDO: string): Body {
    return {
      codeDO,
      codeOI,
      dateDebutIntervention: this.at(),
      elementReseau: 'PM',
      nature: '4',
      pointMutualisation: { refPM, refPMTechnique: refPM },
      refIntervDO,
    };
  }

  /** Line `n` of an operator at a PM goes dark. */
  async cut(code: OperatorCode, pmRef: string, n: number): Promise<void> {
    const alarm = { notificationId: this.ref(), kind: 'LOSI', ponPath: ponOf(code, pmRef), ontNumber: n } as const;
    await (await this.system(code)).alarms([{ ...alarm, raisedAt: this.at() }]);
    await this.test.hub.idle();
  }

  async #seed(pmRef: string, infra: OperatorCode, here: readonly OperatorCode[], outside: readonly OperatorCode[]) {
    const lines = Object.fromEntries(here.map((code) => [code, linesOf(code, pmRef)]));
    await this.test.seedPm(
      {
        pmRef,
        infraOperatorCode: infra,
        inseeCode: '33063',
        commune: 'Bordeaux',
        department: '33',
        longitude: -0.57,
        latitude: 44.84,
        accuracy: 'exact',
        lineCounts: Object.fromEntries([...here, ...outside].map((code) => [code, LINES])),
      },
      lines,
    );
  }
}

/** Both references of a job. */
export interface Refs {
  readonly refIntervDO: string;
  readonly refIntervOI: string;
}

/** The line whose every text is as long as may be. */
export const LONGEST = LINES - 1;

export function ptoOf(code: OperatorCode, pmRef: string, n: number): string {
  const ref = `${code}-${pmRef}-${n}`;
  return n === LONGEST ? ref.padEnd(50, 'é') : ref;
}
const ponOf = (code: OperatorCode, pmRef: string): string => `${code}-${pmRef}-PON`;

function linesOf(code: OperatorCode, pmRef: string): Line[] {
  return Array.from({ length: LINES }, (_, n) => ({
    ptoRef: ptoOf(code, pmRef, n),
    pboRef: `PBO-${pmRef}-${n}`,
    lineServiceRef: `S-${code}-${n}`,
    pmRef,
    technicalPmRef: pmRef,
    pmModuleName: `TI-${code}`,
    pmModulePosition: String(n),
    splitterPosition: 'C1',
    tube: '1',
    fibre: String(n + 1),
    patchCordColour: 'JAUNE',
    ontSerial: `ONT-${code}-${n}`,
    ponPath: ponOf(code, pmRef),
    ontNumber: n,
    ...(n === LONGEST && longest(code, pmRef)),
  }));
}

/** Everything as long as an inventory may have it: what is written of it must fit the tables. */
function longest(code: OperatorCode, pmRef: string): Partial<Line> {
  const fill = (start: string, size: number): string => start.padEnd(size, 'é');
  return {
    ptoRef: ptoOf(code, pmRef, LONGEST),
    pboRef: fill('PBO-', 100),
    lineServiceRef: fill('S-', 30),
    pmModuleName: fill('TI-', 256),
    pmModulePosition: fill('P-', 100),
    splitterPosition: fill('C-', 256),
    tube: fill('', 20),
    fibre: fill('', 20),
    patchCordColour: fill('', 30),
    ontSerial: fill('ONT-', 50),
  };
}
