import { Desk } from './desk';
import { transferable } from './outbox';
import type { Order, Report } from './protocol';

declare const self: DedicatedWorkerGlobalScope;

const desk = new Desk((report: Report) =>
  self.postMessage(report, report.type === 'batch' ? transferable(report.batch) : []),
);
self.onmessage = ({ data }: MessageEvent<Order>) => desk.obey(data);
