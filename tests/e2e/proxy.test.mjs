// A daughter orders for her mother, who agreed to it, and sees nothing more once the mother takes it back.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Customer, WORDS } from './lib/app.mjs';
import { Caller } from './lib/caller.mjs';
import { World } from './lib/world.mjs';

test('a proxy orders for her mother, consent is withdrawn, and the order leaves her phone', async (t) => {
  const world = await World.for(t);
  const desk = await Caller.demo(world.server, 'desk');
  const mother = await Caller.demo(world.server, 'resident');
  const daughter = await Customer.demo(await world.phone('daughter'), 'daughter');
  const id = await daughter.place({ item: 'C06', note: '妈妈耳朵背', forWhom: '王示例' });
  await daughter.sees(WORDS.open);
  await daughter.settled();
  const order = await desk.order(id);
  const people = await desk.call('GET', '/api/demo/people');
  const own = people.find((one) => one.who === 'daughter').person;
  assert.deepEqual([order.resident, order.placed_by, order.channel], [mother.person, own, 'proxy']);
  assert.ok((await daughter.phone.stored()).includes(id));

  const outcome = await mother.say({ end_proxy: { person: mother.person, proxy: own } });
  assert.equal(outcome.outcome, 'applied');
  await daughter.sees('找不到这张单子');
  await daughter.settled();
  const kept = await daughter.phone.stored();
  assert.ok(!kept.includes('2单元 301室'), 'the door of the mother is no longer on the phone');
  assert.equal((await mother.order(id)).state, 'open', 'the order itself goes on');
});
