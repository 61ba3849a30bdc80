import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createRandom, type Random } from '@shared/demo/random';

/** What a bad network, or a bad day at the other end, does to one call. */
export const faults = {
  /** Comes late, in both directions. */
  delay: 8,
  /** The connection is cut before the call arrives. */
  'cut-before': 3,
  /** The call arrives and has its effect; its answer is lost. */
  'cut-after': 4,
  /** The answer breaks off half-way. */
  'cut-within': 2,
  /** The other end says that it has nothing more to say, and says nothing. */
  'half-close': 2,
  'status-500': 2,
  'status-503': 2,
  /** The answer comes a few bytes at a time. */
  drip: 1,
} as const;
export type Fault = keyof typeof faults;

const AFTER_FORWARDING: readonly Fault[] = ['cut-after', 'cut-within', 'drip'];
const DRIPS = 12;

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
}

/**
 * Stands between a hub and its partner, and does to some calls what a bad network does, drawn by the seed. Signs of life
 * (GET) pass unharmed.
 */
export class FaultProxy {
  /** Where calls go. */
  target = '';
  readonly counts = new Map<Fault | 'none', number>();
  readonly #random: Random;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #server: Server = createServer((call, response) => {
    this.#serve(call, response).catch(() => response.destroy());
  });

  /** @param share of the calls that meet a fault, 0 to 1 */
  constructor(
    seed: number,
    readonly share: number,
  ) {
    this.#random = createRandom(seed);
  }

  async listen(port = 0): Promise<string> {
    this.#server.keepAliveTimeout = 600_000;
    await new Promise<void>((done) => this.#server.listen(port, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
    this.#agent.destroy();
  }

  async #serve(call: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of call) chunks.push(chunk as Buffer);
    const fault = call.method === 'GET' ? 'none' : this.#draw();
    if (call.method !== 'GET') this.counts.set(fault, (this.counts.get(fault) ?? 0) + 1);
    if (fault === 'cut-before') return void response.destroy();
    if (fault === 'half-close') return void response.socket?.end();
    if (fault === 'status-500' || fault === 'status-503') {
      response.writeHead(fault === 'status-500' ? 500 : 503, { 'content-type': 'text/html' });
      return void response.end('<h1>Error</h1>');
    }
    if (fault === 'delay') await pause(this.#random.int(5, 60));
    const answer = await this.#forward(call, Buffer.concat(chunks));
    if (fault === 'delay') await pause(this.#random.int(5, 60));
    if (fault === 'cut-after') return void response.destroy();
    response.writeHead(answer.status, { 'content-type': answer.type, 'content-length': answer.body.length });
    if (!AFTER_FORWARDING.includes(fault as Fault)) return void response.end(answer.body);
    const piece = Math.ceil(answer.body.length / (fault === 'drip' ? DRIPS : 2));
    for (let from = 0; from < answer.body.length && !response.destroyed; from += piece) {
      response.write(answer.body.subarray(from, from + piece));
      if (fault === 'cut-within') return void response.destroy();
      await pause(this.#random.int(20, 150));
    }
    response.end();
  }

  #draw(): Fault | 'none' {
    if (!this.#random.chance(this.share)) return 'none';
    return (Object.keys(faults) as Fault[])[this.#random.weighted(Object.values(faults))] ?? 'none';
  }

  #forward(call: IncomingMessage, body: Buffer): Promise<Answer> {
    const { host: _, connection: __, ...headers } = call.headers;
    return new Promise((resolve, reject) => {
      const options = { method: call.method, headers, agent: this.#agent };
      const sent = request(`${this.target}${call.url}`, options, async (answered) => {
        const chunks: Buffer[] = [];
        for await (const chunk of answered) chunks.push(chunk as Buffer);
        const type = answered.headers['content-type'] ?? 'text/plain';
        resolve({ status: answered.statusCode ?? 502, type, body: Buffer.concat(chunks) });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }
}
