import { feedVersion, type Snapshot } from '@shared/contract/feed';
import { calls, type Health } from '@shared/contract/http';
import type { PmColumns } from '@shared/domain/pm';
import type { Asked } from './follower';

/** A hub that does not answer in this time is as good as gone; the next try may find another one. */
const PATIENCE_MS = 15_000;

/** GET as one signed-in person. Refusals are told apart from failures: only the latter are worth another try. */
async function get<T>(url: string, token: string | null, signal: AbortSignal): Promise<Asked<T>> {
  const patience = new AbortController();
  const giveUp = () => patience.abort();
  const timer = setTimeout(giveUp, PATIENCE_MS);
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    const headers = token === null ? {} : { authorization: `Bearer ${token}` };
    const response = await fetch(url, { headers, signal: patience.signal, cache: 'no-store' });
    if (response.status === 401) return { kind: 'refused', reason: 'session-ended' };
    if (response.status === 403) return { kind: 'refused', reason: 'forbidden' };
    if (!response.ok) return { kind: 'lost' };
    return { kind: 'ok', value: (await response.json()) as T };
  } catch {
    return { kind: 'lost' };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
  }
}

/** Is the hub there, and does it speak our feed? Proxies in front of a dead hub answer with something else. */
export async function greetHub(hub: string, signal: AbortSignal): Promise<Asked<null>> {
  const asked = await get<Partial<Health>>(`${hub}${calls.health.path}`, null, signal);
  if (asked.kind === 'refused') return { kind: 'lost' };
  if (asked.kind !== 'ok') return asked;
  if (asked.value.product !== 'vigie-hub') return { kind: 'lost' };
  return asked.value.feedVersion === feedVersion
    ? { kind: 'ok', value: null }
    : { kind: 'refused', reason: 'other-version' };
}

export function getSnapshot(hub: string, token: string, signal: AbortSignal): Promise<Asked<Snapshot>> {
  return get<Snapshot>(`${hub}${calls.snapshot.path}`, token, signal);
}

export function getPmColumns(hub: string, token: string, signal: AbortSignal): Promise<Asked<PmColumns>> {
  return get<PmColumns>(`${hub}${calls.pms.path}?format=columns`, token, signal);
}
