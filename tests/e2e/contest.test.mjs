// One order, two who were at the door, one of them without a network: what each of them, the resident and the desk is shown.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Customer, Helper, LIMIT, WORDS } from './lib/app.mjs';
import { Caller } from './lib/caller.mjs';
import { World } from './lib/world.mjs';

const ITEM = { item: 'C06', title: '代取快递' };
const WIDE = { viewport: { width: 1280, height: 900 }, isMobile: false, hasTouch: false, deviceScaleFactor: 1 };

/** Held by 李示例, who then has no network; what he does is given by each story. */
async function gone(t) {
  const world = await World.for(t);
  const desk = await Caller.demo(world.server, 'desk');
  const other = await Caller.demo(world.server, 'member2');
  const resident = await Customer.demo(await world.phone('luo'), 'luo');
  const away = await Helper.demo(await world.phone('member'), 'member');
  const id = await resident.place({ ...ITEM, note: '放在门里就行' });
  await resident.sees(WORDS.open);
  const code = await resident.code();
  const card = await away.accept(ITEM.title, '4号楼');
  await card.getByText('接到了').waitFor();
  await away.settled();
  await away.phone.offline();
  await away.seesOffline();
  return { world, desk, other, resident, away, id, code };
}

/** The desk takes it from 李示例, and 张示例 accepts it. */
async function passOn({ desk, other, id }) {
  const held = await desk.order(id);
  const take = { release: { person: held.holders[0].person, why: 'not_reachable' } };
  assert.equal((await desk.act(held, take)).outcome, 'applied');
  const open = await other.order(id);
  assert.equal((await other.act(open, { accept: { generation: open.generation } })).outcome, 'applied');
}

async function doneOffline({ away, id, code }, proof = true) {
  await away.step(id, '出发');
  await away.step(id, '到了');
  await away.finish(id, proof ? { code } : {});
  await away.sees('已记下，等社区核对');
}

const back = async (hand) => {
  await hand.phone.online();
  await hand.page.evaluate(() => dispatchEvent(new Event('online')));
};

test('who lost an order unasked and was at the door wins; the other is told, and the resident confirms once', async (t) => {
  const story = await gone(t);
  const { world, desk, resident, away, id } = story;
  await passOn(story);
  await resident.sees('张示例 已接单');
  await doneOffline(story);
  await back(away);
  await away.sees('居民会收到“办好了吗？”');
  const order = await desk.order(id);
  assert.equal(order.state, 'awaiting_confirm');
  assert.deepEqual(order.holders, [], 'who had it since is released');
  assert.equal(order.finish.by, (await Caller.demo(world.server, 'member')).person);
  await resident.sees('办好了吗？');
  await resident.sees('李示例 说');
  assert.equal(await resident.main.getByRole('button', { name: '确认办好' }).count(), 1);
  const told = await Helper.demo(await world.phone('member2'), 'member2');
  await told.go('/inbox');
  await told.sees('这张单子别的同志已经办了');
  await told.go(`/order/${id}`);
  await told.sees('不用去了');
});

test('both were there: the desk sees both side by side and decides, both records stay, the resident is asked once', async (t) => {
  const story = await gone(t);
  const { world, desk, other, resident, away, id } = story;
  await passOn(story);
  assert.equal((await other.act(await other.order(id), 'arrive')).outcome, 'applied');
  await resident.sees('张示例 正在办');
  await doneOffline(story);
  await back(away);
  const screen = await Helper.demo(await world.phone('desk', WIDE), 'desk');
  await screen.go(`/order/${id}`);
  const settle = screen.main.getByRole('region', { name: '是谁办的？' });
  await settle.getByText('两边的记录和时长都会留着').waitFor(LIMIT);
  const sides = settle.locator('.stack');
  assert.equal(await sides.count(), 2);
  assert.match(await sides.filter({ hasText: '张示例' }).innerText(), /到了/);
  assert.match(await sides.filter({ hasText: '李示例 · 办好了' }).innerText(), /服务码已核对/);
  assert.equal(await resident.main.getByRole('button', { name: '确认办好' }).count(), 0, 'not before it is decided');
  await settle.getByRole('button', { name: /认定是李示例/ }).click(LIMIT);
  await settle.waitFor({ ...LIMIT, state: 'detached' });
  await resident.sees('办好了吗？');
  await resident.press('确认办好');
  await resident.sees('李示例 这次办得怎么样？');
  await resident.settled();
  const order = await desk.order(id);
  assert.equal(order.state, 'closed');
  assert.ok(order.trail.some((entry) => entry.step === 'arrived' && entry.by.person === other.person), 'the start of the other stays on record');
});

test('cancelled while somebody was at the door: their proof is kept and the desk calls back, without proof it stays cancelled', async (t) => {
  const story = await gone(t);
  const { world, desk, resident, away, id } = story;
  await resident.press('取消');
  const sheet = resident.page.getByRole('dialog');
  await sheet.getByText('不需要了').click(LIMIT);
  await sheet.getByRole('button', { name: '确定取消' }).click(LIMIT);
  await resident.sees('已取消');
  await resident.settled();
  await doneOffline(story);
  await back(away);
  await away.settled();
  await away.go('/outbox');
  await away.sees('待交接');
  const order = await desk.order(id);
  assert.deepEqual([order.state, order.call_back, order.other_finishes.length], ['cancelled', true, 1]);
  const screen = await Helper.demo(await world.phone('desk', WIDE), 'desk');
  await screen.go(`/order/${id}`);
  await screen.sees('要回访');
  await screen.sees(/李示例/);
});
