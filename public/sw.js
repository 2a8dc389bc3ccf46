// Service worker: keeps the built files of this version at hand, so that the app opens without a network.
//
// It knows files, nothing else: no /api answer is ever stored, no command is queued here, no rule of the app stands here.
// The build writes the three values below (hashed file names, and a hash over them); served unbuilt, it caches nothing.
//
// Life of a version
//   install    fetches the whole list, then WAITS. A page in use keeps the version it started with.
//   message    {type:"activate"} from the page, after the person agreed: this version takes over at once and tells every page
//              "taken". The page reloads by itself, never while a form holds unsent words. A first install says so, too: reload
//              only when the page had a controller before.
//   message    {type:"work"} from a page that uses the screens of members or staff: this version keeps those, too. A new
//              version fetches them at once when the version before had them.
//   message    {type:"version"} with a MessagePort: answers {version}.
//   activate   drops caches older than the previous version. The previous one stays, because a tab left open may still
//              ask for its files.
// To take it all back, serve sw-kill.js under this file's address.
'use strict';

const VERSION = "__VERSION__";
const PRECACHE = /*PRECACHE*/[];
/** The screens of members and staff; nobody else needs them. */
const WORK = /*WORK*/[];
const PREFIX = 'doorstep-';
const CACHE = PREFIX + VERSION;
const SHELL = '/index.html';
const OFFLINE = '/offline.html';

/** A hashed name never changes its bytes, so the copy the page has just loaded serves; anything else is asked for anew. */
const isHashed = (url) => /-[0-9a-f]{12,}[._]/.test(url);

async function keep(cache, url) {
  const answer = await fetch(new Request(url, { cache: isHashed(url) ? 'default' : 'reload', credentials: 'same-origin' }));
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  // A navigation must not be answered with a redirected response. The wasm, on the other hand, is stored as it came:
  // the browser keeps its compiled code only for an original response.
  await cache.put(url, answer.redirected ? new Response(await answer.blob(), { headers: answer.headers }) : answer);
}

/** Whether a version on this phone keeps the screens of members and staff. */
async function hadWork() {
  for (const name of (await caches.keys()).filter((one) => one.startsWith(PREFIX))) {
    const kept = await (await caches.open(name)).keys();
    if (kept.some((request) => new URL(request.url).pathname.startsWith('/work-'))) return true;
  }
  return false;
}

async function keepWork() {
  const cache = await caches.open(CACHE);
  const missing = await Promise.all(WORK.map(async (url) => ((await cache.match(url)) ? [] : [url])));
  await Promise.all(missing.flat().map((url) => keep(cache, url)));
}

self.addEventListener('install', (event) => {
  event.waitUntil((async () => {
    const work = await hadWork();
    const cache = await caches.open(CACHE);
    try {
      await Promise.all([...PRECACHE, ...(work ? WORK : [])].map((url) => keep(cache, url)));
    } catch (error) {
      // Half a version is worse than none: the app goes on with the network or with the version before.
      await caches.delete(CACHE);
      throw error;
    }
  })());
});

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    // caches.keys() is in order of creation: the last of the others is the version before this one.
    const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
    await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
    await self.clients.claim();
    for (const client of await self.clients.matchAll({ type: 'window' })) client.postMessage('taken');
  })());
});

self.addEventListener('message', (event) => {
  const type = event.data && event.data.type;
  if (type === 'activate') self.skipWaiting();
  // What could not be fetched is asked for again at the next start.
  if (type === 'work') event.waitUntil(keepWork().catch(() => {}));
  if (type === 'version' && event.ports[0]) event.ports[0].postMessage({ version: VERSION });
});

/** The stored answer of this version, else of the version before, else undefined. */
async function stored(url) {
  const own = await (await caches.open(CACHE)).match(url);
  if (own) return own;
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  for (const name of others.reverse()) {
    const hit = await (await caches.open(name)).match(url);
    if (hit) return hit;
  }
  return undefined;
}

async function page(request) {
  try {
    return (await stored(SHELL)) || (await fetch(request));
  } catch (error) {
    return (await stored(OFFLINE)) || Response.error();
  }
}

async function file(request, path) {
  return (await stored(path)) || fetch(request);
}

self.addEventListener('fetch', (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (url.pathname === '/api' || url.pathname.startsWith('/api/')) return;
  // The demo's start page is the server's own, not a page of the app.
  if (url.pathname === '/demo') return;
  const last = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
  if (request.mode === 'navigate' && !last.includes('.')) {
    event.respondWith(page(request));
  } else if (PRECACHE.includes(url.pathname) || isHashed(url.pathname)) {
    event.respondWith(file(request, url.pathname));
  }
});
