// The secretary invites somebody who works at the window, who chooses an account and a password and is at the desk.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Hand, LIMIT } from './lib/app.mjs';
import { World } from './lib/world.mjs';

test('an invitation makes an account, and serves once', async (t) => {
  const world = await World.for(t);
  const secretary = await Hand.demo(await world.phone('secretary', { viewport: { width: 1280, height: 800 } }), 'secretary');
  await secretary.go('/desk/people');
  const find = secretary.page.getByRole('searchbox');
  await find.fill('王示例');
  await secretary.main.getByRole('button', { name: /王示例/ }).click(LIMIT);
  await secretary.sees('打印登录卡');
  assert.equal(await secretary.button('邀请本人设密码').count(), 0, 'residents sign in by card');
  await find.fill('郑示例');
  await secretary.main.getByRole('button', { name: /郑示例/ }).click(LIMIT);
  await secretary.press(/^邀请本人设密码/);
  const address = await secretary.text(/\/setup#/).innerText(LIMIT);
  assert.equal(await secretary.button('打印登录卡').count(), 0, 'a card would be a way around the password');
  await secretary.fits();

  const colleague = new Hand(await world.phone('window'));
  colleague.phone.tolerate(/status of 401/);
  const open = async () => {
    await colleague.phone.open(`/setup#${address.split('#')[1]}`);
    await colleague.sees('有人邀请我来');
    await colleague.page.getByRole('heading', { name: '设好账号' }).waitFor(LIMIT);
    assert.equal(await colleague.page.getByRole('textbox', { name: /社区/ }).count(), 0, 'the community is there already');
    await colleague.page.locator('#account').fill('window1');
    await colleague.page.locator('#password').fill('窗口三点半喝茶去');
    await colleague.press('定好并登录');
  };
  await open();
  await colleague.settled();
  await colleague.go('/me');
  await colleague.sees('郑示例');

  await colleague.phone.context.clearCookies();
  await open();
  await colleague.sees('邀请码不对、用过了');
});
