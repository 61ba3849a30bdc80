import { text } from 'node:stream/consumers';
import { calls } from '@shared/contract/http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { HubContext } from '../context';
import { recordAlarms } from '../engine/record-alarms';
import { readAlarms } from '../services/alarms/read';
import { importLines } from '../services/lines/import';
import { importIpe } from '../services/pms/import-ipe';
import type { Authenticator } from '../services/sessions/authenticate';
import { callerOf } from './api';

const MEGABYTE = 1024 * 1024;

/** Alarms and inventories: bodies larger than a call's, in their own formats, read by their services. */
export function registerIngest(app: FastifyInstance, ctx: HubContext, authenticator: Authenticator): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));

    scope.post(calls.alarms.path, { bodyLimit: 32 * MEGABYTE }, async (request) => {
      const { caller } = await callerOf(authenticator, request, calls.alarms);
      return recordAlarms(ctx, caller, readAlarms(await text(payloadOf(request))));
    });
    scope.put(calls.importLines.path, { bodyLimit: 256 * MEGABYTE }, async (request) => {
      const { caller } = await callerOf(authenticator, request, calls.importLines);
      return importLines(ctx, caller, payloadOf(request));
    });
    scope.put(calls.importIpe.path, { bodyLimit: 256 * MEGABYTE }, async (request) => {
      const { caller } = await callerOf(authenticator, request, calls.importIpe);
      const parts: Buffer[] = [];
      for await (const part of payloadOf(request)) parts.push(part);
      return importIpe(ctx, caller, Buffer.concat(parts));
    });
  });
}

/** The body as it comes in; an absent one is empty. */
function payloadOf(request: FastifyRequest): AsyncIterable<Buffer> {
  return (request.body as AsyncIterable<Buffer> | undefined) ?? request.raw;
}
