// The server is in trouble: its disk is full, or it is gone. What phones say then, in each of their tabs, and when they come back.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Customer, LIMIT, WORDS } from './lib/app.mjs';
import { Caller } from './lib/caller.mjs';
import { ids, ITEM, later, letBeat, NOTE, tryAgain } from './lib/faulty.mjs';
import { Server } from './lib/server.mjs';
import { World } from './lib/world.mjs';

/** Writes until the disk of the server takes no more. */
async function untilFull(server) {
  const desk = await Caller.demo(server, 'desk');
  const [order] = await desk.orders();
  server.fill();
  for (const text = '一'.repeat(100); ;) {
    const told = await desk.act(order, { remark: { text } }).then(() => '', (error) => error.message);
    if (told) return assert.match(told, / 507 /);
  }
}

test('the disk of the server is full: phones say so and come back no sooner than told, the desk has a banner, and with room all goes on', async (t) => {
  const server = await Server.onSmallDisk();
  if (!server) return t.skip('nobody may mount a disk here');
  const world = await World.for(t, { server });
  const line = await world.line();
  const [phone, desk] = [await world.phone('resident'), await Customer.demo(await world.phone('desk'), 'desk')];
  await letBeat(phone);
  const resident = await Customer.demo(phone, 'resident');
  for (const hand of [resident, desk]) hand.phone.tolerate(/status of 507/);
  await untilFull(server);

  const id = await resident.place({ item: ITEM, note: NOTE });
  const bar = resident.page.locator('.syncbar', { hasText: '社区的机器暂时存不下，写的都存在手机里' });
  await bar.waitFor(LIMIT);
  const banner = desk.page.locator('.syncbar', { hasText: '社区的机器暂时存不下' });
  await tryAgain(desk);
  await banner.click(LIMIT);
  await desk.sees('请马上联系管机器的人');
  const asked = (path) => line.requests.filter((request) => request.path === path).length;
  const [pushes, pulls] = [asked('/api/push'), asked('/api/pull')];
  await tryAgain(resident);
  await resident.page.waitForResponse((answer) => answer.url().endsWith('/api/pull'), LIMIT);
  await bar.waitFor(LIMIT);
  assert.equal(asked('/api/push'), pushes, 'it does not try before its time');
  assert(asked('/api/pull') > pulls, 'and reads on');

  server.makeRoom();
  await banner.waitFor({ ...LIMIT, state: 'hidden' });
  // The longest that it may wait: what the server said, and half as much again.
  await later(resident, 91_000);
  await resident.settled();
  await resident.sees(WORDS.open);
  assert.deepEqual(await ids(await Caller.demo(server, 'desk')), [id]);
  return undefined;
});

test('two tabs of one person: both say how the line stands, also the one that does not send', async (t) => {
  const world = await World.for(t);
  const first = await Customer.demo(await world.phone('resident'), 'resident');
  await first.ready();
  first.phone.tolerate(/net::ERR_/);
  const second = new Customer(await first.phone.tab());
  await second.phone.open('/orders');
  await second.settled();
  // The server goes, and no browser says so.
  await world.server.kill();
  await first.go('/orders');
  await tryAgain(first);
  for (const hand of [first, second]) await hand.page.locator('.syncbar.is-offline').waitFor(LIMIT);
  await world.server.restart();
  await tryAgain(first);
  for (const hand of [first, second]) await hand.settled();
  await first.phone.offline();
  for (const hand of [first, second]) await hand.seesOffline();
  await first.phone.online();
  for (const hand of [second, first]) await hand.settled();
});
