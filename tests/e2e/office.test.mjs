// Accounts that neither order nor serve: a department answers what was passed on to it, and who only keeps the installation is told so.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Hand, LIMIT } from './lib/app.mjs';
import { Caller } from './lib/caller.mjs';
import { World } from './lib/world.mjs';

test('a department finds what was passed on to it, without a door or a phone, and its answer ends the case', async (t) => {
  const world = await World.for(t);
  const office = await Hand.demo(await world.phone('department'), 'department');
  await office.sees('转给您单位的单子');
  await office.sees('等您单位答复');
  assert.equal(await office.page.getByText('我要下单').count(), 0, 'nothing here is for somebody who orders');
  await office.main.locator('.order-card').first().click(LIMIT);
  await office.sees('燃气问题');
  await office.sees('要联系居民，请打社区电话');
  const kept = await office.phone.stored();
  for (const secret of ['马示例', '灶台下面有声音']) assert.ok(!kept.includes(secret), `${secret} is not on this phone`);

  await office.press('答复社区');
  await office.sees('请先选一个结果');
  await office.page.getByRole('radio', { name: '办好了' }).check({ ...LIMIT, force: true });
  await office.press('答复社区');
  await office.sees('已答复：办好了');
  await office.settled();
  const id = office.path().split('/').pop();
  const order = await (await Caller.demo(world.server, 'desk')).order(id);
  assert.deepEqual([order.state, order.referral.outcome], ['closed', 'solved']);
  await office.go('/');
  await office.sees('已答复：办好了');
  await office.fits();
});

test('an account that only keeps the installation says so, and leads to the people it registers', async (t) => {
  const world = await World.for(t);
  const keeper = await Hand.demo(await world.phone('operator'), 'operator');
  await keeper.sees('这个账号不下单，也不接单');
  await keeper.main.getByRole('link', { name: '登记工作人员' }).click(LIMIT);
  await keeper.page.getByRole('searchbox', { name: '找人' }).waitFor(LIMIT);
});
