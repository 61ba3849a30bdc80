import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { protocolCalls } from '@shared/contract/protocol';
import type { OperatorCode } from '@shared/domain/codes';
import { z } from 'zod';
import { Circuit } from './circuit';
import type { PartnerConfig } from './config';
import { inLot1, inLot2, type WireCall } from './translate';

/** What became of a message sent to a partner. */
export type Outcome =
  /** Its 200, with the body as its table has it. */
  | { readonly kind: 'accepted'; readonly body: object }
  /** Its last word: said again, it would be refused again. */
  | { readonly kind: 'refused'; readonly code: string; readonly description: string }
  /** It may be taken later: no answer, a wrong one, or one that says so. */
  | { readonly kind: 'unreachable'; readonly why: string }
  /** The lot that it speaks has no such message. */
  | { readonly kind: 'not-spoken' };

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

const MOST_BYTES = 4 * 1024 * 1024;
/** A token is renewed this long before its end. */
const RENEWED_BEFORE_MS = 30_000;

const token = z.object({ access_token: z.string().min(1), expires_in: z.number().positive().optional() });
const lot2Refusal = z.object({ error: z.string(), error_description: z.string().optional() });
const lot1Answer = z.object({
  Code_Reponse: z.number(),
  Libelle_Reponse: z.string(),
  Description_Reponse: z.string().optional(),
});

/** The way to one partner: its token, its calls, and whether it is down; nothing is remembered of what was sent. */
export class PartnerLink {
  readonly circuit = new Circuit();
  readonly #agents: { readonly http: HttpAgent; readonly https: HttpsAgent };
  readonly #tokens = new Map<OperatorCode, { readonly value: string; readonly until: number }>();
  readonly #tokensAsked = new Map<OperatorCode, Promise<string>>();

