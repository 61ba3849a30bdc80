import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { registerPages } from './pages';

const built = fileURLToPath(new URL('../../out/web/', import.meta.url));

/** The console for browsers, under /console/. `folder`: the built pages. */
export function registerConsole(app: FastifyInstance, folder: string = built): void {
  registerPages(app, { under: '/console', folder, page: 'windows/main/index.html' });
}
