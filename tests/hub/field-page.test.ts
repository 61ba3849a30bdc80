import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerField } from '../../src-hub/routes/field';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'vigie-field-'));
let app: FastifyInstance;

beforeAll(async () => {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const args = [vite, 'build', '-c', 'vite.field.config.ts', '--outDir', folder, '--logLevel', 'error'];
  execFileSync(process.execPath, args, { cwd: root, stdio: 'pipe' });
  app = fastify();
  registerField(app, folder);
  await app.ready();
}, 120_000);
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const get = (url: string) => app.inject({ method: 'GET', url, headers: { host: 'vigie.example:8443' } });
/** Everything that the page names, from the page itself. */
const namedIn = (html: string) => [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url = '']) => url);

describe('the technician’s page as it is built', () => {
  it('html, scripts and styles of the first load are under 150 KB, uncompressed', async () => {
    const html = (await get('/field/')).body;
    const parts = await Promise.all(
      namedIn(html)
        .filter((url) => /\.(js|css)$/.test(url))
        .map(async (url) => (await get(url)).rawPayload.length),
    );
    expect(parts).toHaveLength(2);
    expect(parts.reduce((sum, bytes) => sum + bytes, html.length)).toBeLessThan(150 * 1024);
    // Nothing else is fetched later that would not be counted here.
    const code = readdirSync(join(folder, 'assets'));
    expect(code.reduce((sum, name) => sum + statSync(join(folder, 'assets', name)).size, 0)).toBeLessThan(150 * 1024);
  });

  it('the service worker keeps the page and what it loads, each of which is there', async () => {
    const worker = readFileSync(join(folder, 'sw.js'), 'utf8');
    const { files } = JSON.parse(/\{"version":.*?\]\}/.exec(worker)?.[0] ?? '{}') as { files: string[] };
    for (const url of namedIn((await get('/field/')).body).filter((one) => one.includes('/assets/'))) {
      expect(files).toContain(url.replace('/field/', ''));
    }
    for (const file of files)
      expect([file, (await get(`/field/${file.replace('./', '')}`)).statusCode]).toEqual([file, 200]);
  });

  it('can be installed: a manifest that the policy lets in, with icons that are there', async () => {
    const { headers, body } = await get('/field/manifest.webmanifest');
    expect(headers['content-type']).toContain('application/manifest+json');
    const manifest = JSON.parse(body) as {
      display: string;
      start_url: string;
      icons: { src: string; sizes: string }[];
    };
    expect(manifest).toMatchObject({ display: 'standalone', start_url: '/field/', scope: '/field/' });
    expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']));
    for (const { src } of manifest.icons)
      expect((await get(`/field/${src}`)).headers['content-type']).toBe('image/png');
  });

  it('safety 23: a policy that lets in nothing by default, nothing unsafe; files named by their content are kept', async () => {
    const { headers } = await get('/field/');
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(/^default-src 'none'; /);
    expect(policy).toContain("manifest-src 'self'");
    expect(policy).not.toMatch(/unsafe|\*|data:|blob:|https?:/);
    expect(String(headers['cache-control'])).toContain('max-age=0');
    const [script = ''] = namedIn((await get('/field/')).body).filter((url) => url.endsWith('.js'));
    expect(String((await get(script)).headers['cache-control'])).toContain('immutable');
    expect(String((await get('/field/sw.js')).headers['cache-control'])).toContain('max-age=0');
  });
});
