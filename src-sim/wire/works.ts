import { calls } from '@shared/contract/http';
import type { WorksNotice } from '@shared/domain/works';
import type { Network } from '../day/network';
import { hashOf, streamOf } from '../day/streams';
import { SystemClient } from './client';

const HOUR = 3_600_000;
/** [A] Works of a network at one time, some under way and some to come. */
const WORKS_A_NETWORK = 3;
/** [A] PMs of one works. */
const PMS_OF_WORKS = 2;
const descriptions = [
  'Renouvellement du câble de transport',
  'Remplacement de l’armoire',
  'Dépose de tiroirs optiques',
];

/**
 * What each infrastructure operator announces before the play begins: works under way and to come, at its smallest PMs,
 * where technicians seldom are. They cut no line. Told again on the same day, nothing changes. Throws when the hub refuses.
 */
export async function announceWorks(hub: string, network: Network, seed: number, signal: AbortSignal): Promise<void> {
  const today = new Date().toISOString().slice(0, 10);
  const codes = [...new Set(network.pms.map(({ infraOperatorCode }) => infraOperatorCode))];
  for (const code of codes) {
    const client = new SystemClient(hub, code, signal);
    const reply = await client.send(
      calls.importWorks.method,
      calls.importWorks.path,
      worksOf(network, code, seed, today),
    );
    if (reply.status !== 200) throw new Error(`works of ${code}: ${reply.status} ${JSON.stringify(reply.body)}`);
  }
}

/** The works of one network on one day (UTC, YYYY-MM-DD), by the seed alone. */
export function worksOf(network: Network, infraOperatorCode: string, seed: number, day: string): WorksNotice[] {
  const random = streamOf(seed, 'works', hashOf(infraOperatorCode));
  const pms = network.pms
    .filter((pm) => pm.infraOperatorCode === infraOperatorCode)
    .sort((a, b) => a.lineCount - b.lineCount || a.index - b.index);
  const midnight = Date.parse(`${day}T00:00:00.000Z`);
  return Array.from({ length: WORKS_A_NETWORK }, (_, n) => {
    // Every other works began this morning, the rest begin within three days.
    const startsAt = midnight + (n % 2 === 0 ? 6 * HOUR : (30 + random.int(0, 42)) * HOUR);
    return {
      worksRef: `TP-${infraOperatorCode}-${day.replaceAll('-', '')}-${n + 1}`,
      kind: n % 2 === 0 ? 'TP' : 'DERCO',
      state: 'NOUVEAU',
      description: descriptions[n % descriptions.length],
      pmRefs: pms.slice(n * PMS_OF_WORKS, (n + 1) * PMS_OF_WORKS).map(({ pmRef }) => pmRef),
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(startsAt + random.int(24, 72) * HOUR).toISOString(),
    };
  });
}
