import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerConsole } from '../../../src-hub/routes/console';

let app: FastifyInstance;
const folder = mkdtempSync(join(tmpdir(), 'vigie-console-'));

beforeAll(async () => {
  mkdirSync(join(folder, 'windows/main'), { recursive: true });
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'windows/main/index.html'), '<!doctype html><title>Vigie</title>');
  writeFileSync(join(folder, 'assets/main.js'), 'export {};');
  writeFileSync(join(folder, '.secret'), 'secret');
  app = fastify();
  registerConsole(app, folder);
  await app.ready();
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const get = (url: string, host = 'vigie.example:8443') => app.inject({ method: 'GET', url, headers: { host } });

describe('safety 23: the console in a browser', () => {
  it('every page and script of it comes with a policy that lets in nothing by default, and nothing unsafe', async () => {
    for (const url of [
      '/console/',
      '/console/windows/main/index.html',
      '/console/assets/main.js',
      '/console/missing.js',
    ]) {
      const { headers } = await get(url);
      const policy = String(headers['content-security-policy']);
      const directives = new Map(
        policy.split('; ').map((one) => [one.split(' ')[0], one.split(' ').slice(1).join(' ')]),
      );
      expect(directives.get('default-src')).toBe("'none'");
      expect(policy).not.toMatch(/unsafe|\*|data:|blob:|https?:/);
      expect(directives.get('script-src')).toBe("'self'");
      expect(directives.get('connect-src')).toBe("'self' ws://vigie.example:8443 wss://vigie.example:8443");
      for (const name of ['base-uri', 'form-action', 'frame-ancestors']) expect(directives.get(name)).toBe("'none'");
      expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    }
  });

  it('a host that is none does not reach the policy', async () => {
    for (const host of ["x; script-src 'unsafe-inline'", 'x y', "x'unsafe-eval'"]) {
      const policy = String((await get('/console/', host)).headers['content-security-policy']);
      expect(policy).not.toMatch(/unsafe/);
      expect(policy).toContain("connect-src 'self';");
    }
  });

  it('gives the page and its files, and nothing hidden or outside', async () => {
    expect((await get('/console/')).body).toContain('<title>Vigie</title>');
    expect((await get('/console/assets/main.js')).headers['content-type']).toContain('javascript');
    expect((await get('/console')).statusCode).toBe(302);
    for (const url of [
      '/console/.secret',
      '/console/../../etc/passwd',
      '/console/..%2f..%2fetc%2fpasswd',
      '/console/assets',
      '/console/%00',
    ]) {
      const { statusCode, body } = await get(url);
      expect([url, statusCode >= 400 && statusCode < 500, body.includes('root:') || body === 'secret']).toEqual([
        url,
        true,
        false,
      ]);
    }
  });
});
