import { type ProblemCode, problem } from '@shared/contract/errors';
import { type Body, type CallName, calls, type Query, type Reply } from '@shared/contract/http';
import { NoAnswer, sendFile } from './send-file';

/**
 * Why a call gave nothing: a code of the hub (contract/errors), or one of ours. UNREACHABLE: no answer from that
 * address. BAD_REPLY: an answer that this console does not understand, so another version or not a hub.
 */
export type HubErrorCode = ProblemCode | 'UNREACHABLE' | 'BAD_REPLY';

export class HubError extends Error {
  override readonly name = 'HubError';

  constructor(
    readonly code: HubErrorCode,
    /** HTTP status; 0 without an answer. */
    readonly status: number,
    /** The hub's own sentence, for support; screens word the code. */
    readonly detail: string,
  ) {
    super(`${code} ${detail}`.trim());
  }
}

export interface CallOptions<N extends CallName> {
  /** Values of the `:names` in the path. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Query<N>;
  readonly body?: Body<N>;
  readonly signal?: AbortSignal;
}

export interface UploadOptions<N extends CallName> {
  readonly query?: Query<N>;
  readonly signal?: AbortSignal;
  onSent(bytes: number): void;
}

/** One hub, spoken to as one person, or as nobody before sign-in. */
export interface Hub {
  /** Origin, without a slash at the end. */
  readonly address: string;
  /** Throws `HubError`; an abort passes through as the platform's own AbortError. */
  call<N extends CallName>(name: N, options?: CallOptions<N>): Promise<Reply<N>>;
  /** Sends a file as the body of a call, and tells how many of its bytes have left. As `call` otherwise. */
  upload<N extends CallName>(name: N, file: Blob, options: UploadOptions<N>): Promise<Reply<N>>;
}

/**
 * @param onSessionEnded told once per refused call with a token: the session is over, whatever the screen does.
 */
export function createHub(address: string, token?: string, onSessionEnded?: () => void): Hub {
  const answerOf = async <N extends CallName>(name: N, response: Response): Promise<Reply<N>> => {
    if (!response.ok) {
      const error = await problemOf(response);
      if (token !== undefined && error.status === 401) onSessionEnded?.();
      throw error;
    }
    const body = await jsonOf(response);
    const reply = calls[name].reply.safeParse(body);
    if (reply.success) return reply.data as Reply<N>;
    // A newer hub may say more than this console knows; less, or otherwise, it may not.
    if (reply.error.issues.every((issue) => issue.code === 'unrecognized_keys')) return body as Reply<N>;
    throw new HubError('BAD_REPLY', response.status, reply.error.issues[0]?.path.join('.') ?? '');
  };
  return {
    address,
    call: async (name, options = {}) => answerOf(name, await send(address, token, name, options)),
    upload: async (name, file, { query, signal, onSent }) => {
      const { method, path } = calls[name];
      const url = `${address}${path}${searchOf(query)}`;
      const response = await sendFile({ method, url, token, file, signal, onSent }).catch((cause: unknown) => {
        throw cause instanceof NoAnswer ? new HubError('UNREACHABLE', 0, address) : cause;
      });
      return answerOf(name, response);
    },
  };
}

async function send<N extends CallName>(
  address: string,
  token: string | undefined,
  name: N,
  { params = {}, query, body, signal }: CallOptions<N>,
): Promise<Response> {
  const { method, path } = calls[name];
  const headers: Record<string, string> = { accept: 'application/json' };
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  if (body !== undefined) headers['content-type'] = 'application/json';
  try {
    return await fetch(`${address}${pathWith(path, params)}${searchOf(query)}`, {
      method,
      headers,
      cache: 'no-store',
      credentials: 'omit',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new HubError('UNREACHABLE', 0, address);
  }
}

function pathWith(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
}

function searchOf(query: unknown): string {
  if (typeof query !== 'object' || query === null) return '';
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== undefined) search.set(key, String(value));
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    throw new HubError('BAD_REPLY', response.status, '');
  }
}

async function problemOf(response: Response): Promise<HubError> {
  const body = problem.safeParse(await response.json().catch(() => null));
  if (!body.success) return new HubError('BAD_REPLY', response.status, '');
  return new HubError(body.data.code, response.status, body.data.detail ?? body.data.title);
}

/** The code of anything thrown by a call; what is not ours is our own fault. */
export function codeOf(error: unknown): HubErrorCode {
  return error instanceof HubError ? error.code : 'INTERNAL';
}
