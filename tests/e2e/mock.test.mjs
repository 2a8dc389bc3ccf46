// The app on the recorded backend alone: no server runs. What the phones reach for and complain about is watched as everywhere.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Backend } from '../mock/backend.mjs';
import { Mock } from '../mock/serve.mjs';
import { Customer, Hand, Helper, LIMIT, WORDS } from './lib/app.mjs';
import { World } from './lib/world.mjs';

const RIBBON = '演示数据 · 人物与数字均为虚构';
// Who lives behind the haircut in the pool.
const LUO = { door: '3单元 401室', phone: '00013824444' };

const world = async (t) => World.for(t, { server: await Mock.start() });

/** What was recorded of a kind for somebody. */
function recorded(mock, who, kind) {
  const rows = mock.backend.person(who).pages.flatMap((page) => page.reply.rows);
  return rows.filter((row) => row.key.kind === kind).map((row) => row.body[kind]);
}

test('the recording is moved to the present and filled in: ids, numbers, sequences, blocks of numbers', () => {
  const DAY = 86_400_000;
  const now = 1_900_000_000_000;
  const backend = new Backend({ now: () => now });
  const member = backend.person('member');
  assert.ok(member.session.until > now, 'moments are moved');
  const [order] = member.pages.flatMap((page) => page.reply.rows).filter((row) => row.key.kind === 'order').map((row) => row.body.order);
  const placed = order.clocks.first;
  assert.ok(now - 3 * DAY < placed && placed < now, 'and days with them');
  assert.ok(Math.abs(order.slot.day * DAY - placed) < 4 * DAY);

  const urge = (client, number, id, act = 'urge') =>
    ({ client, number, command_id: id, body: { order: { order: order.id, community: order.community, act } } });
  const push = (...entries) => backend.push(member, { entries }).results;
  // The first number of a client is taken as it comes: the mock forgets between starts, phones do not.
  const [first, second] = push(urge('a', 7, 'one'), urge('a', 8, 'two'));
  assert.deepEqual([first.command_id, first.outcome, second.command_id, second.outcome], ['one', 'applied', 'two', 'applied']);
  assert.deepEqual([first.receipt.partition, first.receipt.epoch, first.receipt.at], [`c:${order.community}`, backend.epoch, now]);
  assert.equal(second.receipt.seq, first.receipt.seq + 1);
  const [again] = push(urge('a', 8, 'two'));
  assert.deepEqual([again.outcome, again.first.receipt], ['already', second.receipt]);
  assert.deepEqual(push(urge('a', 12, 'far'), urge('a', 13, 'more')).map((one) => [one.command_id, one.outcome, one.expected]), [['far', 'gap', 9]]);
  assert.equal(push(urge('a', 8, 'other'))[0].outcome, 'fork');

  const block = () => backend.pull(member, { cursor: undefined, lease: 'yy' }).lease;
  const [one, two] = [block(), block()];
  assert.deepEqual([one.prefix, two.from], ['YY', one.to], 'no number is given twice');

  const whole = [];
  let cursor;
  for (let more = true; more;) {
    const reply = backend.pull(member, { cursor });
    assert.equal(reply.reset, cursor === undefined, 'the first page starts over, the others go on');
    whole.push(...reply.rows);
    ({ cursor, more } = reply);
  }
  assert.ok(whole.length > 40, 'in several pages');
  assert.equal(backend.pull(member, { cursor: 'strange' }).reset, true);
  const quiet = backend.pull(member, { cursor });
  assert.deepEqual(quiet.rows, []);
  const { order: taken, rows } = member.scenes.find((scene) => scene.result.outcome === 'applied');
  push({ ...urge('a', 9, 'take'), body: { order: { order: taken, community: 'yy', act: { accept: { generation: 0 } } } } });
  const news = backend.pull(member, { cursor: quiet.cursor });
  assert.deepEqual(news.rows, rows, 'what taking it brings, once');
  assert.deepEqual(backend.pull(member, { cursor: news.cursor }).rows, []);
  assert.ok(Object.values(news.upto).every((sequence) => sequence < first.receipt.seq), 'what was only acknowledged stays on the phone');

  const { epoch } = backend;
  backend.reset();
  assert.notEqual(backend.epoch, epoch);
  assert.equal(push(urge('a', 8, 'two'))[0].outcome, 'applied', 'a new start has forgotten everything');
});

