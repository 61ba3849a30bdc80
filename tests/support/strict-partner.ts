import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OperatorCode } from '@shared/domain/codes';
import type { PartnerConfig } from '../../src-hub/partners/config';
import { type TableCall, tableCalls, violations } from '../hub/conformance/tables';

/** A body of the interface, as somebody wrote it. */
export type Body = Readonly<Record<string, unknown>>;

interface Heard {
  readonly operation: string;
  /** Operator that sent it, by its token. */
  readonly sender: string;
  readonly body: Body;
}

interface Answered {
  readonly status: number;
  readonly body: Body;
}

/**
 * An operator's own system, on a server of its own and written from the field tables alone: it serves every call of the
 * lots that it speaks, holds what it is sent and what it is answered against the tables, and refuses what does not fit.
 */
export class StrictPartner {
  readonly heard: Heard[] = [];
  /** Everything that was not as the tables have it. */
  readonly violations: string[] = [];
  readonly #server: Server = createServer((request, response) => void this.#serve(request, response));
  #base = '';
  /** What happens to the next call that it takes: nothing, its answer is lost, or a refusal with this code. */
  #next: { readonly kind: 'answer' | 'lose' } | { readonly kind: 'refuse'; readonly error: string } = {
    kind: 'answer',
  };
  #token: Promise<string> | undefined;

  constructor(
    readonly code: OperatorCode,
    readonly lots: readonly (1 | 2)[],
  ) {}

  async listen(): Promise<void> {
    // A connection that ends while a call is on its way is a fault that the hub retries later: not what is shown here.
    this.#server.keepAliveTimeout = 600_000;
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    this.#base = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** How a hub reaches it; `senders`: the operators hosted there that have credentials here. */
  config(roles: PartnerConfig['roles'], senders: readonly OperatorCode[]): PartnerConfig {
    return {
      code: this.code,
      name: `System of ${this.code}`,
      roles,
      lots: Object.fromEntries(this.lots.map((lot) => [lot, `${this.#base}/v${lot}`])),
      credentials: {
        tokenUrl: `${this.#base}/token`,
        clients: Object.fromEntries(senders.map((code) => [code, { clientId: code, clientSecret: `of-${code}` }])),
      },
      inbound: { clientId: `system-of-${this.code}`, clientSecret: `agreed-with-${this.code}` },
      timeoutMs: 5_000,
      atOnce: 8,
      giveUpAfterMs: 60_000,
    };
  }

  /** Sends one call to a hub, as it is; what comes back is held against the table of the call. */
  async send(hub: string, operation: string, body: Body): Promise<Answered> {
    const call = callNamed(operation);
    this.#token ??= this.#letIn(hub);
    const response = await fetch(`${hub}${call.path}`, {
      method: call.method,
      headers: { authorization: `Bearer ${await this.#token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as Body;
    this.violations.push(...violations(response.status === 200 ? call.ok : call.refused, answer));
    return { status: response.status, body: answer };
  }

  /** The same, when anything but success is the test's failure. */
  async must(hub: string, operation: string, body: Body): Promise<Body> {
    const answer = await this.send(hub, operation, body);
    if (answer.status !== 200) throw new Error(`${operation} of ${this.code}: ${JSON.stringify(answer)}`);
    return answer.body;
  }

  /** Every call is heard, and its connection cut before the answer, until `answers` is called. */
  losesAnswers(): void {
    this.#next = { kind: 'lose' };
  }

  answers(): void {
    this.#next = { kind: 'answer' };
  }

  /** The next call of Lot 2 is refused with this code. */
  refusesNext(error: string): void {
    this.#next = { kind: 'refuse', error };
  }

  /** Bodies of one call, in the order in which they came. */
  heardOf(operation: string): readonly Body[] {
    return this.heard.filter((one) => one.operation === operation).map(({ body }) => body);
  }

  async #letIn(hub: string): Promise<string> {
    const response = await fetch(`${hub}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: `system-of-${this.code}`,
        client_secret: `agreed-with-${this.code}`,
      }),
    });
    return String(((await response.json()) as Body).access_token);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reply = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
    if (request.url === '/token') {
      const clientId = new URLSearchParams(text).get('client_id') ?? '';
      return reply(200, { access_token: `token of ${clientId}`, token_type: 'Bearer', expires_in: 600 });
    }
    // The interface has no sign of life: whoever asks for one learns that somebody is there.
    if (request.method === 'GET') return reply(404, {});
    const call = [...tableCalls.values()].find(({ method, path }) => method === request.method && path === request.url);
    const [, sender] = /^Bearer token of (\w+)$/.exec(request.headers.authorization ?? '') ?? [];
    if (call === undefined || sender === undefined || !this.lots.includes(call.lot)) {
      this.violations.push(`${request.method} ${request.url}: no call of ours, from ${sender ?? 'nobody'}`);
      return reply(404, {});
    }
    const body = JSON.parse(text) as Body;
    const wrong = violations(call.body, body);
    this.violations.push(...wrong);
    if (wrong.length > 0) return reply(400, refusalOf(call));
    this.heard.push({ operation: call.operation, sender, body });
    const next = this.#next;
    if (next.kind === 'lose') return void response.destroy();
    this.#next = { kind: 'answer' };
    if (next.kind === 'refuse') return reply(400, { error: next.error });
    reply(200, acceptanceOf(call, body));
  }
}

function callNamed(operation: string): TableCall {
  const call = tableCalls.get(operation);
  if (call === undefined) throw new Error(`the interface has no ${operation}`);
  return call;
}

function refusalOf({ lot }: TableCall): object {
  return lot === 1 ? { Code_Reponse: 2, Libelle_Reponse: 'MAUVAIS_FORMAT' } : { error: 'MAUVAIS_FORMAT' };
}

/** What the table of the answer asks for; of a start, with the number that the job has here. */
function acceptanceOf({ ok }: TableCall, body: Body): object {
  const number = body.refIntervDO ?? body.Ref_Interv_DO;
  const values: Body = {
    code: 0,
    Code_Reponse: 0,
    Libelle_Reponse: 'OK',
    refIntervDO: body.refIntervDO,
    refIntervOI: body.refIntervOI ?? `N-${number}`,
    Ref_Interv_OI: `N-${number}`,
    numeroTest: body.numeroTest ?? 0,
  };
  const wanted = ok.fields.filter(({ name }) => values[name] !== undefined);
  return Object.fromEntries(wanted.map(({ name }) => [name, values[name]]));
}
