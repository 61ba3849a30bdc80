import { execFileSync } from 'node:child_process';
import type { Line } from '@shared/domain/line';
import { Database } from '../../src-hub/db/database';
import { startEmbedded } from '../../src-hub/db/embedded';
import { asOwner, prepare } from '../../src-hub/db/prepare';
import { seedOperators } from '../../src-hub/demo/operators';
import { admitPartners } from '../../src-hub/partners/admit';
import type { PartnerConfig } from '../../src-hub/partners/config';
import { insertLines } from '../../src-hub/services/lines/store';
import type { Network } from '../../src-sim/day/network';
import { girondeNetwork } from '../../src-sim/gironde';

/** Some PMs of the demonstration's Gironde, alternately of each infrastructure operator, with lines of `withLinesOf`. */
export function smallNetwork(count: number, withLinesOf: string): Network {
  const whole = girondeNetwork();
  const fit = whole.pms.filter(({ lineCount, lineCounts }) => lineCount < 160 && (lineCounts[withLinesOf] ?? 0) > 8);
  const half = (code: string) => fit.filter(({ infraOperatorCode }) => infraOperatorCode === code).slice(0, count / 2);
  const chosen = [...half('FTEL'), ...half('GTHD')];
  const lines = chosen.map((pm) => whole.linesOf(pm.index));
  return { pms: chosen.map((pm, index) => ({ ...pm, index })), linesOf: (pmIndex) => lines[pmIndex] ?? [] };
}

/** Makes a hub's data folder in which these operators live, with their people and what they know of the network. */
export async function fillWith(
  network: Network,
  folder: string,
  hosted: readonly string[],
  partners: readonly PartnerConfig[],
): Promise<void> {
  execFileSync('chmod', ['0711', folder]);
  const database = await startEmbedded(folder);
  const outside = partners.map(({ code }) => code);
  await prepare(database.ownerUrl);
  await asOwner(database.ownerUrl, (client) => seedOperators(client, outside));
  await admitPartners(database.ownerUrl, partners);
  const db = new Database(database.appUrl);
  for (const code of hosted) {
    const lines = network.pms.flatMap(({ index }) =>
      network
        .linesOf(index)
        .flatMap(({ operatorCode, line }): readonly Line[] => (operatorCode === code ? [line] : [])),
    );
    await db.inTenants([code], async (tx) => {
      for (const pm of network.pms) {
        const own = pm.lineCounts[code];
        if (pm.infraOperatorCode !== code && own === undefined) continue;
        const counts = pm.infraOperatorCode === code ? pm.lineCounts : { [code]: own };
        await tx.rows(
          `INSERT INTO pms (operator_code, pm_ref, infra_operator_code, insee_code, commune, department, longitude,
             latitude, accuracy, line_counts) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
          [
            code,
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
      }
      await insertLines(tx, code, lines);
    });
  }
  await db.close();
  await database.stop();
}