test('the start page of the mock leads to everybody who was recorded, and each opens', async (t) => {
  const here = await world(t);
  const { people } = here.server.backend;
  assert.deepEqual(people.map(({ who }) => who), ['resident', 'daughter', 'member', 'member2', 'volunteer', 'desk', 'secretary']);
  const start = await here.phone('start');
  await start.open('/demo');
  await start.page.getByText(RIBBON).waitFor(LIMIT);
  const links = await start.page.locator('a.person').evaluateAll((found) => found.map((one) => one.href));
  assert.deepEqual(links, people.map(({ who }) => `${here.server.origin(who)}/#demo=${who}`));
  await start.assertAccessible();
  for (const { who } of people) {
    const hand = await Hand.demo(await here.phone(who), who);
    await hand.page.getByText(RIBBON).first().waitFor(LIMIT);
    const stored = await hand.phone.stored();
    for (const order of recorded(here.server, who, 'order')) assert.ok(stored.includes(order.id), `${who} holds ${order.id}`);
  }
});

test('on the mock a resident sees her orders, places one, and it is acknowledged and stays', async (t) => {
  const here = await world(t);
  const resident = await Customer.demo(await here.phone('resident'), 'resident');
  const orders = recorded(here.server, 'resident', 'order');
  const running = orders.filter((order) => order.state !== 'closed' && order.state !== 'cancelled');
  await resident.go('/orders');
  await resident.button(`进行中 ${running.length}`).waitFor(LIMIT);
  const links = await resident.main.locator('a.order-card').evaluateAll((found) => found.map((one) => one.pathname));
  assert.deepEqual(links.sort(), running.map((order) => `/order/${order.id}`).sort());

  const id = await resident.place({ item: 'C06', note: '一袋面' });
  await resident.sees(WORDS.open);
  await resident.sees(WORDS.received);
  await resident.settled();
  assert.doesNotMatch(await resident.main.innerText(), /待上传|还没发给社区/, 'what has its receipt is not called unsent');

  await resident.phone.page.reload();
  await resident.settled();
  await resident.sees(WORDS.received);
  await resident.go('/orders');
  await resident.button(`进行中 ${running.length + 1}`).waitFor(LIMIT);
  await resident.main.locator(`a.order-card[href="/order/${id}"]`).waitFor(LIMIT);
});

test('on the mock a member sees the pool, takes an order to its end, and comes second at another', async (t) => {
  const here = await world(t);
  const member = await Helper.demo(await here.phone('member'), 'member');
  const { scenes } = here.server.backend.person('member');
  const items = new Map(recorded(here.server, 'member', 'item').map((item) => [item.code, item.public_title]));
  const orders = recorded(here.server, 'member', 'order').filter((order) => scenes.some((scene) => scene.order === order.id));
  assert.ok(orders.length >= 4);
  await member.go('/jobs/pool');
  for (const order of orders) await member.card(items.get(order.item)).first().waitFor(LIMIT);
  assert.ok(!(await member.phone.stored()).includes(LUO.phone), 'nothing of the contact before it is taken');

  const won = await member.accept('理发', '4号楼');
  await won.getByText('接到了').waitFor(LIMIT);
  const { id } = orders.find((order) => order.item === 'C01' && order.building === 'yy-4');
  await member.go(`/order/${id}`);
  await member.sees(LUO.door);
  await member.step(id, '打电话约时间');
  await member.step(id, '出发');
  await member.step(id, '到了');
  await member.finish(id, { words: '剪好了' });
  await member.sees(WORDS.received);
  await member.settled();

  const lost = await member.accept('代取快递', '2号楼');
  await lost.getByText(WORDS.taken).waitFor(LIMIT);
  await lost.getByText('您是候补').waitFor(LIMIT);
});
