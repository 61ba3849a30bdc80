import type { FeedServerEvents } from '@shared/contract/feed';
import { io, type Socket } from 'socket.io-client';
import type { RefusalReason } from './connection';
import type { Cursor } from './fold';
import type { SocketListener } from './follower';

const PATIENCE_MS = 8_000;

/** Codes a hub gives when it turns a socket away for good (contract/errors.ts). */
const refusals: Readonly<Record<string, RefusalReason>> = {
  UNAUTHENTICATED: 'session-ended',
  SESSION_ENDED: 'session-ended',
  FORBIDDEN: 'forbidden',
};

function refusalOf(error: Error & { data?: unknown }): RefusalReason | undefined {
  const code =
    typeof error.data === 'object' && error.data !== null && 'code' in error.data ? error.data.code : error.message;
  return typeof code === 'string' ? refusals[code] : undefined;
}

/**
 * One connection to the hub's `/console` namespace, from a cursor. It never reconnects by itself: when to try again is
 * the state machine's to say. Returns how to close it; after that nothing is told any more.
 */
export function openFeed(hub: string, token: string, since: Cursor, listener: SocketListener): () => void {
  const socket: Socket<FeedServerEvents, Record<string, never>> = io(`${hub}/console`, {
    auth: { token, since },
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    timeout: PATIENCE_MS,
  });
  socket.on('frame', (frame) => listener.frame(frame));
  socket.on('heartbeat', (heartbeat) => listener.heartbeat(heartbeat));
  socket.on('ending', (ending) => listener.ending(ending));
  socket.on('disconnect', () => listener.lost());
  socket.on('connect_error', (error) => {
    const reason = refusalOf(error);
    if (reason) listener.refused(reason);
    else listener.lost();
  });
  return () => {
    socket.off();
    socket.disconnect();
  };
}
