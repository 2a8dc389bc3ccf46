// 签字 at the door: drawn on the member's phone without a network, seen by the resident's side and the desk, and by nobody else.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Customer, Hand, Helper, LIMIT, WORDS } from './lib/app.mjs';
import { Caller } from './lib/caller.mjs';
import { World } from './lib/world.mjs';

const ITEM = { item: 'C06', title: '代取快递' };

/** Ordered by the man at 4 号楼 and taken by the member. */
async function taken(t, options = {}) {
  const world = await World.for(t);
  const desk = await Caller.demo(world.server, 'desk');
  const resident = await Customer.demo(await world.phone('luo'), 'luo');
  const member = await Helper.demo(await world.phone('member', options), 'member');
  const id = await resident.place({ item: ITEM.item });
  await resident.sees(WORDS.open);
  const card = await member.accept(ITEM.title, '4号楼');
  await card.getByText('接到了').waitFor(LIMIT);
  await member.settled();
  return { world, desk, resident, member, id };
}

/** The drawing on the screen of an order, as its path. */
const shown = (hand) => hand.main.getByRole('img', { name: '签字', exact: true }).locator('path').getAttribute('d', LIMIT);

test('a signature drawn in flight mode arrives once, the resident and the desk see it, and the phone it was drawn on lets go of it', async (t) => {
  const { world, desk, resident, member, id } = await taken(t);
  await member.phone.offline();
  await member.seesOffline();
  await member.go(`/order/${id}/finish`);
  await member.sees('办得怎么样？');
  const drawn = await member.sign();
  assert.match(drawn, /^(M\d+ \d+l0 0(L\d+ \d+)*){4}$/, 'four strokes');
  await member.phone.assertAccessible();
  await member.press('办完了');
  await member.sees('已记下，等社区核对');
  const unsent = await member.phone.stored();
  assert.equal((await desk.order(id)).finish, undefined, 'nothing reached the community yet');

  await member.phone.online();
  await member.settled();
  await resident.sees(WORDS.ask);
  await resident.sees('有人在手机上签了字');
  assert.equal(await shown(resident), drawn);
  const order = await desk.order(id);
  assert.deepEqual([order.state, order.finish.proof, order.finish.outcome], ['awaiting_confirm', 'signature', 'solved']);
  assert.equal(order.trail.filter((entry) => entry.step === 'finished').length, 1);
  const text = order.finish.signature;
  assert.ok(text.length > 40 && unsent.includes(text), 'until it is sent it is kept on the phone');

  const window = await Hand.demo(await world.phone('desk', { viewport: { width: 1280, height: 800 } }), 'desk');
  await window.go(`/order/${id}`);
  await window.sees('已签字');
  assert.equal(await shown(window), drawn);
  await resident.phone.assertAccessible();
  await window.phone.assertAccessible();

  await member.go(`/order/${id}`);
  await member.sees('已签字');
  assert.equal(await member.main.getByRole('img', { name: '签字', exact: true }).count(), 0);
  const kept = await member.phone.stored();
  assert.ok(kept.includes(id) && !kept.includes(text), 'the phone still holds what was drawn');
  // It went out once, and no answer brought it back.
  assert.equal((await member.phone.traffic()).split(text).length - 1, 1);
});

