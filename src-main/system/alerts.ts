import { app, BrowserWindow, Notification, type WebContents } from 'electron';
import { tell } from '../ipc/registrar';

/** Kept while shown: one that is collected loses its click. */
const shown = new Set<Notification>();

/** A new critical outage, outside the window too: a notification that leads to it, and a window that asks to be seen. */
export function notify(from: WebContents, alert: { title: string; body: string; outageId: string }): void {
  const window = BrowserWindow.fromWebContents(from);
  window?.flashFrame(true);
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title: alert.title, body: alert.body, urgency: 'critical' });
  shown.add(notification);
  const done = () => shown.delete(notification);
  notification.once('close', done);
  notification.once('click', () => {
    done();
    window?.show();
    window?.focus();
    tell(from, 'alert.opened', { outageId: alert.outageId });
  });
  notification.show();
}

/** Open alarms on the dock or task bar. */
export function badge(from: WebContents, count: number): void {
  app.setBadgeCount(count);
  if (count === 0) BrowserWindow.fromWebContents(from)?.flashFrame(false);
}
