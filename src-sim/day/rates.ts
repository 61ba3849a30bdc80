/**
 * Every rate, share and length of the simulated day, in one place. Sources as in interop.md: [S] public source,
 * [I] inferred from one, [A] assumption. They describe the street, never what the hub makes of it: do not tune them to
 * please its rules.
 */
export interface Rates {
  readonly jobs: JobRates;
  readonly cuts: CutRates;
  readonly tests: TestRates;
  readonly faults: FaultRates;
  readonly olt: OltRates;
}

export interface JobRates {
  /** [A] 25–40 k jobs a day for 25.7 M lines, taken at 30 k; `--jobs-per-day` overrides it. */
  readonly perLineDay: number;
  /** [I] Who orders: Orange and Bouygues since the pilot, SFR next, Free least. */
  readonly orderingShares: Readonly<Record<string, number>>;
  /** [A] M1 codes; undocumented ones seldom. */
  readonly natureShares: Readonly<Record<string, number>>;
  /** [S] Usual length: repair 2 h, connection 4 h; taken as the median. */
  readonly repairMedianMs: number;
  readonly connectionMedianMs: number;
  /** [A] Spread of the logarithm of the length. */
  readonly lengthSigma: number;
  readonly shortestMs: number;
  readonly longestMs: number;
  /** [S] Half of the trouble is on this share of the PMs. */
  readonly messyPmShare: number;
  /** [I] Share of the jobs at messy PMs: they draw repairs. */
  readonly messyJobShare: number;
  /** [A] Starts by hour of the day from 07:30, weights of half hours. */
  readonly startProfile: readonly number[];
  /** [A] Jobs whose M1 is sent twice (an answer lost in the field). */
  readonly repeatedStartShare: number;
  /** [A] Jobs that ask a second test before the answers to the first. */
  readonly earlyTestShare: number;
}

export interface CutRates {
  /** [A] 3–8 % of the jobs cut a neighbour; by [S] half of the trouble, so half of the cuts, is at messy PMs. */
  readonly perJob: number;
  /** [A] What goes: one line, a few, a whole module, a cable. */
  readonly single: number;
  readonly few: number;
  readonly module: number;
  readonly cable: number;
  /** [I] A hand reaches the cords beside its own: this share of the lines is within `reach` positions … */
  readonly besideShare: number;
  readonly reach: number;
  /** … this share elsewhere in the same module, the rest anywhere in the PM [A]. */
  readonly sameModuleShare: number;
  /** [A] A cord pulled by mistake and put back at once, unasked. */
  readonly putBackShare: number;
  readonly putBackMedianMs: number;
  /** [A] Without consent the line's own operator sends somebody: median of the wait. */
  readonly ownRepairMedianMs: number;
}

export interface TestRates {
  /** [A] From the end of the work to the first test. */
  readonly firstDelayMs: number;
  /** X [A], and a margin so that clocks agree. */
  readonly spacingMs: number;
  /** [A] A technician who gets no answer leaves after this. */
  readonly patienceMs: number;
  /** [A] Operators answer one by one: he acts once no other answer came for this long. */
  readonly readingMs: number;
  /** [A] Time to put one line back, median. */
  readonly repairMedianMs: number;
  /** [A] A repair that fails: the line stays down. */
  readonly failedRepairShare: number;
}

export interface FaultRates {
  /** [A] A box switched off or unplugged, per line and day. */
  readonly powerOffPerLineDay: number;
  readonly powerOffMedianMs: number;
  /** [I] "A gasp is best effort and can be lost": 5–10 %. */
  readonly lostGaspShare: number;
  /** [A] Power outages of a street or a building, per PM and day; share of its lines that go dark. */
  readonly outagePerPmDay: number;
  readonly outageShareMin: number;
  readonly outageShareMax: number;
  readonly outageMedianMs: number;
  /** [A] PON failures (card, feeder fibre), per PM and day. */
  readonly ponFailurePerPmDay: number;
  readonly ponFailureMedianMs: number;
  /** [I] Fibre faults with no job near: ~1 % of the lines signal a fault a month, a third of them a broken fibre. */
  readonly fibreFaultPerLineDay: number;
  readonly fibreFaultMedianMs: number;
  /** [A] Bad connectors: lines that flap for a while, per line and day. */
  readonly flappingPerLineDay: number;
  /** [A] Lines down since before the day: one in a thousand. */
  readonly longDownShare: number;
}

