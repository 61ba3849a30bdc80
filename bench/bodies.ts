import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type ProtocolCall, type ProtocolCallName, protocolCalls } from '@shared/contract/protocol';
import { protocolExamples } from '@shared/contract/protocol-examples';
import { demoSystemClient } from '@shared/demo/operators';
import fc from 'fast-check';
import { createHub } from '../src-hub/hub';
import { codesOf, tableCalls, violations } from '../tests/hub/conformance/tables';
import { bodiesLike } from '../tests/support/mutations';

const PORT = 4993;
/** Shortly after what the examples tell of. */
const WHEN = Date.parse('2025-11-24T11:30:00.000Z');
/** Calls on their way at the same time. */
const TOGETHER = 32;
const DRAWN_AT_ONCE = 2_000;
/** Nobody's job has the references of the examples, and FTEL plays every part that has a code in the body. */
const SENDER = 'FTEL';
/** Of the demonstration's, one on its network. */
const PM = 'FI-33009-0001';

interface Answer {
  readonly status: number;
  readonly text: string;
}

/**
 * Random and mutated bodies for calls of the protocol, over keep-alive HTTP against a real hub with the demonstration's
 * network: how many answers of each status and code, and calls a second, hub and sender in one process. An answer that is
 * not of the call's table, or a code that it has not, ends the run.
 * `--count N` (100,000) a call; `--calls a,b`; `--seed S`.
 */
export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      count: { type: 'string', default: '100000' },
      calls: { type: 'string', default: Object.keys(protocolCalls).join() },
      seed: { type: 'string', default: '1' },
    },
  });
  const data = mkdtempSync(join(tmpdir(), 'vigie-bodies-'));
  const clock = { now: () => WHEN };
  const hub = await createHub({ port: PORT, store: { data }, demo: true, clock, callsPerMinute: 1_000_000_000 });
  try {
    const token = await systemToken();
    const results: Record<string, unknown> = {};
    for (const name of values.calls.split(',')) {
      const call = protocolCalls[name as ProtocolCallName];
      if (call === undefined) throw new RangeError(`no call ${name}`);
      results[name] = await measure(name as ProtocolCallName, call, Number(values.count), Number(values.seed), token);
      process.stderr.write(`${JSON.stringify({ name, ...(results[name] as object) })}\n`);
    }
    return results;
  } finally {
    await hub.close();
    rmSync(data, { recursive: true, force: true });
  }
}

async function systemToken(): Promise<string> {
  const { clientId, clientSecret } = demoSystemClient(SENDER);
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  const body = new URLSearchParams(form).toString();
  const answer = await ask('POST', '/oauth/token', body, { 'content-type': 'application/x-www-form-urlencoded' });
  return String((JSON.parse(answer.text) as { access_token: string }).access_token);
}

async function measure(
  name: ProtocolCallName,
  call: ProtocolCall,
  count: number,
  seed: number,
  token: string,
): Promise<Record<string, unknown>> {
  const table = tableCalls.get(call.operation);
  if (table === undefined) throw new Error(`no table of ${call.operation}`);
  const example = JSON.stringify(protocolExamples[name])
    .replaceAll(/BYTL|SFRA/g, SENDER)
    .replaceAll('FI-33063-0001', PM);
  const right = JSON.parse(example) as object;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const [statuses, codes] = [new Map<string, number>(), new Map<string, number>()];
  const bodies = bodiesLike(right);
  let spentMs = 0;
  for (let from = 0; from < count; from += DRAWN_AT_ONCE) {
    const drawn = fc.sample(bodies, { numRuns: Math.min(DRAWN_AT_ONCE, count - from), seed: seed + from });
    const startedAt = performance.now();
    let next = 0;
    const one = async (): Promise<void> => {
      for (let body = drawn[next++]; body !== undefined; body = drawn[next++]) {
        const { status, text } = await ask(call.method, table.path, body, headers);
        const said = JSON.parse(text) as Record<string, unknown>;
        const code = String(said.error ?? said.Libelle_Reponse ?? (status === 200 ? 'OK' : said.code));
        add(statuses, String(status));
        add(codes, code);
        const isCoded =
          status === 200
            ? violations(table.ok, said).length === 0
            : status === 400 && violations(table.refused, said).length === 0 && codesOf(table).includes(code);
        if (!isCoded) throw new Error(`${name}: ${status} ${text} for ${body.slice(0, 2_000)}`);
      }
    };
    await Promise.all(Array.from({ length: TOGETHER }, one));
    spentMs += performance.now() - startedAt;
  }
  return {
    sent: count,
    statuses: Object.fromEntries(statuses),
    codes: Object.fromEntries(codes),
    perSecond: Math.round(count / (spentMs / 1_000)),
  };
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

const agent = new Agent({ keepAlive: true, maxSockets: TOGETHER });

function ask(method: string, path: string, body: string, headers: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { method, path, host: '127.0.0.1', port: PORT, agent };
    const sent = request(
      { ...options, headers: { ...headers, 'content-length': Buffer.byteLength(body) } },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('error', reject).on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      },
    );
    sent.on('error', reject).end(body);
  });
}
