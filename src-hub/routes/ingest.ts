import { text } from 'node:stream/consumers';
import { calls } from '@shared/contract/http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { HubContext } from '../context';
import { recordAlarms } from '../engine/record-alarms';
import { Refusal } from '../refusals';
import { readAlarms } from '../services/alarms/read';
import { importLines } from '../services/lines/import';
import { importIpe } from '../services/pms/ipe/import';
import { previewIpe } from '../services/pms/ipe/preview';
import { importWorks } from '../services/works/import';
import { readWorks } from '../services/works/read';
import { callerOf } from './access';
import { accessOf, checked } from './api';

const MEGABYTE = 1024 * 1024;
const ALARMS_LIMIT = 32 * MEGABYTE;
const WORKS_LIMIT = 8 * MEGABYTE;
const INVENTORY_LIMIT = 256 * MEGABYTE;

/** Alarms, works and inventories: bodies larger than a call's, in their own formats, read by their services. */
export function registerIngest(app: FastifyInstance, ctx: HubContext): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));

    scope.post(calls.alarms.path, { bodyLimit: ALARMS_LIMIT, ...accessOf(calls.alarms) }, async (request) =>
      recordAlarms(ctx, callerOf(request), readAlarms(await text(payloadOf(request, ALARMS_LIMIT)))),
    );
    scope.put(calls.importWorks.path, { bodyLimit: WORKS_LIMIT, ...accessOf(calls.importWorks) }, async (request) =>
      importWorks(ctx, callerOf(request), readWorks(await text(payloadOf(request, WORKS_LIMIT)))),
    );
    scope.put(calls.importLines.path, { bodyLimit: INVENTORY_LIMIT, ...accessOf(calls.importLines) }, (request) =>
      importLines(ctx, callerOf(request), payloadOf(request, INVENTORY_LIMIT)),
    );
    scope.put(calls.importIpe.path, { bodyLimit: INVENTORY_LIMIT, ...accessOf(calls.importIpe) }, (request) => {
      const { close, ...format } = checked(calls.importIpe.query, request.query);
      const options = { ...format, close: close === 'true' };
      return importIpe(ctx, callerOf(request), payloadOf(request, INVENTORY_LIMIT), options);
    });
    scope.post(calls.previewIpe.path, { bodyLimit: INVENTORY_LIMIT, ...accessOf(calls.previewIpe) }, (request) => {
      const format = checked(calls.previewIpe.query, request.query);
      return previewIpe(ctx, callerOf(request), payloadOf(request, INVENTORY_LIMIT), format);
    });
  });
}

/**
 * The body as it comes in; an absent one is empty. Fastify holds `bodyLimit` only where it reads the body itself, and
 * these bodies may come without a length: so it is counted here.
 * @throws Refusal BODY_TOO_LARGE
 */
async function* payloadOf(request: FastifyRequest, limit: number): AsyncGenerator<Buffer> {
  const payload = (request.body as AsyncIterable<Buffer> | undefined) ?? request.raw;
  let bytes = 0;
  for await (const part of payload) {
    bytes += part.length;
    if (bytes > limit) throw new Refusal('BODY_TOO_LARGE', `at most ${limit / MEGABYTE} MB`);
    yield part;
  }
}
