// The main job on separate phones: order → accept → door → confirm → rate, with the network on and off; and what whoever comes
// second, or asks without a network, never learns.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Customer, Helper, LIMIT, WORDS } from './lib/app.mjs';
import { Caller } from './lib/caller.mjs';
import { World } from './lib/world.mjs';

const ITEM = { item: 'C06', title: '代取快递' };
const NOTE = '两袋米，放在门里就行';
// Who lives at 4 号楼: neither member has ever held an order of his, so nothing else of him is on their phones.
const LUO = { door: '3单元 401室', phone: '00013824444' };

/** The steps of a trail that people make, without what the server notes by itself. */
const made = (steps) => steps.filter((step) => !['opened', 'late', 'looked', 'remarked'].includes(step));

test('whoever rates, or chooses not to, comes back to where they were, and no page of an order stands twice on the way', async (t) => {
  const world = await World.for(t);
  const desk = await Caller.demo(world.server, 'desk');
  const resident = await Customer.demo(await world.phone('resident'), 'resident');
  const asked = (await desk.orders()).find((order) => order.state === 'awaiting_confirm' && order.number.startsWith('YY'));
  await resident.page.getByRole('navigation', { name: '主导航' }).getByText('订单').click();
  await resident.main.locator('.order-card', { hasText: '办好了吗？' }).first().click();
  await resident.press('确认办好');
  await resident.press('不评价也行');
  await resident.sees('进度');
  assert.equal(resident.path(), `/order/${asked.id}`);
  await resident.press('评价');
  await resident.page.getByRole('radio', { name: '满意', exact: true }).check({ force: true });
  await resident.press('评价');
  await resident.sees('谢谢，评价已记下');
  await resident.page.getByRole('link', { name: '返回' }).click();
  await resident.page.waitForURL(/\/orders$/);
});

test('the whole job online, from the order to the rating', async (t) => {
  const world = await World.for(t);
  const desk = await Caller.demo(world.server, 'desk');
  const resident = await Customer.demo(await world.phone('luo'), 'luo');
  const member = await Helper.demo(await world.phone('member'), 'member');

  const id = await resident.place({ item: ITEM.item, note: NOTE });
  await resident.sees(WORDS.open);
  const code = await resident.code();
  assert.match(code, /^\d{4}$/);
  assert.deepEqual(made(await desk.steps(id)), ['placed']);

  const card = await member.accept(ITEM.title, '4号楼');
  await card.getByText('接到了').waitFor();
  await resident.sees('李示例 已接单');
  await resident.sees('0012');

  await member.step(id, '打电话约时间');
  await member.step(id, '出发');
  await resident.sees('李示例 已出发');
  await member.step(id, '到了');
  await resident.sees('李示例 正在办');
  const who = resident.main.locator('.tl', { hasText: '到了' }).locator('.tl-who');
  assert.match(await who.innerText(), /李示例/, 'the timeline names who is at the door');
  await member.finish(id, { code, words: '米已经送到厨房' });
  await member.sees(WORDS.received);
  await resident.sees(WORDS.ask);
  const order = await desk.order(id);
  assert.equal(order.finish.proof, 'code');
  assert.deepEqual(made(order.trail.map((entry) => entry.step)),
    ['placed', 'accepted', 'called', 'departed', 'arrived', 'finished']);

  await resident.press('确认办好');
  await resident.page.getByRole('radio', { name: '满意', exact: true }).check({ force: true });
  await resident.press('评价');
  await resident.sees('办好了');
  await resident.settled();
  const ended = await desk.order(id);
  assert.deepEqual([ended.state, ended.rating.face, ended.closed_by_timer], ['closed', 'good', false]);
  assert.deepEqual(made(ended.trail.map((entry) => entry.step)).slice(-2), ['confirmed', 'rated']);
  const shown = (await resident.timeline()).join('\n');
  assert.match(shown, /已下单[\s\S]*已接单[\s\S]*已出发[\s\S]*到了[\s\S]*办完了[\s\S]*确认办好/, 'the timeline keeps the order of things');
});

