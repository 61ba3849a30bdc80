import { type Bridge, notices, requests } from '@shared/contract/ipc';
import { contextBridge, ipcRenderer } from 'electron';

/** Only channels of the contract pass, whatever the page asks for. */
function known(channels: object, name: string): string {
  if (!Object.hasOwn(channels, name)) throw new Error(`${name}: no such channel`);
  return name;
}

const bridge: Bridge = {
  platform: 'desktop',
  request: (name, input) => ipcRenderer.invoke(known(requests, name), input),
  listen: (name, listener) => {
    // The event object, with which a page could send at will, stays on this side.
    const pass = (_event: unknown, notice: Parameters<typeof listener>[0]) => listener(notice);
    ipcRenderer.on(known(notices, name), pass);
    return () => void ipcRenderer.off(name, pass);
  },
};

contextBridge.exposeInMainWorld('vigie', bridge);
