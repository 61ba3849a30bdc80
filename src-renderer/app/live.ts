import { createLiveClient, startWorker } from '../live/client';
import type { LiveClient } from '../live/live';

let live: LiveClient | null = null;

/** The window's one live client; its worker starts with the first sign-in. */
export function liveClient(): LiveClient {
  live ??= createLiveClient(startWorker(), document);
  return live;
}
