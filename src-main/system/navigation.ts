import type { WebContents } from 'electron';
import { shell } from 'electron';
import { mayNavigate, mayOpenOutside } from './origins';

/** Closes every way by which a page could lead elsewhere. */
export function guardNavigation(contents: WebContents): void {
  const refuse = (event: { preventDefault(): void }, address: string) => {
    if (!mayNavigate(address)) event.preventDefault();
  };
  contents.on('will-navigate', (event) => refuse(event, event.url));
  contents.on('will-redirect', (event) => refuse(event, event.url));
  contents.on('will-frame-navigate', (event) => refuse(event, event.url));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
}
