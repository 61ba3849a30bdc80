import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { registerPages } from './pages';

const built = fileURLToPath(new URL('../../out/field/', import.meta.url));

/** The technician's page, under /field/: a browser asks for its manifest before it offers to install it. */
export function registerField(app: FastifyInstance, folder: string = built): void {
  registerPages(app, { under: '/field', folder, page: 'index.html', directives: ["manifest-src 'self'"] });
}
