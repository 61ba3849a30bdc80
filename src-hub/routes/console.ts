import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import { pagePolicy } from '@shared/contract/page-policy';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const built = fileURLToPath(new URL('../../out/web/', import.meta.url));
const PAGE = 'windows/main/index.html';

/** The console for browsers, under /console/; nothing where it was not built. `folder`: the built pages. */
export function registerConsole(app: FastifyInstance, folder: string = built): void {
  if (!existsSync(join(folder, PAGE))) return;
  app.register(async (scope) => {
    scope.addHook('onRequest', async (request, reply) => {
      reply.header('content-security-policy', policyFor(request));
      reply.header('cross-origin-opener-policy', 'same-origin');
    });
    await scope.register(fastifyStatic, { root: folder, serve: false, dotfiles: 'deny' });
    const open = { config: { access: 'public' } } as const;
    scope.get('/console', open, (_request, reply) => reply.redirect('/console/'));
    scope.get('/console/', open, (_request, reply) => reply.sendFile(PAGE));
    scope.get<{ Params: { '*': string } }>('/console/*', open, (request, reply) =>
      reply.sendFile(request.params['*'], { index: false }),
    );
  });
}

/** This hub is the only one to speak to; not every browser takes 'self' for its WebSocket. */
function policyFor(request: FastifyRequest): string {
  const isHost = /^[\w.:[\]-]+$/.test(request.host);
  return pagePolicy(isHost ? [`ws://${request.host}`, `wss://${request.host}`] : []);
}
