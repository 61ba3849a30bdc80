import { pagePolicy } from '@shared/contract/page-policy';

/** Origins over which the page may speak to a hub: HTTP and its socket. */
function hubOrigins(hubs: readonly string[]): string[] {
  return hubs.flatMap((hub) => {
    const { origin } = new URL(hub);
    return [origin, origin.replace(/^http/, 'ws')];
  });
}

/** The policy of every page of the app: beside its own files, the hubs that this workstation remembers. */
export function contentPolicy(hubs: readonly string[]): string {
  return pagePolicy(hubOrigins(hubs));
}
