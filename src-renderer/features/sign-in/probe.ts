import { feedVersion } from '@shared/contract/feed';
import type { Health } from '@shared/contract/http';
import { useEffect, useState } from 'react';
import { codeOf, createHub } from '../../desk/hub';

/** What stands at the address typed. */
export type Probe =
  | { readonly state: 'none' }
  | { readonly state: 'bad-address' }
  /** Not yet among the hubs that this page may speak to: adding it reloads the page with a wider policy. */
  | { readonly state: 'new'; readonly address: string }
  | { readonly state: 'checking' }
  | { readonly state: 'unreachable' }
  | { readonly state: 'not-a-hub' }
  | { readonly state: 'other-version'; readonly version: number }
  | { readonly state: 'hub'; readonly address: string; readonly health: Health };

/** Origin of an address as people type it; a name without scheme is taken as https. Null: not an address. */
export function originOf(typed: string): string | null {
  const text = typed.trim();
  if (text === '') return null;
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.origin : null;
  } catch {
    return null;
  }
}

const RETRY_MS = 3_000;

/** The same hub, however each was written. */
export function sameHub(a: string, b: string): boolean {
  return originOf(a) === originOf(b);
}

/**
 * Asks the address who it is, and again while it does not answer.
 * @param reachable whether the page may speak to that address (its content security policy)
 */
export function useProbe(typed: string, reachable: boolean): Probe {
  const [probe, setProbe] = useState<Probe>({ state: 'none' });
  useEffect(() => {
    const address = originOf(typed);
    if (address === null) {
      setProbe({ state: typed.trim() === '' ? 'none' : 'bad-address' });
      return;
    }
    if (!reachable) {
      setProbe({ state: 'new', address });
      return;
    }
    const asking = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      const found = await look(address, asking.signal);
      if (asking.signal.aborted) return;
      setProbe(found);
      if (found.state === 'unreachable') timer = setTimeout(ask, RETRY_MS);
    };
    setProbe({ state: 'checking' });
    timer = setTimeout(ask, 300);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [typed, reachable]);
  return probe;
}

async function look(address: string, signal: AbortSignal): Promise<Probe> {
  try {
    const health = await createHub(address).call('health', { signal });
    if (health.feedVersion !== feedVersion) return { state: 'other-version', version: health.feedVersion };
    return { state: 'hub', address, health };
  } catch (error) {
    return { state: codeOf(error) === 'BAD_REPLY' ? 'not-a-hub' : 'unreachable' };
  }
}
