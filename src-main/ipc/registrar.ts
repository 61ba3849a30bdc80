import {
  type Notice,
  type NoticeName,
  notices,
  type RequestInput,
  type RequestName,
  type RequestOutput,
  requests,
} from '@shared/contract/ipc';
import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import { APP_ORIGIN } from '../system/asset-path';
import { originOf } from '../system/origins';

/** One handler for each request of the contract; a missing one does not compile. */
export type Handlers = {
  readonly [N in RequestName]: (
    input: RequestInput<N>,
    from: WebContents,
  ) => RequestOutput<N> | Promise<RequestOutput<N>>;
};

/**
 * The only place that listens to pages (safety 21): every request comes from the main frame of one of our own pages and
 * fits its schema, or is refused before a handler sees it. What a handler gives back is checked as well.
 */
export function registerRequests(handlers: Handlers): void {
  for (const name of Object.keys(requests) as RequestName[]) {
    ipcMain.handle(name, async (event, input: unknown) => {
      if (!isOurs(event)) throw new Error(`${name}: refused, not from a page of Vigie`);
      const parsed = requests[name].input.safeParse(input);
      if (!parsed.success) throw new Error(`${name}: malformed, ${parsed.error.issues[0]?.path.join('.') ?? ''}`);
      const handle = handlers[name] as (given: unknown, from: WebContents) => unknown;
      return requests[name].output.parse(await handle(parsed.data, event.sender));
    });
  }
}

function isOurs({ senderFrame, sender }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && originOf(senderFrame.url) === APP_ORIGIN;
}

/** Tells a page something, in the shape of the contract; a window that is gone hears nothing. */
export function tell<N extends NoticeName>(contents: WebContents, name: N, notice: Notice<N>): void {
  if (!contents.isDestroyed()) contents.send(name, notices[name].parse(notice));
}
