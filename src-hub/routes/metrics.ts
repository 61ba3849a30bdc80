import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FastifyInstance } from 'fastify';

/** GET /metrics, Prometheus text: what the process needs watched. Nothing of any operator is in it. */
export function registerMetrics(app: FastifyInstance): void {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  app.addHook('onClose', async () => {
    delay.disable();
  });
  const answers = new Map<string, number>();
  app.addHook('onResponse', async (_request, reply) => {
    const family = `${Math.floor(reply.statusCode / 100)}xx`;
    answers.set(family, (answers.get(family) ?? 0) + 1);
  });
  app.get('/metrics', { config: { access: 'public' } }, (_request, reply) => {
    const memory = process.memoryUsage();
    const rows = [
      '# TYPE vigie_resident_memory_bytes gauge',
      `vigie_resident_memory_bytes ${memory.rss}`,
      '# TYPE vigie_heap_used_bytes gauge',
      `vigie_heap_used_bytes ${memory.heapUsed}`,
      '# TYPE vigie_event_loop_delay_p99_seconds gauge',
      `vigie_event_loop_delay_p99_seconds ${(delay.percentile(99) / 1e9).toFixed(6)}`,
      '# TYPE vigie_http_answers_total counter',
      ...[...answers].map(([family, count]) => `vigie_http_answers_total{status="${family}"} ${count}`),
    ];
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(`${rows.join('\n')}\n`);
  });
}
