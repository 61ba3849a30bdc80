import { calls } from '@shared/contract/http';
import { DEMO_PASSWORD, demoSystemClient } from '@shared/demo/operators';
import type { OperatorCode } from '@shared/domain/codes';
import type { Reply, Sender } from '../src-sim/wire/client';
import { infraRefIn } from '../src-sim/wire/messages';

const ATTEMPTS = 40;

/**
 * An operator's system before the hub where it lives, in lockstep: what cannot be answered now is asked again at once. It
 * knows its jobs by the infrastructure operator's own reference, which its hub keeps as `CODE:reference` where that
 * operator lives elsewhere.
 */
export class GrantedSender implements Sender {
  readonly #keys = new Map<string, string>();
  #token: Promise<string> | undefined;

  constructor(
    readonly hub: string,
    readonly code: OperatorCode,
  ) {}

  async send(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<Reply> {
    const known = this.#keys.get(path);
    for (let attempt = 1; ; attempt += 1) {
      const reply = await this.#ask(method, known ?? path, body, await this.#system());
      if (reply.status >= 500 && attempt < ATTEMPTS) continue;
      const infraRef = infraRefIn(reply);
      const codeOI = typeof body === 'object' && body !== null ? Reflect.get(body, 'codeOI') : undefined;
      if (infraRef !== undefined && codeOI !== undefined) {
        const pathOf = (id: string) => calls.intervention.path.replace(':id', encodeURIComponent(id));
        const key = pathOf(`${codeOI}:${infraRef}`);
        const there = await this.#ask('GET', key, undefined, await this.#system());
        if (there.status === 200) this.#keys.set(pathOf(infraRef), key);
      }
      return reply;
    }
  }

  /** Lets these operators' technicians repair this operator's lines, whatever the job, from now on. */
  async grant(orderingOperatorCodes: readonly OperatorCode[], now: number): Promise<void> {
    const draft = {
      orderingOperatorCodes,
      scope: { kind: 'departments', departments: ['33'] },
      natures: ['connection', 'repair'],
      validFrom: new Date(now).toISOString(),
      validUntil: new Date(now + 30 * 86_400_000).toISOString(),
      reason: 'Pilote Gironde',
    };
    const reply = await this.#ask('POST', calls.grant.path, draft, await this.#supervisor());
    if (reply.status >= 300) throw new Error(`${this.code} may not grant: ${JSON.stringify(reply)}`);
  }

  /** How many messages its supervisor sees as given up. */
  async deadMessages(): Promise<number> {
    const reply = await this.#ask('GET', '/api/messages?state=dead&limit=1', undefined, await this.#supervisor());
    return (reply.body as { total: number }).total;
  }

  #system(): Promise<string> {
    const { clientId, clientSecret } = demoSystemClient(this.code);
    const body = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
    this.#token ??= this.#post(calls.token.path, body).then((answer) => String(answer.access_token));
    return this.#token;
  }

  async #supervisor(): Promise<string> {
    const login = `supervisor.${this.code.toLowerCase()}`;
    return String((await this.#post(calls.signIn.path, { login, password: DEMO_PASSWORD })).accessToken);
  }

  async #post(path: string, body: object): Promise<Record<string, unknown>> {
    return (await this.#ask('POST', path, body)).body as Record<string, unknown>;
  }

  async #ask(method: string, path: string, body?: unknown, token?: string): Promise<Reply> {
    const answer = await fetch(`${this.hub}${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: await answer.json() };
  }
}
