import type { Server as HttpServer } from 'node:http';
import { type FeedEnding, type FeedServerEvents, type Frame, feedAuth, HEARTBEAT_MS } from '@shared/contract/feed';
import { may } from '@shared/domain/authorisation';
import type { InfraRef, OperatorCode } from '@shared/domain/codes';
import { Server, type Socket } from 'socket.io';
import type { HubContext } from '../context';
import { Refusal } from '../refusals';
import type { Authenticated, Authenticator } from '../services/sessions/authenticate';
import { viewKey } from '../views';
import { type Channel, changesAfter, changesFor } from './journal';
import { sourcesOf } from './sources';
import { Stream } from './stream';

/** A client that is further behind takes a new snapshot: cheaper than replaying. */
const MOST_REPLAYED = 20_000;
/** Bytes that may wait for one client before it is cut (safety 16). */
const MOST_BUFFERED = 4 * 1024 * 1024;
/** How often an open socket's session is looked at again: one ended in another hub process closes it (safety 10). */
const RECHECK_MS = 5_000;

interface Held {
  readonly found: Authenticated;
  readonly token: string;
  readonly channel: Channel;
  /** The one job that it is about; undefined: all. */
  readonly infraRef: InfraRef | undefined;
}
type FeedSocket = Socket<Record<string, never>, FeedServerEvents, Record<string, never>, Held>;

export interface Feed {
  /** These operators' journals grew. */
  wake(operators: readonly OperatorCode[]): void;
  /** Closes the sockets of a session that ended. */
  endSession(token: string): void;
  close(): Promise<void>;
}

export interface FeedOptions {
  readonly http: HttpServer;
  readonly epoch: string;
  readonly authenticator: Authenticator;
  readonly origins: readonly string[];
  readonly report: (error: unknown) => void;
}

/**
 * The live feed on socket.io: `/console` and `/field`. A client with a cursor is caught up from the journal before it joins
 * its room, in the order of its operator's stream, so nothing is lost or doubled between the two. One without takes the
 * snapshot after it connected: frames up to the snapshot's sequence are known to it and ignored.
 */
