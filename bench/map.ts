import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpus } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import type { Figures } from './map-page/page';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = join(root, '.cache', 'bench-map');
const sizes = [10_000, 50_000, 240_000] as const;
const contenders = ['ours', 'circles', 'leaflet'] as const;
type Name = (typeof contenders)[number];
const measures = ['frameMs', 'pickMs', 'recolour1Ms', 'recolour1000Ms'] as const;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
};

function buildPage(): Promise<unknown> {
  return build({
    root: join(root, 'bench', 'map-page'),
    base: './',
    logLevel: 'error',
    configFile: false,
    resolve: { alias: { '@shared': join(root, 'src-shared') } },
    worker: { format: 'es' },
    build: {
      outDir: built,
      emptyOutDir: true,
      target: 'chrome114',
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4_000,
    },
  });
}

async function servePage() {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://bench').pathname);
    readFile(join(built, path === '/' ? 'index.html' : path)).then(
      (bytes) => response.setHeader('content-type', types[extname(path)] ?? 'text/html').end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

/** How many times as long the others take; above 1, ours is faster. */
function ratios(of: Readonly<Record<Name, Figures>>, other: 'circles' | 'leaflet') {
  const share = (measure: (typeof measures)[number]) =>
    Number((of[other][measure] / Math.max(of.ours[measure], 0.005)).toFixed(2));
  return Object.fromEntries(measures.map((measure) => [measure, share(measure)]));
}

/**
 * PMs on the console's map, on MapLibre circles and on Leaflet's canvas, side by side in one browser: a frame while
 * panning, finding the PM under the pointer, recolouring one and a thousand. Times are of this machine; ratios travel.
 */
export async function run(): Promise<Record<string, unknown>> {
  await buildPage();
  const page = await servePage();
  const browser = await chromium.launch({
    executablePath: process.env.VIGIE_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu-sandbox'],
  });
  try {
    const results = [];
    for (const count of sizes) {
      const figures = {} as Record<Name, Figures>;
      for (const name of contenders) {
        // A page each: what one leaves in memory must not slow the next.
        const tab = await browser.newPage({ viewport: { width: 1200, height: 800 } });
        await tab.goto(page.url);
        const rounds = count > 100_000 ? 5 : 9;
        figures[name] = await tab.evaluate(
          ([contender, pms, times]) =>
            (window as unknown as { measure: (...args: unknown[]) => Promise<Figures> }).measure(contender, pms, times),
          [name, count, rounds] as const,
        );
        await tab.close();
      }
      results.push({
        pms: count,
        ...figures,
        timesOurs: { circles: ratios(figures, 'circles'), leaflet: ratios(figures, 'leaflet') },
        /** A rebuilt layer would upload at least the PMs' positions again: 24 bytes each. */
        onePmRebuildsNothing: (figures.ours.bytesForOne ?? Number.POSITIVE_INFINITY) < count * 4,
      });
    }
    return { bench: 'map', cores: cpus().length, browser: browser.version(), viewport: '1200x800', results };
  } finally {
    await browser.close();
    page.close();
  }
}
