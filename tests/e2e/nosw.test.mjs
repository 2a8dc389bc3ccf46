// In-app browsers have no service worker. The main job goes all the same; only opening the app needs the network there.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Customer, Helper, WORDS } from './lib/app.mjs';
import { Caller } from './lib/caller.mjs';
import { World } from './lib/world.mjs';

/** A phone whose browser knows no service worker. */
async function plain(world, name) {
  const phone = await world.phone(name);
  await phone.context.addInitScript(() => { delete Navigator.prototype.serviceWorker; });
  return phone;
}

test('the job without any service worker, with a gap in the network on both sides', async (t) => {
  const world = await World.for(t);
  const desk = await Caller.demo(world.server, 'desk');
  const resident = await Customer.demo(await plain(world, 'luo'), 'luo');
  const member = await Helper.demo(await plain(world, 'member'), 'member');
  for (const hand of [resident, member]) assert.equal(await hand.page.evaluate(() => 'serviceWorker' in navigator), false);

  await resident.phone.offline();
  await resident.seesOffline();
  const id = await resident.place({ item: 'C06' });
  await resident.sees(WORDS.queued);
  const code = await resident.code();
  await resident.phone.online();
  await resident.sees(WORDS.open);

  const card = await member.accept('代取快递', '4号楼');
  await card.getByText('接到了').waitFor();
  await member.phone.offline();
  await member.seesOffline();
  await member.step(id, '出发');
  await member.step(id, '到了');
  await member.finish(id, { code });
  await member.sees('已记下，等社区核对');
  await member.phone.online();
  await resident.sees(WORDS.ask);
  await resident.press('确认办好');
  await resident.settled();
  const order = await desk.order(id);
  assert.deepEqual([order.state, order.finish.proof], ['closed', 'code']);
});
