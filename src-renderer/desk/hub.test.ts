import { afterEach, describe, expect, it, vi } from 'vitest';
import { createHub, HubError } from './hub';

const reply = (status: number, body: unknown) =>
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => new Response(JSON.stringify(body), { status })),
  );

const failure = async (call: Promise<unknown>): Promise<HubError> => {
  const error = await call.then(
    () => null,
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(HubError);
  return error as HubError;
};

afterEach(() => vi.unstubAllGlobals());

describe('a call to the hub', () => {
  it('fills the path, the query and the bearer', async () => {
    reply(200, { items: [], nextCursor: null, total: 0 });
    await createHub('http://h', 't').call('outages', { query: { pmRef: 'FI 1/2', state: undefined } });
    const [url, init] = vi.mocked(fetch).mock.calls[0] ?? [];
    expect(url).toBe('http://h/api/outages?pmRef=FI+1%2F2');
    expect(init?.headers).toMatchObject({ authorization: 'Bearer t' });
  });

  it('escapes what goes into the path', async () => {
    reply(200, {});
    await createHub('http://h', 't')
      .call('lineVerdict', { params: { ptoRef: '../x?y' } })
      .catch(() => null);
    expect(vi.mocked(fetch).mock.calls[0]?.[0]).toBe('http://h/api/lines/..%2Fx%3Fy/verdict');
  });

  it('gives the code of a problem as a value', async () => {
    reply(422, { type: 'about:blank', title: 'x', status: 422, code: 'UNKNOWN_PM', detail: 'FI-1' });
    expect(await failure(createHub('http://h').call('health'))).toMatchObject({ code: 'UNKNOWN_PM', detail: 'FI-1' });
  });

  it('tells when the session is over, and only with a token', async () => {
    const ended = vi.fn();
    reply(401, { type: 'about:blank', title: 'x', status: 401, code: 'SESSION_ENDED' });
    await failure(createHub('http://h', undefined, ended).call('health'));
    expect(ended).not.toHaveBeenCalled();
    await failure(createHub('http://h', 't', ended).call('health'));
    expect(ended).toHaveBeenCalledOnce();
  });

  it('calls an answer that is not a hub’s a bad reply, and no answer unreachable', async () => {
    reply(200, { hello: 'world' });
    expect((await failure(createHub('http://h').call('health'))).code).toBe('BAD_REPLY');
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')));
    expect((await failure(createHub('http://h').call('health'))).code).toBe('UNREACHABLE');
  });
});
