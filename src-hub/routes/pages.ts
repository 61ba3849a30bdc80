import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { pagePolicy } from '@shared/contract/page-policy';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** A page for browsers and what it loads, as they were built. */
export interface BuiltPages {
  /** Where it is served, without a slash at the end: `/console`. */
  readonly under: string;
  readonly folder: string;
  /** The page itself, from the folder. */
  readonly page: string;
  /** More of a content policy than every page of ours has. */
  readonly directives?: readonly string[];
}

/** Files whose names say what is in them: they never change. */
const NAMED_BY_CONTENT = /^assets\/[^/]+-[\w-]{8}\.\w+$/;
const A_YEAR_S = 31_536_000;

/** Serves the page under `under`/; nothing where it was not built. */
export function registerPages(app: FastifyInstance, { under, folder, page, directives = [] }: BuiltPages): void {
  if (!existsSync(join(folder, page))) return;
  app.register(async (scope) => {
    scope.addHook('onRequest', async (request, reply) => {
      reply.header('content-security-policy', [policyFor(request), ...directives].join('; '));
      reply.header('cross-origin-opener-policy', 'same-origin');
    });
    await scope.register(fastifyStatic, { root: folder, serve: false, dotfiles: 'deny' });
    const open = { config: { access: 'public' } } as const;
    scope.get(under, open, (_request, reply) => reply.redirect(`${under}/`));
    scope.get(`${under}/`, open, (_request, reply) => reply.sendFile(page));
    scope.get<{ Params: { '*': string } }>(`${under}/*`, open, (request, reply) => {
      const file = request.params['*'];
      const kept = NAMED_BY_CONTENT.test(file) ? { maxAge: A_YEAR_S * 1000, immutable: true } : {};
      return reply.sendFile(file, { index: false, ...kept });
    });
  });
}

/** This hub is the only one to speak to; not every browser takes 'self' for its WebSocket. */
function policyFor(request: FastifyRequest): string {
  const isHost = /^[\w.:[\]-]+$/.test(request.host);
  return pagePolicy(isHost ? [`ws://${request.host}`, `wss://${request.host}`] : []);
}