test('accepted online, then from setting off to the code in flight mode', async (t) => {
  const world = await World.for(t);
  const desk = await Caller.demo(world.server, 'desk');
  const resident = await Customer.demo(await world.phone('luo'), 'luo');
  const member = await Helper.demo(await world.phone('member'), 'member');
  const id = await resident.place({ item: ITEM.item, note: NOTE });
  await resident.sees(WORDS.open);
  const code = await resident.code();
  const card = await member.accept(ITEM.title, '4号楼');
  await card.getByText('接到了').waitFor();
  await member.settled();

  await member.phone.offline();
  await member.seesOffline();
  await member.go(`/order/${id}`);
  await member.sees(LUO.door);
  await member.step(id, '出发');
  await member.step(id, '到了');
  await member.finish(id, { code });
  await member.sees('已记下，等社区核对');
  assert.deepEqual(made(await desk.steps(id)), ['placed', 'accepted'], 'nothing reached the community yet');

  await member.phone.online();
  await member.settled();
  await resident.sees(WORDS.ask);
  const order = await desk.order(id);
  assert.deepEqual(made(order.trail.map((entry) => entry.step)), ['placed', 'accepted', 'departed', 'arrived', 'finished']);
  assert.deepEqual([order.state, order.finish.proof, order.finish.outcome], ['awaiting_confirm', 'code', 'solved']);
});

test('a wrong code still finishes and is marked for a call-back', async (t) => {
  const world = await World.for(t);
  const desk = await Caller.demo(world.server, 'desk');
  const resident = await Customer.demo(await world.phone('luo'), 'luo');
  const member = await Helper.demo(await world.phone('member'), 'member');
  const id = await resident.place({ item: ITEM.item, note: NOTE });
  await resident.sees(WORDS.open);
  const code = await resident.code();
  const card = await member.accept(ITEM.title, '4号楼');
  await card.getByText('接到了').waitFor();
  await member.finish(id, { code: code === '0000' ? '1111' : '0000' });
  await member.sees(WORDS.received);
  const order = await desk.order(id);
  assert.deepEqual([order.state, order.finish.proof, order.call_back], ['awaiting_confirm', 'mismatch', true]);
});

test('two accept at once: one wins, the other stands by and holds no phone, door or code', async (t) => {
  const world = await World.for(t);
  const desk = await Caller.demo(world.server, 'desk');
  const resident = await Customer.demo(await world.phone('luo'), 'luo');
  const members = [
    await Helper.demo(await world.phone('member'), 'member'),
    await Helper.demo(await world.phone('member2'), 'member2'),
  ];
  const id = await resident.place({ item: ITEM.item, note: NOTE });
  await resident.sees(WORDS.open);
  const code = await resident.code();
  const mine = (hand) => hand.card(ITEM.title).filter({ hasText: '4号楼' });
  for (const hand of members) {
    await hand.go('/jobs/pool');
    await hand.showNew(mine(hand));
  }
  // The barrier: both taps are made before either answer is known.
  await Promise.all(members.map((hand) => mine(hand).getByRole('button', { name: /^接单/ }).click()));
  for (const hand of members) await mine(hand).getByText(/接到了|已有同志接单/).first().waitFor();

  const order = await desk.order(id);
  assert.equal(order.holders.length, 1);
  const won = order.holders[0].person.endsWith('3') ? 0 : 1;
  await mine(members[won]).getByText('接到了').waitFor();
  const loser = members[1 - won];
  await mine(loser).getByText(WORDS.taken).waitFor();
  await mine(loser).getByText('您是候补').waitFor();
  assert.equal(order.standby.length, 1);

  const kept = `${await loser.phone.stored()}\n${await loser.phone.traffic()}`;
  assert.ok(kept.includes(id), 'the order itself is known there');
  for (const secret of [LUO.door, LUO.phone, NOTE, `"code":"${code}"`]) {
    assert.ok(!kept.includes(secret), `the loser's phone holds ${secret}`);
  }
  const winner = await members[won].phone.stored();
  for (const secret of [LUO.door, LUO.phone]) assert.ok(winner.includes(secret), 'the same search finds it where it may be');
  assert.ok(!winner.includes(`"code":"${code}"`), 'not even the winner holds the code');
});

