// Kill switch. Serve this file's bytes under /sw.js (with `Cache-Control: no-cache`) when a released service worker does harm.
//
// At its next start every phone fetches it, and it removes itself and the cached build. It touches no IndexedDB: words
// that wait to be sent stay. Open pages are not reloaded; their next start comes from the network.
'use strict';

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith('doorstep-')).map((name) => caches.delete(name)));
    await self.registration.unregister();
    for (const client of await self.clients.matchAll({ type: 'window', includeUncontrolled: true })) {
      client.postMessage({ type: 'killed' });
    }
  })());
});