  constructor(readonly config: PartnerConfig) {
    const pooled = { keepAlive: true, maxSockets: config.atOnce };
    const { tls } = config;
    this.#agents = {
      http: new HttpAgent(pooled),
      https: new HttpsAgent({ ...pooled, ...(tls && { cert: tls.certificate, key: tls.key, ca: tls.authority }) }),
    };
  }

  /** Whether it speaks tests, their answers and consent. */
  get speaksLot2(): boolean {
    return this.config.lots[2] !== undefined;
  }

  /** Sends one message of `sender` in the newest lot that the partner speaks. Never rejects. */
  async send(sender: OperatorCode, message: string, body: object): Promise<Outcome> {
    const wire = this.speaksLot2 ? inLot2(message, body) : inLot1(message, body);
    if (wire === null) return { kind: 'not-spoken' };
    if (this.config.credentials.clients[sender] === undefined) {
      const description = `--partners gives ${sender} no credentials at ${this.config.code}`;
      return { kind: 'refused', code: 'NO_CREDENTIALS', description };
    }
    try {
      const reply = await this.#call(sender, wire);
      if (reply.status !== 401) return outcomeOf(wire, reply);
      // The token may have been withdrawn before its time: once more with a new one.
      this.#tokens.delete(sender);
      return outcomeOf(wire, await this.#call(sender, wire));
    } catch (error) {
      return { kind: 'unreachable', why: (error as Error).message };
    }
  }

  /** Whether anything answers at its address: the interface has no sign of life of its own. Never rejects. */
  async isThere(): Promise<boolean> {
    const { lots } = this.config;
    return this.#request('GET', `${lots[2] ?? lots[1] ?? ''}/`, '', {}).then(
      () => true,
      () => false,
    );
  }

  close(): void {
    this.#agents.http.destroy();
    this.#agents.https.destroy();
  }

  async #call(sender: OperatorCode, { call, body }: WireCall): Promise<Reply> {
    const { lot, method, path } = protocolCalls[call];
    const authorization = `Bearer ${await this.#bearer(sender)}`;
    const base = this.config.lots[lot] ?? '';
    return this.#request(method, base + path, JSON.stringify(body), {
      authorization,
      'content-type': 'application/json',
    });
  }

  /** Many messages at once ask for one token together. */
  #bearer(sender: OperatorCode): Promise<string> {
    const known = this.#tokens.get(sender);
    if (known !== undefined && known.until > Date.now()) return Promise.resolve(known.value);
    const asked =
      this.#tokensAsked.get(sender) ?? this.#newToken(sender).finally(() => this.#tokensAsked.delete(sender));
    this.#tokensAsked.set(sender, asked);
    return asked;
  }

  async #newToken(sender: OperatorCode): Promise<string> {
    const { tokenUrl, clients, scope } = this.config.credentials;
    const { clientId = '', clientSecret = '' } = clients[sender] ?? {};
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      ...(scope !== undefined && { scope }),
    });
    const reply = await this.#request('POST', tokenUrl, form.toString(), {
      'content-type': 'application/x-www-form-urlencoded',
    });
    const given = token.safeParse(reply.body);
    if (reply.status !== 200 || !given.success) throw new Error(`no token: ${tokenUrl} answered ${reply.status}`);
    const lifeMs = (given.data.expires_in ?? 300) * 1_000;
    const value = given.data.access_token;
    this.#tokens.set(sender, { value, until: Date.now() + Math.max(lifeMs - RENEWED_BEFORE_MS, 1_000) });
    return value;
  }

  #request(method: string, address: string, body: string, headers: Record<string, string>): Promise<Reply> {
    const url = new URL(address);
    const secure = url.protocol === 'https:';
    return new Promise((resolve, reject) => {
      const sent = (secure ? httpsRequest : httpRequest)(
        url,
        {
          method,
          agent: secure ? this.#agents.https : this.#agents.http,
          headers: { ...headers, accept: 'application/json', 'content-length': Buffer.byteLength(body) },
          // From the first byte to the last: one that drips its answer is as silent as one that is down.
          signal: AbortSignal.timeout(this.config.timeoutMs),
        },
        (response) => {
          const chunks: Buffer[] = [];
          let size = 0;
          response.on('data', (chunk: Buffer) => {
            size += chunk.length;
            if (size > MOST_BYTES) sent.destroy(new Error('its answer is too long'));
            else chunks.push(chunk);
          });
          response.on('error', reject);
          response.on('end', () => {
            if (!response.complete) reject(new Error('its answer was cut'));
            else resolve({ status: response.statusCode ?? 0, body: parsed(Buffer.concat(chunks).toString('utf8')) });
          });
        },
      );
      sent.on('error', (error: NodeJS.ErrnoException) => {
        // The partner closed a connection that was kept for the next message: that says nothing of the message.
        const isStale = sent.reusedSocket && error.code === 'ECONNRESET';
        if (isStale) this.#request(method, address, body, headers).then(resolve, reject);
        else reject(error);
      });
      sent.end(body);
    });
  }
}

function outcomeOf({ call }: WireCall, { status, body }: Reply): Outcome {
  const { lot, ok } = protocolCalls[call];
  const accepted = status === 200 ? ok.safeParse(body) : undefined;
  if (lot === 1) {
    const answer = lot1Answer.safeParse(body);
    if (accepted?.success && answer.data?.Code_Reponse === 0) return { kind: 'accepted', body: accepted.data };
    if (answer.success && answer.data.Code_Reponse !== 0) {
      return {
        kind: 'refused',
        code: answer.data.Libelle_Reponse.slice(0, 64),
        description: (answer.data.Description_Reponse ?? '').slice(0, 256),
      };
    }
  } else {
    if (accepted?.success) return { kind: 'accepted', body: accepted.data };
    const refusal = status === 400 ? lot2Refusal.safeParse(body) : undefined;
    if (refusal?.success) {
      return {
        kind: 'refused',
        code: refusal.data.error.slice(0, 64),
        description: (refusal.data.error_description ?? '').slice(0, 256),
      };
    }
  }
  return { kind: 'unreachable', why: `it answered ${status} with a body that is none of the interface` };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
