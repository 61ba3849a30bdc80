import type { Bridge, RequestInput, RequestName, RequestOutput } from '@shared/contract/ipc';
import { createWebBridge } from './web-bridge';

declare global {
  interface Window {
    /** Put there by the preload; absent in a browser. */
    readonly vigie?: Bridge;
  }
}

/** What only a workstation can do. One shape for both targets; nothing else asks which one it is. */
export interface Platform {
  readonly target: 'desktop' | 'web';
  readonly bridge: Pick<Bridge, 'request' | 'listen'>;
}

/** Electron's bridge where there is one, else the browser's stand-in. */
export function findPlatform(): Platform {
  const desktop = window.vigie;
  if (desktop !== undefined) return { target: 'desktop', bridge: desktop };
  return { target: 'web', bridge: createWebBridge() };
}

/** The handlers of a bridge made in the page: one for each request of the contract. */
export type Handlers = { readonly [N in RequestName]: (input: RequestInput<N>) => Promise<RequestOutput<N>> };
