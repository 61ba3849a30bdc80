import { calls, TOTAL_HEADER } from '@shared/contract/http';
import type { FastifyInstance } from 'fastify';
import type { HubContext } from '../context';
import { openReport } from '../services/reports/export';
import { callerOf } from './access';
import { accessOf, checked } from './api';

/** GET /api/reports/{kind}.{format}: a stream whose exact number of rows is known before its first byte (safety 17). */
export function registerReports(app: FastifyInstance, ctx: HubContext): void {
  app.get(calls.report.path, { compress: false, ...accessOf(calls.report) }, async (request, reply) => {
    const period = checked(calls.report.query, request.query);
    const [kind = '', format = ''] = (request.params as { file: string }).file.split('.');
    const report = await openReport(ctx, callerOf(request), { ...period, kind, format });
    return reply
      .header(TOTAL_HEADER, String(report.total))
      .header('content-disposition', `attachment; filename="${report.fileName}"`)
      .header('cache-control', 'no-store')
      .type(report.contentType)
      .send(report.body);
  });
}
