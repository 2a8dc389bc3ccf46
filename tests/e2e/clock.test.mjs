// The phone's clock: a wrong one is said in words, and a day after a job nothing of it is on the phone, also with no network.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Customer, Helper, LIMIT, WORDS } from './lib/app.mjs';
import { World } from './lib/world.mjs';

const MINUTE = 60_000;
const ITEM = { item: 'C06', title: '代取快递' };
// Who lives at 4 号楼: neither member has ever held an order of his, so nothing else of him is on their phones.
const LUO = { door: '3单元 401室', phone: '00013824444' };

/** A phone whose clock can be set: by how much it is off stands in its storage and holds from the next look on. */
async function clocked(world, name, minutes = 0) {
  const phone = await world.phone(name);
  await phone.context.addInitScript((off) => {
    const right = Date.now.bind(Date);
    Date.now = () => right() + Number(localStorage.getItem('test.off') ?? off);
  }, minutes * MINUTE);
  return phone;
}

test('a clock that is off by more than five minutes is said in words, where orders are looked at, with what to do', async (t) => {
  const world = await World.for(t);
  const member = await Helper.demo(await clocked(world, 'member', -21), 'member');
  for (const path of ['/jobs/mine', '/outbox']) {
    await member.go(path);
    await member.sees('手机时间可能不准');
    await member.sees(/慢了约 2[01] 分钟/);
    await member.sees('自动设置时间');
  }
  const resident = await Customer.demo(await clocked(world, 'resident', 12), 'resident');
  await resident.go('/orders');
  await resident.sees(/快了约 1[12] 分钟/);
  const right = await Customer.demo(await clocked(world, 'luo', 2), 'luo');
  await right.go('/orders');
  await right.main.locator('.order-card').first().waitFor(LIMIT);
  assert.equal(await right.main.getByText('手机时间可能不准').count(), 0);
});

test('a day after a visit, name, number and door are gone from a phone that has had no network since; the proof is not', async (t) => {
  const world = await World.for(t);
  const resident = await Customer.demo(await world.phone('luo'), 'luo');
  const member = await Helper.demo(await clocked(world, 'member'), 'member');
  const id = await resident.place({ ...ITEM, note: '放在门里就行' });
  await resident.sees(WORDS.open);
  const card = await member.accept(ITEM.title, '4号楼');
  await card.getByText('接到了').waitFor();
  await member.settled();
  await member.phone.controlled();
  await member.phone.offline();
  await member.seesOffline();
  await member.step(id, '出发');
  await member.step(id, '到了');
  await member.finish(id, { words: '办妥了' });
  await member.sees('已记下，等社区核对');
  const before = await member.phone.stored();
  for (const secret of Object.values(LUO)) assert.ok(before.includes(secret), `${secret} is still there on the day`);

  await member.page.evaluate((ahead) => localStorage.setItem('test.off', ahead), 25 * 60 * MINUTE);
  await member.page.reload();
  await member.page.locator('.syncbar').waitFor(LIMIT);
  await member.go(`/order/${id}`);
  await member.sees('进度');
  const shown = await member.main.innerText();
  for (const secret of Object.values(LUO)) assert.ok(!shown.includes(secret), `${secret} is not shown`);
  // On disk as soon as this tab sends, which it does from its start.
  for (const end = Date.now() + LIMIT.timeout; (await member.phone.stored()).includes(LUO.door);) {
    assert.ok(Date.now() < end, 'the door is still on disk');
    await member.page.waitForTimeout(200);
  }
  const after = await member.phone.stored();
  for (const secret of [...Object.values(LUO), '放在门里就行']) assert.ok(!after.includes(secret), `${secret} is still on disk`);
  assert.ok(after.includes('办妥了'), 'what was done is still to be sent');
});
