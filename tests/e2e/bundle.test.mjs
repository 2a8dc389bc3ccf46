// The app comes in bundles of screens. One that does not come is said, asked for again, and never takes anything with it.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Customer, Helper, LIMIT } from './lib/app.mjs';
import { World } from './lib/world.mjs';

const EVERYDAY = '**/part-*.wasm';
const WORK = '**/work-*.wasm';
/** What the browser and the loader say of a file that is kept from them. */
const LOST = /404|Failed to fetch|net::ERR_FAILED|WebAssembly|HTTP status/;

/** A phone without a service worker, so that every file comes over the line. */
async function plain(world, name) {
  const phone = await world.phone(name);
  await phone.context.addInitScript(() => { delete Navigator.prototype.serviceWorker; });
  phone.tolerate(LOST);
  return phone;
}

test('a screen whose bundle does not come says so, and comes when it is asked for again', async (t) => {
  const world = await World.for(t);
  const phone = await plain(world, 'luo');
  await phone.context.route(EVERYDAY, (route) => route.abort());
  const resident = await Customer.demo(phone, 'luo');
  await resident.page.getByRole('link', { name: '我要下单' }).click(LIMIT);
  await resident.sees('这一页还没取到手机里');
  await phone.assertAccessible();
  await phone.context.unroute(EVERYDAY);
  await resident.press('再试一次');
  await resident.page.getByRole('searchbox').waitFor(LIMIT);
  assert.equal(resident.path(), '/order/new');
});

test('a page that is older than the files on the server starts anew by itself, once', async (t) => {
  const world = await World.for(t);
  const phone = await plain(world, 'member');
  let gone = 0;
  let starts = 0;
  await phone.context.route(WORK, (route) => {
    if (starts > 1) return route.continue();
    gone += 1;
    return route.fulfill({ status: 404, body: '' });
  });
  phone.page.on('domcontentloaded', () => { starts += 1; });
  const member = await Helper.demo(phone, 'member');
  await member.page.getByRole('heading', { name: '待接单' }).first().waitFor(LIMIT);
  await phone.complete();
  assert.ok(gone > 0, 'the first page asked for a file that is no more');
  assert.equal(starts, 2);
});

test('a resident never loads the screens of members and staff', async (t) => {
  const world = await World.for(t);
  const asked = [];
  const phone = await world.phone('resident');
  phone.context.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const resident = await Customer.demo(phone, 'resident');
  await phone.complete();
  await phone.controlled();
  assert.deepEqual(asked.filter((path) => path.startsWith('/work-')), []);
  assert.ok(asked.some((path) => path.startsWith('/part-')));
  assert.doesNotMatch(await resident.page.evaluate(async () => {
    const kept = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    return kept.flat().map((request) => request.url).join('\n');
  }), /\/work-/);
});

test('screens of staff come dressed, also after a start without a network', async (t) => {
  const world = await World.for(t);
  const phone = await world.phone('desk');
  const desk = await Helper.demo(phone, 'desk');
  const dressed = () => desk.main.locator('.figures').first().evaluate((node) => getComputedStyle(node).display);
  await desk.main.locator('.figures').first().waitFor(LIMIT);
  assert.notEqual(await dressed(), 'block');
  await phone.complete();
  await phone.controlled();
  await phone.offline();
  await desk.page.reload();
  await desk.main.locator('.figures').first().waitFor(LIMIT);
  assert.notEqual(await dressed(), 'block');
});
