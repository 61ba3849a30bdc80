import { type FeedAuth, type FeedServerEvents, feedKinds, frame as frameSchema, snapshot } from '@shared/contract/feed';
import { calls } from '@shared/contract/http';
import type { Intervention } from '@shared/domain/intervention';
import { io, type Socket } from 'socket.io-client';
import type { SystemClient } from './client';

/** Follows what the hub tells an ordering operator about its own jobs. */
export interface AnswerFeed {
  close(): void;
}

/**
 * The `/console` socket of an ordering operator's system: its `intervention` documents carry the answers to tests
 * (M6TX). After every new connection and every gap it takes a snapshot, so that nothing said meanwhile is missed.
 */
export function followAnswers(
  hub: string,
  client: SystemClient,
  onIntervention: (intervention: Intervention) => void,
  onFailure: (failure: unknown) => void,
): AnswerFeed {
  let last: { readonly epoch: string; readonly seq: number } | undefined;
  let refused = false;
  const resync = async (): Promise<void> => {
    const reply = await client.send(calls.snapshot.method, calls.snapshot.path);
    const taken = snapshot.safeParse(reply.body);
    if (!taken.success) throw new Error(`snapshot for ${client.operatorCode}: ${reply.status}`);
    last = { epoch: taken.data.epoch, seq: taken.data.seq };
    taken.data.interventions.forEach(onIntervention);
  };
  const socket: Socket<FeedServerEvents> = io(`${hub.replace(/\/$/, '')}/console`, {
    transports: ['websocket'],
    reconnectionDelay: 250,
    reconnectionDelayMax: 2_000,
    auth: (give) => {
      client
        .token(refused)
        .then((token) => give({ token, ...(last === undefined ? {} : { since: last }) } satisfies FeedAuth))
        .catch(onFailure);
    },
  });
  socket.on('connect', () => {
    refused = false;
    resync().catch(onFailure);
  });
  // Only a hub that refuses ends a socket for good; a hub that is gone is asked again by itself.
  const again = (): void => {
    refused = true;
    setTimeout(() => socket.connect(), 1_000).unref();
  };
  socket.on('connect_error', () => {
    if (!socket.active) again();
  });
  socket.on('disconnect', (reason) => {
    if (reason === 'io server disconnect') again();
  });
  socket.on('frame', (received) => {
    const parsed = frameSchema.safeParse(received);
    if (!parsed.success) return onFailure(parsed.error);
    const { epoch, from, to, changes } = parsed.data;
    if (last !== undefined && (last.epoch !== epoch || last.seq < from)) resync().catch(onFailure);
    last = { epoch, seq: to };
    for (const change of changes) if (change.kind === feedKinds[0]) onIntervention(change.doc);
  });
  return { close: () => socket.close() };
}