test('an accept in flight mode is only an intent, is refused later, and never saw the address', async (t) => {
  const world = await World.for(t);
  const desk = await Caller.demo(world.server, 'desk');
  const resident = await Customer.demo(await world.phone('luo'), 'luo');
  const [first, second] = [
    await Helper.demo(await world.phone('member'), 'member'),
    await Helper.demo(await world.phone('member2'), 'member2'),
  ];
  const id = await resident.place({ item: ITEM.item, note: NOTE });
  await resident.sees(WORDS.open);
  await second.go('/jobs/pool');
  await second.showNew(second.card(ITEM.title).filter({ hasText: '4号楼' }));
  await second.phone.offline();
  await second.seesOffline();
  const waiting = await second.accept(ITEM.title, '4号楼');
  await waiting.getByText(WORDS.provisional).waitFor();

  const card = await first.accept(ITEM.title, '4号楼');
  await card.getByText('接到了').waitFor();
  await second.phone.online();
  await waiting.getByText(WORDS.taken).waitFor();
  const order = await desk.order(id);
  assert.equal(order.holders.length, 1);
  assert.match(order.holders[0].card.badge, /0012/);
  const kept = `${await second.phone.stored()}\n${await second.phone.traffic()}`;
  assert.ok(kept.includes(id), 'the order itself is known there');
  for (const secret of [LUO.door, LUO.phone, NOTE]) assert.ok(!kept.includes(secret), `the second phone holds ${secret}`);
});

/** 罗示例 orders, and the desk asks the member by name, whose phone shows it and then has no network. */
async function asked(t) {
  const world = await World.for(t);
  const desk = await Caller.demo(world.server, 'desk');
  const resident = await Customer.demo(await world.phone('luo'), 'luo');
  const member = await Helper.demo(await world.phone('member'), 'member');
  const people = await desk.call('GET', '/api/demo/people');
  const id = await resident.place({ item: ITEM.item, note: NOTE });
  await resident.sees(WORDS.open);
  const { outcome } = await desk.act(await desk.order(id), { offer: { to: people.find((one) => one.who === 'member').person } });
  assert.equal(outcome, 'applied');
  await member.go('/jobs/pool');
  const card = member.main.locator('article.card--now', { hasText: '4号楼' });
  await member.showNew(card);
  await card.getByText(/前回一声就行/).waitFor(LIMIT);
  await member.settled();
  await member.phone.offline();
  await member.seesOffline();
  await card.getByRole('button', { name: /^登记意向/ }).click(LIMIT);
  await card.getByText(WORDS.provisional).waitFor(LIMIT);
  assert.ok(!(await member.phone.stored()).includes(LUO.door), 'a yes that nobody has heard shows no door');
  return { world, desk, resident, member, card, id };
}

test('asked by name and answered in flight mode: within the deadline it is theirs, with the address', async (t) => {
  const { desk, resident, member, card, id } = await asked(t);
  assert.equal((await desk.order(id)).state, 'offered', 'nobody else could take it meanwhile');
  await member.phone.online();
  await card.getByText('接到了').waitFor(LIMIT);
  await card.getByText(LUO.door).waitFor(LIMIT);
  await resident.sees('李示例 已接单');
  assert.deepEqual(made(await desk.steps(id)), ['placed', 'offered', 'accepted']);
});

test('asked by name and answered in flight mode, when the question is over and another has it: an intent, and no address', async (t) => {
  const { world, desk, member, card, id } = await asked(t);
  // They said no by their other phone, which ends the question as its deadline does.
  const other = await Caller.demo(world.server, 'member');
  assert.equal((await other.act(await other.order(id), { answer_offer: { answer: 'no' } })).outcome, 'applied');
  const second = await Caller.demo(world.server, 'member2');
  const open = await second.order(id);
  assert.equal((await second.act(open, { accept: { generation: open.generation } })).outcome, 'applied');
  await member.phone.online();
  await card.or(member.card(ITEM.title)).getByText(WORDS.taken).first().waitFor(LIMIT);
  await member.main.getByText('您是候补').first().waitFor(LIMIT);
  const told = member.main.locator('article', { hasText: '您是候补' });
  await told.getByRole('button', { name: '知道了' }).click(LIMIT);
  await member.settled();
  const order = await desk.order(id);
  assert.deepEqual([order.holders.length, order.standby.length], [1, 1]);
  const kept = `${await member.phone.stored()}\n${await member.phone.traffic()}`;
  for (const secret of [LUO.door, LUO.phone, NOTE]) assert.ok(!kept.includes(secret), `the phone that was late holds ${secret}`);
});