export function startFeed(ctx: HubContext, options: FeedOptions): Feed {
  const io = new Server(options.http, {
    transports: ['websocket'],
    perMessageDeflate: false,
    serveClient: false,
    maxHttpBufferSize: 64 * 1024,
    cors: { origin: [...options.origins] },
  });
  const streams = new Map<OperatorCode, Stream>();
  const channels: readonly Channel[] = ['console', 'field'];

  const streamOf = (operatorCode: OperatorCode): Stream => {
    const known = streams.get(operatorCode);
    if (known) return known;
    const made = new Stream(ctx, operatorCode, options.epoch, (frame) => emit(operatorCode, frame), options.report);
    streams.set(operatorCode, made);
    return made;
  };

  /** One frame is built for each channel and view that has listeners, not for each listener. */
  function emit(operatorCode: OperatorCode, frame: Frame): void {
    for (const channel of channels) {
      const built = new Map<string, Frame>();
      for (const socket of socketsOf(channel, operatorCode)) {
        const { found, infraRef } = socket.data;
        const { role } = found.caller;
        const key = `${viewKey(role)} ${infraRef ?? ''}`;
        const own = built.get(key) ?? {
          ...frame,
          changes: changesFor({ role, operatorCode }, channel, frame.changes, infraRef),
        };
        built.set(key, own);
        if (infraRef === undefined || own.changes.length > 0) send(socket, own);
      }
    }
  }

  function socketsOf(channel: Channel, operatorCode: OperatorCode): FeedSocket[] {
    const namespace = io.of(`/${channel}`);
    return [...(namespace.adapter.rooms.get(operatorCode) ?? [])].flatMap(
      (id) => (namespace.sockets.get(id) as FeedSocket | undefined) ?? [],
    );
  }

  for (const channel of channels) {
    const namespace = io.of(`/${channel}`);
    namespace.use((socket, next) => {
      admit(options.authenticator, channel, socket.handshake.auth).then(
        (held) => {
          Object.assign(socket.data, held);
          next();
        },
        (error: unknown) => next(refused(error)),
      );
    });
    namespace.on('connection', (socket) => {
      void join(socket as unknown as FeedSocket).catch(options.report);
    });
  }

  async function join(socket: FeedSocket): Promise<void> {
    const { caller } = socket.data.found;
    const { since } = feedAuth.parse(socket.handshake.auth);
    const stream = streamOf(caller.operatorCode);
    await stream.inOrder(async () => {
      if (since !== undefined && !(await catchUp(socket, stream, since))) {
        return end(socket, { reason: 'resync' });
      }
      await socket.join(caller.operatorCode);
      socket.emit('heartbeat', await heartbeatOf(stream));
    });
  }

  /** False: the cursor is of another epoch, or too far behind, or ahead of us. */
  async function catchUp(socket: FeedSocket, stream: Stream, since: { epoch: string; seq: number }): Promise<boolean> {
    const behind = stream.sent - since.seq;
    if (since.epoch !== options.epoch || behind < 0 || behind > MOST_REPLAYED) return false;
    if (behind === 0) return true;
    const { channel, found, infraRef } = socket.data;
    const { role, operatorCode } = found.caller;
    const missed = (await changesAfter(ctx, operatorCode, since.seq, behind)).filter((c) => c.seq <= stream.sent);
    socket.emit(
      'frame',
      stream.frameOf(since.seq, changesFor({ role, operatorCode }, channel, missed, infraRef), stream.sent),
    );
    return true;
  }

  async function heartbeatOf(stream: Stream) {
    const at = new Date(ctx.clock.now()).toISOString();
    const sources = await ctx.db.inTenants([stream.operatorCode], (tx) => sourcesOf(ctx, tx, stream.operatorCode, at));
    return { epoch: options.epoch, seq: stream.sent, at, sources };
  }

  const beat = setInterval(() => {
    for (const stream of streams.values()) void beatOf(stream).catch(options.report);
  }, HEARTBEAT_MS);

  async function beatOf(stream: Stream): Promise<void> {
    const sockets = channels.flatMap((channel) => socketsOf(channel, stream.operatorCode));
    if (sockets.length === 0) return;
    const heartbeat = await heartbeatOf(stream);
    for (const socket of sockets) {
      if (socket.data.found.expiresAt <= Date.now()) end(socket, { reason: 'session-ended' });
      else if (bufferedBytes(socket) > MOST_BUFFERED) end(socket, { reason: 'too-slow' });
      else socket.emit('heartbeat', heartbeat);
    }
  }

  const recheck = setInterval(() => {
    for (const socket of channels.flatMap((channel) => [
      ...io.of(`/${channel}`).sockets.values(),
    ]) as unknown as FeedSocket[]) {
      options.authenticator.authenticate(socket.data.token).catch((error: unknown) => {
        if (error instanceof Refusal) end(socket, { reason: 'session-ended' });
      });
    }
  }, RECHECK_MS);

  return {
    wake: (operators) => {
      for (const code of operators) streams.get(code)?.wake();
    },
    endSession: (token) => {
      for (const channel of channels) {
        for (const socket of io.of(`/${channel}`).sockets.values() as unknown as Iterable<FeedSocket>) {
          if (socket.data.token === token) end(socket, { reason: 'session-ended' });
        }
      }
    },
    close: async () => {
      clearInterval(beat);
      clearInterval(recheck);
      for (const stream of streams.values()) stream.stop();
      for (const channel of channels) io.of(`/${channel}`).emit('ending', { reason: 'shutting-down' });
      await io.close();
    },
  };
}

/** Who connects. @throws Refusal */
async function admit(authenticator: Authenticator, channel: Channel, auth: unknown): Promise<Held> {
  const given = feedAuth.safeParse(auth);
  if (!given.success) throw new Refusal('UNAUTHENTICATED');
  const found = await authenticator.authenticate(given.data.token);
  if (!may(found.caller.role, channel === 'field' ? 'feed.field' : 'feed.console')) throw new Refusal('FORBIDDEN');
  const infraRef = channel === 'field' ? given.data.infraRef : undefined;
  return { found, token: given.data.token, channel, infraRef };
}

/** The code travels as `data.code` of the client's connect_error. */
function refused(error: unknown): Error {
  const code = error instanceof Refusal ? error.code : 'INTERNAL';
  return Object.assign(new Error(code), { data: { code } });
}

function send(socket: FeedSocket, frame: Frame): void {
  if (bufferedBytes(socket) > MOST_BUFFERED) end(socket, { reason: 'too-slow' });
  else socket.emit('frame', frame);
}

function end(socket: FeedSocket, ending: FeedEnding): void {
  socket.emit('ending', ending);
  socket.disconnect(true);
}

/**
 * Bytes that the operating system has not taken yet. While the socket is still writing one packet, engine.io keeps the
 * next ones in a list of its own: a client that reads nothing fills that list, not the socket's.
 */
function bufferedBytes({ conn }: FeedSocket): number {
  const { socket } = conn.transport as unknown as { socket?: { bufferedAmount?: number } };
  const { writeBuffer } = conn as unknown as { writeBuffer: readonly { data?: unknown }[] };
  return writeBuffer.reduce(
    (sum, { data }) => sum + (typeof data === 'string' ? data.length : 0),
    socket?.bufferedAmount ?? 0,
  );
}