test('an empty pad is said like a missing code, and what was drawn stays through errors, other choices and a turned phone', async (t) => {
  const { desk, member, id } = await taken(t, { viewport: { width: 390, height: 844 } });
  await member.go(`/order/${id}/finish`);
  await member.page.getByRole('radio', { name: '签字' }).check({ ...LIMIT, force: true });
  await member.sees('请把手机递给居民，在框里签名');
  await member.press('办完了');
  const summary = member.page.getByRole('alert');
  await summary.getByRole('link', { name: /请居民在框里签名/ }).click(LIMIT);
  assert.equal(await member.pad.evaluate((pad) => pad === document.activeElement), true);

  // What was wrong is no longer said below the pad; above it nothing moves while somebody writes.
  const before = await member.pad.boundingBox();
  const drawn = await member.sign();
  assert.match(drawn, /^(M\d+ 1\d\dl0 0|M\d+ 2\d\dl0 0|L\d+ [12]\d\d)+$/, 'each stroke lies where it was written');
  assert.deepEqual(await member.pad.boundingBox(), before);
  assert.equal(await member.main.locator('#finish-pad-e').count(), 0);
  await member.page.getByRole('radio', { name: '没有核对' }).check({ ...LIMIT, force: true });
  await member.page.getByRole('textbox', { name: /办了什么/ }).fill('米已经送到');
  await member.page.getByRole('radio', { name: '签字' }).check({ ...LIMIT, force: true });
  await member.page.setViewportSize({ width: 844, height: 390 });
  assert.equal(await member.drawn(), drawn, 'turning the phone changes nothing');
  await member.fits();
  const box = await member.pad.boundingBox();
  assert.ok(box.height < 390, 'the whole pad fits on a phone that lies on its side');
  await member.page.setViewportSize({ width: 390, height: 844 });

  await member.press('重签');
  await member.sees('一动笔，就换掉原来的');
  assert.equal(await member.drawn(), drawn, 'it stays until something replaces it');
  await member.press('办完了');
  await summary.waitFor(LIMIT);
  await member.press('还用原来的');
  assert.equal(await member.drawn(), drawn);
  await member.press('重签');
  const second = await member.sign([[[0.3, 0.5], [0.7, 0.5]]]);
  assert.match(second, /^M1\d\d \d+l0 0(L\d+ \d+)+$/, 'the first stroke replaces it');
  await member.press('办完了');
  await member.sees(WORDS.received);
  assert.equal((await desk.order(id)).finish.proof, 'signature');
});

test('a finger writes, the page stays where it is, and a palm beside it draws nothing', async (t) => {
  const { member, id } = await taken(t, { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true });
  await member.go(`/order/${id}/finish`);
  await member.page.getByRole('radio', { name: '签字' }).check({ ...LIMIT, force: true });
  await member.pad.scrollIntoViewIfNeeded(LIMIT);
  const box = await member.pad.boundingBox();
  const scrolled = () => member.page.evaluate(() => [scrollX, scrollY]);
  const before = await scrolled();
  const touch = await member.phone.context.newCDPSession(member.page);
  const finger = (share) => ({ id: 1, x: box.x + box.width * 0.5, y: box.y + box.height * share });
  const palm = { id: 2, x: box.x + box.width * 0.9, y: box.y + box.height * 0.9 };
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [finger(0.9)] });
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [finger(0.9), palm] });
  for (const share of [0.7, 0.5, 0.3, 0.1]) {
    await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [finger(share), { ...palm, x: palm.x - share * 20 }] });
  }
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  assert.deepEqual(await scrolled(), before);
  assert.match(await member.drawn(), /^M(299|300|301) \d+l0 0(L(299|300|301) \d+){4}$/);
});

test('what is no drawing is refused with its field, and a signature is no code', async (t) => {
  const { world, desk, id } = await taken(t);
  const caller = await Caller.demo(world.server, 'member');
  const order = { id, community: (await desk.order(id)).community };
  const finish = (signature, more = {}) => caller.act(order, { finish: { outcome: 'solved', signature, ...more } });
  for (const bad of ['', '0000', 'M0 0L9 9', '"/><script>', 'zzzzzzzz', '7h3k'.repeat(4000)]) {
    const answer = await finish(bad);
    assert.deepEqual([answer.outcome, answer.reason?.code, answer.reason?.field], ['rejected', 'field_invalid', 'signature'], bad.slice(0, 20));
  }
  assert.equal((await desk.order(id)).finish, undefined);
  const other = await Caller.demo(world.server, 'member2');
  const stranger = await other.act(order, { finish: { outcome: 'solved', signature: '7h3k9m5q' } });
  assert.equal(stranger.outcome, 'rejected', 'who never held it can not sign it off');
  assert.equal((await desk.order(id)).finish, undefined);
  assert.equal((await finish('7h3k9m5q')).outcome, 'applied');
});
