/// <reference lib="webworker" />

/** Put in by the build (vite.field.config.ts): the files that make the page, and a name for this set of them. */
const shell = 'SHELL' as unknown as { readonly version: string; readonly files: readonly string[] };
const worker = self as unknown as ServiceWorkerGlobalScope;
const kept = `vigie-field-${shell.version}`;

/**
 * Keeps the page itself, so that it opens without a network; never what the hub says, which is asked for anew or shown
 * as old by the page.
 */
worker.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(kept)
      .then((cache) => cache.addAll([...shell.files]))
      .then(() => worker.skipWaiting()),
  );
});

worker.addEventListener('activate', (event) => {
  const drop = (names: readonly string[]) =>
    Promise.all(names.filter((name) => name.startsWith('vigie-field-') && name !== kept).map((n) => caches.delete(n)));
  event.waitUntil(
    caches
      .keys()
      .then(drop)
      .then(() => worker.clients.claim()),
  );
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(worker.registration.scope)) return;
  const asked = request.mode === 'navigate' ? worker.registration.scope : request.url;
  event.respondWith(caches.open(kept).then(async (cache) => (await cache.match(asked)) ?? fetch(request)));
});
