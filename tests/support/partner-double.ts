import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A partner's own system: what it was told, and what it says to the next call. */
export class PartnerDouble {
  readonly heard: { message: string; ref: string }[] = [];
  readonly tokens: string[] = [];
  answer: (response: ServerResponse, body: { refIntervOI: string }) => void = PartnerDouble.takes;
  readonly #server: Server = createServer((request, response) => void this.#serve(request, response));

  static takes(response: ServerResponse, { refIntervOI }: { refIntervOI: string }): void {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ code: 0, refIntervOI }));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    if (request.url === '/token') {
      this.tokens.push(new URLSearchParams(text).get('client_id') ?? '');
      response.writeHead(200).end(JSON.stringify({ access_token: 'let-in', expires_in: 600 }));
      return;
    }
    if (request.method === 'GET') return void response.writeHead(404).end();
    const body = JSON.parse(text) as { message: string; refIntervOI: string };
    this.heard.push({ message: body.message, ref: body.refIntervOI });
    this.answer(response, body);
  }

  async listen(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
