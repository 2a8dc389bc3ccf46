// What a start asks for, and in which order: the little that the home needs first, everything else behind it.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Customer, LIMIT, WORDS } from './lib/app.mjs';
import { World } from './lib/world.mjs';

const LATER = '**/part-*.wasm';
/** What the browser and the loader say of a file that is kept from them. */
const LOST = /Failed to fetch|net::ERR_FAILED|WebAssembly|HTTP status/;

/** Deletes what the site has stored, but for its cookies. */
const forget = async () => {
  localStorage.clear();
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = resolve;
    request.onerror = () => reject(request.error);
  });
  for (const { name } of await indexedDB.databases()) await done(indexedDB.deleteDatabase(name));
};

test('a phone that has only its session left asks for everything once, beside the app', async (t) => {
  const world = await World.for(t);
  const phone = await world.phone('resident');
  const resident = await Customer.demo(phone, 'resident');
  await resident.ready();
  await resident.page.goto(new URL('/offline.html', resident.page.url()).href);
  await resident.page.evaluate(forget);
  const asked = [];
  phone.context.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname === '/api/pull') asked.push(request.postDataJSON());
  });
  await phone.open('/');
  await resident.settled();
  await resident.sees('王示例');
  const whole = asked.filter((body) => !body.cursor);
  assert.equal(whole.length, 1, JSON.stringify(asked));
  assert.deepEqual(asked[0], whole[0], 'and first');
});

test('a start without a network shows the home first, and then every order there ever was', async (t) => {
  const world = await World.for(t);
  const phone = await world.phone('resident');
  const resident = await Customer.demo(phone, 'resident');
  await resident.ready();
  await phone.complete();
  await phone.controlled();
  const cards = () => document.querySelectorAll('main .order-card').length;
  await resident.go('/orders');
  await resident.page.locator('main .order-card').first().waitFor(LIMIT);
  const before = await resident.page.evaluate(cards);
  assert.ok(before > 3, `the demo has ${before} orders of this resident`);
  await phone.offline();
  await resident.go('/');
  await resident.page.reload();
  await resident.page.getByRole('link', { name: '我要下单' }).waitFor(LIMIT);
  await resident.go('/orders');
  await resident.page.waitForFunction((count) => document.querySelectorAll('main .order-card').length === count, before, LIMIT);
});

test('with an outbox that is not empty a start waits until what can read it has come', async (t) => {
  const world = await World.for(t);
  const phone = await world.phone('resident');
  await phone.context.addInitScript(() => { delete Navigator.prototype.serviceWorker; });
  phone.tolerate(LOST);
  const resident = await Customer.demo(phone, 'resident');
  await resident.settled();
  await phone.complete();
  await phone.context.route('**/api/push', (route) => route.abort());
  const id = await resident.place({ item: 'C06', note: '先存着' });
  await resident.sees(WORDS.queued);
  await phone.context.route(LATER, (route) => route.abort());
  const tried = resident.page.waitForEvent('requestfailed', (request) => request.url().includes('/part-'));
  await resident.page.reload({ waitUntil: 'commit' });
  await tried;
  assert.equal(await resident.page.getByRole('link', { name: '我要下单' }).count(), 0, 'nobody shows a home that hides an order');
  await phone.context.unroute(LATER);
  await resident.sees(WORDS.queued);
  await phone.context.unroute('**/api/push');
  await resident.page.evaluate(() => dispatchEvent(new Event('online')));
  await resident.settled();
  await resident.go(`/order/${id}`);
  await resident.sees(WORDS.open);
});
