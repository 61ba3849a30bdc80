import { calls } from '@shared/contract/http';
import { demoSystemClient } from '@shared/demo/operators';
import type { OperatorCode } from '@shared/domain/codes';
import { pause } from '../run/pace';

/** What the hub answered, in the end. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** All that technicians and OLTs need of it. */
export interface Sender {
  send(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<Reply>;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 2_000;
const CALL_TIMEOUT_MS = 15_000;

/** The run was ended while a call waited for the hub. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

/**
 * One operator's system in front of the hub: public HTTP with a token of its own. A hub that is down, busy or
 * restarted is asked again until it answers; what it refuses (4xx) is answered to the caller.
 */
export class SystemClient implements Sender {
  readonly #hub: string;
  readonly #signal: AbortSignal;
  #token: Promise<string> | undefined;

  constructor(
    hub: string,
    readonly operatorCode: OperatorCode,
    signal: AbortSignal,
  ) {
    this.#hub = hub.replace(/\/$/, '');
    this.#signal = signal;
  }

  /** Throws `Stopped` when the run ends first. */
  async send(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<Reply> {
    return this.#untilAnswered(async () => {
      const reply = await this.#ask(method, path, body, await this.token());
      if (reply.status === 401) this.#token = undefined;
      return reply.status === 401 ? undefined : reply;
    });
  }

  /** A token that the hub took when it was last asked; `renew` after it refused one. */
  token(renew = false): Promise<string> {
    if (renew) this.#token = undefined;
    this.#token ??= this.#fetchToken().catch((failure: unknown) => {
      this.#token = undefined;
      throw failure;
    });
    return this.#token;
  }

  async #fetchToken(): Promise<string> {
    const { clientId, clientSecret } = demoSystemClient(this.operatorCode);
    const reply = await this.#untilAnswered(async () => {
      const response = await fetch(this.#hub + calls.token.path, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: clientId,
          client_secret: clientSecret,
        }),
        signal: AbortSignal.any([this.#signal, AbortSignal.timeout(CALL_TIMEOUT_MS)]),
      });
      return { status: response.status, body: await bodyOf(response) };
    });
    const parsed = calls.token.reply.safeParse(reply.body);
    if (!parsed.success) throw new Error(`${clientId} gets no token: ${reply.status} ${JSON.stringify(reply.body)}`);
    return parsed.data.access_token;
  }

  async #ask(method: string, path: string, body: unknown, token: string): Promise<Reply> {
    const response = await fetch(this.#hub + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.any([this.#signal, AbortSignal.timeout(CALL_TIMEOUT_MS)]),
    });
    return { status: response.status, body: await bodyOf(response) };
  }

  /** Asks until there is an answer that asking again would not change. */
  async #untilAnswered(ask: () => Promise<Reply | undefined>): Promise<Reply> {
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(LONGEST_WAIT_MS, wait * 2)) {
      if (this.#signal.aborted) throw new Stopped();
      try {
        const reply = await ask();
        if (reply !== undefined && reply.status < 500 && reply.status !== 429) return reply;
      } catch (failure) {
        if (failure instanceof Stopped || this.#signal.aborted) throw new Stopped();
        if (!isUnreachable(failure)) throw failure;
      }
      await pause(wait, this.#signal);
    }
  }
}

/** What `fetch` throws for a hub that is not there, goes away, or does not answer in time. */
function isUnreachable(failure: unknown): boolean {
  return failure instanceof TypeError || (failure instanceof Error && /^(Timeout|Abort)Error$/.test(failure.name));
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return text;
  }
}
