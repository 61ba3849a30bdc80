import type { FeedAuth, FeedServerEvents, Frame, Heartbeat } from '@shared/contract/feed';
import { io, type Socket } from 'socket.io-client';

export interface FeedListener {
  readonly heartbeat: (heartbeat: Heartbeat) => void;
  readonly frame: (frame: Frame) => void;
  /** The connection is no more. */
  readonly lost: () => void;
  /** The session is no more. */
  readonly sessionEnded: () => void;
}

const PATIENCE_MS = 8_000;

/**
 * One connection to the hub's `/field` namespace, about one job. It never reconnects by itself. Returns how to close it;
 * after that nothing is told any more.
 */
export function openFeed(auth: FeedAuth, listener: FeedListener): () => void {
  const socket: Socket<FeedServerEvents, Record<string, never>> = io('/field', {
    auth,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    timeout: PATIENCE_MS,
  });
  socket.on('heartbeat', listener.heartbeat);
  socket.on('frame', listener.frame);
  socket.on('ending', ({ reason }) => {
    if (reason === 'session-ended') listener.sessionEnded();
  });
  socket.on('disconnect', listener.lost);
  socket.on('connect_error', (error: Error & { data?: { code?: unknown } }) => {
    const code = error.data?.code;
    if (code === 'SESSION_ENDED' || code === 'UNAUTHENTICATED') listener.sessionEnded();
    else listener.lost();
  });
  return () => {
    socket.off();
    socket.disconnect();
  };
}
