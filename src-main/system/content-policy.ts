/** Origins over which the page may speak to a hub: HTTP and its socket. */
function hubOrigins(hubs: readonly string[]): string[] {
  return hubs.flatMap((hub) => {
    const { origin } = new URL(hub);
    return [origin, origin.replace(/^http/, 'ws')];
  });
}

/**
 * The content security policy of every page of the app (safety 23): nothing but what ships with it, and the hubs that
 * this workstation remembers.
 */
export function contentPolicy(hubs: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "media-src 'self'",
    "worker-src 'self'",
    `connect-src ${["'self'", ...new Set(hubOrigins(hubs))].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