export interface OltRates {
  /** [A] From the loss of light to the alarm. */
  readonly detectionMinMs: number;
  readonly detectionMaxMs: number;
  /** [A] From the loss to INACT. */
  readonly inactAfterMs: number;
  /** [A] LOFI instead of LOSI. */
  readonly lofiShare: number;
  /** [A] From the gasp to the loss of the signal. */
  readonly gaspToLossMaxMs: number;
  /** [A] Returns at which the OLT reads how long the ONT has been on (G.988, SysUpTime); some ONTs do not tell it. */
  readonly uptimeReadShare: number;
  /** [A] From the power to the light of a box: it starts and is ranged. */
  readonly boxStartMinMs: number;
  readonly boxStartMaxMs: number;
  /** [A] Customers who restart their box when nothing works for `restartAfterMs`. */
  readonly restartShare: number;
  readonly restartAfterMs: number;
  /** [A] How long a box has been on, mean. */
  readonly boxOnMeanMs: number;
  /** [A] Notifications that are sent again. */
  readonly duplicateShare: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export const nominalRates: Rates = {
  jobs: {
    perLineDay: 30_000 / 25_700_000,
    orderingShares: { FTEL: 0.42, BYTL: 0.24, SFRA: 0.2, FREE: 0.14 },
    natureShares: { '1': 0.34, '2': 0.2, '20': 0.02, '21': 0.02, '4': 0.36, '41': 0.04, '6': 0.02 },
    repairMedianMs: 2 * HOUR,
    connectionMedianMs: 4 * HOUR,
    lengthSigma: 0.3,
    shortestMs: 25 * MINUTE,
    longestMs: 7 * HOUR,
    messyPmShare: 0.025,
    messyJobShare: 0.15,
    startProfile: [2, 7, 10, 10, 8, 6, 5, 4, 2, 2, 4, 8, 9, 8, 6, 4, 3, 2, 1],
    repeatedStartShare: 0.02,
    earlyTestShare: 0.02,
  },
  cuts: {
    perJob: 0.055,
    single: 0.66,
    few: 0.24,
    module: 0.075,
    cable: 0.025,
    besideShare: 0.9,
    reach: 3,
    sameModuleShare: 0.08,
    putBackShare: 0.1,
    putBackMedianMs: 90 * SECOND,
    ownRepairMedianMs: 5 * HOUR,
  },
  tests: {
    firstDelayMs: 2 * MINUTE,
    spacingMs: 2 * MINUTE + 10 * SECOND,
    patienceMs: 12 * MINUTE,
    readingMs: 15 * SECOND,
    repairMedianMs: 4 * MINUTE,
    failedRepairShare: 0.04,
  },
  faults: {
    powerOffPerLineDay: 0.004,
    powerOffMedianMs: 40 * MINUTE,
    lostGaspShare: 0.07,
    outagePerPmDay: 0.002,
    outageShareMin: 0.1,
    outageShareMax: 0.7,
    outageMedianMs: 35 * MINUTE,
    ponFailurePerPmDay: 0.002,
    ponFailureMedianMs: 50 * MINUTE,
    fibreFaultPerLineDay: 0.00011,
    fibreFaultMedianMs: 30 * HOUR,
    flappingPerLineDay: 0.00005,
    longDownShare: 0.001,
  },
  olt: {
    detectionMinMs: 300,
    detectionMaxMs: 3_000,
    inactAfterMs: 20 * SECOND,
    lofiShare: 0.25,
    gaspToLossMaxMs: 800,
    uptimeReadShare: 0.9,
    boxStartMinMs: 25 * SECOND,
    boxStartMaxMs: 100 * SECOND,
    restartShare: 0.3,
    restartAfterMs: 10 * MINUTE,
    boxOnMeanMs: 30 * 24 * HOUR,
    duplicateShare: 0.01,
  },
};
