import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calls, listOf } from '@shared/contract/http';
import { type Intervention, intervention } from '@shared/domain/intervention';
import { type Outage, outage } from '@shared/domain/outage';
import type { z } from 'zod';
import { createHub } from '../src-hub/hub';
import { SystemClient } from '../src-sim/wire/client';
import { grantPilot } from '../src-sim/wire/grants';
import type { DayHub } from './day';

const INFRA_OPERATORS = ['FTEL', 'GTHD'];

/** A hub of its own on a fresh database; its clock moves only when everything due has been done. */
export async function openRealHub(port: number, beginsAt: number): Promise<DayHub> {
  const data = mkdtempSync(join(tmpdir(), 'vigie-impact-'));
  let now = beginsAt;
  const hub = await createHub({ port, store: { data }, demo: true, clock: { now: () => now } });
  await grantPilot(hub.url, beginsAt);
  const ending = new AbortController();
  return {
    url: hub.url,
    advance: async (toMs) => {
      now = toMs;
      await hub.idle();
    },
    record: async () => {
      const interventions: Intervention[] = [];
      const outages: Outage[] = [];
      for (const code of INFRA_OPERATORS) {
        const client = new SystemClient(hub.url, code, ending.signal);
        const jobs = await everything(client, calls.interventions.path, intervention);
        interventions.push(...jobs.filter((job) => job.infraOperatorCode === code));
        const seen = await everything(client, calls.outages.path, outage);
        outages.push(...seen.filter(({ infraOperatorCode }) => infraOperatorCode === code));
      }
      return { interventions, outages };
    },
    close: async () => {
      ending.abort();
      await hub.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Every page of a list. */
async function everything<T extends z.ZodType>(client: SystemClient, path: string, item: T): Promise<z.infer<T>[]> {
  const all: z.infer<T>[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: string = cursor === '' ? '?limit=1000' : `?limit=1000&cursor=${encodeURIComponent(cursor)}`;
    const reply = await client.send('GET', path + query);
    const page = listOf(item).parse(reply.body);
    all.push(...(page.items as z.infer<T>[]));
    cursor = page.nextCursor;
  }
  return all;
}
