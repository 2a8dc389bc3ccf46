// The battery falls out at every bad moment, on the phone and at the server: nothing is lost and nothing is there twice.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Customer, Helper, LIMIT, WORDS } from './lib/app.mjs';
import { Caller } from './lib/caller.mjs';
import { World } from './lib/world.mjs';

const ITEM = 'C06';
const NOTE = '断电前写下的';
/** What Chromium itself says of connections that a test breaks. */
const BROKEN = /net::ERR_(INCOMPLETE_CHUNKED_ENCODING|EMPTY_RESPONSE|CONNECTION|FAILED|NETWORK)/;

const written = async (desk) => (await desk.orders()).filter((order) => order.note === NOTE);

test('killed with a draft: what was typed is there again', async (t) => {
  const world = await World.for(t);
  const resident = await Customer.demo(await world.killablePhone('resident'), 'resident');
  await resident.ready();
  await resident.fill({ item: ITEM, note: NOTE });
  await resident.phone.kill();
  await resident.phone.reopen();
  await resident.page.getByRole('link', { name: /没写完的/ }).click();
  await resident.sees(NOTE);
});

test('killed when the order was sent and the answer lost, and again before the next pull: it is there once', async (t) => {
  const world = await World.for(t);
  const desk = await Caller.demo(world.server, 'desk');
  const line = await world.line();
  const resident = await Customer.demo(await world.killablePhone('resident'), 'resident');
  resident.phone.tolerate(BROKEN);
  await resident.ready();
  const lost = line.loseAnswers('/api/push');
  const id = await resident.place({ item: ITEM, note: NOTE });
  await lost;
  assert.deepEqual((await written(desk)).map((order) => order.id), [id], 'the server has it, the phone does not know');
  await resident.phone.kill();

  line.deliver('/api/push');
  const noPull = line.loseRequests('/api/pull');
  await resident.phone.reopen({ path: `/order/${id}` });
  resident.phone.tolerate(BROKEN);
  await noPull;
  await resident.phone.kill();

  line.deliver('/api/pull');
  await resident.phone.reopen({ path: `/order/${id}` });
  await resident.settled();
  await resident.sees(WORDS.open);
  assert.deepEqual((await written(desk)).map((order) => order.id), [id]);
  assert.deepEqual((await desk.steps(id)).filter((step) => step === 'placed'), ['placed']);
});

test('killed with the finish queued: it arrives once, with its code', async (t) => {
  const world = await World.for(t);
  const desk = await Caller.demo(world.server, 'desk');
  const luo = await Caller.demo(world.server, 'luo');
  const member = await Helper.demo(await world.killablePhone('member'), 'member');
  await member.ready();
  const [mine] = (await luo.orders()).filter((order) => order.item === 'C01' && order.state === 'open');
  const card = await member.accept('上门理发', '4号楼');
  await card.getByText('接到了').waitFor();
  await member.settled();
  await member.phone.offline();
  await member.seesOffline();
  await member.finish(mine.id, { code: mine.code, words: '剪好了' });
  await member.sees('已记下，等社区核对');
  await member.phone.kill();
  assert.equal((await desk.order(mine.id)).state, 'accepted');
  await member.phone.reopen();
  await member.settled();
  const order = await desk.order(mine.id);
  assert.deepEqual([order.state, order.finish.proof], ['awaiting_confirm', 'code']);
  assert.deepEqual(order.trail.filter((entry) => entry.step === 'finished').length, 1);
});

test('the server is killed before and after an order: it comes back with everything, once', async (t) => {
  const world = await World.for(t);
  const resident = await Customer.demo(await world.phone('resident'), 'resident');
  resident.phone.tolerate(BROKEN);
  await resident.phone.complete();
  await world.server.kill();
  const id = await resident.place({ item: ITEM, note: NOTE });
  await resident.sees(WORDS.queued);
  await world.server.restart();
  await resident.page.evaluate(() => dispatchEvent(new Event('online')));
  await resident.settled();
  await world.server.kill();
  await world.server.restart();
  const desk = await Caller.demo(world.server, 'desk');
  assert.deepEqual((await written(desk)).map((order) => order.id), [id]);
});

test('the browser forgot who was signed in: the outbox opens all the same, and goes out after signing in again', async (t) => {
  const world = await World.for(t);
  const desk = await Caller.demo(world.server, 'desk');
  const resident = await Customer.demo(await world.killablePhone('resident'), 'resident');
  await resident.ready();
  await resident.phone.offline();
  await resident.seesOffline();
  const id = await resident.place({ item: ITEM, note: NOTE });
  await resident.sees(WORDS.queued);
  // What a kill within seconds of the sign-in leaves: cookies and localStorage are written late, IndexedDB is not.
  await resident.phone.context.clearCookies();
  await resident.page.evaluate(() => localStorage.clear());
  await resident.phone.context.close();

  await resident.phone.reopen({ path: `/order/${id}`, offline: true });
  await resident.sees(WORDS.queued);
  await resident.page.locator('.ribbon', { hasText: '演示数据' }).waitFor(LIMIT);
  await resident.go('/');
  await resident.sees('王示例');

  // The server misses the cookie and says so with 401, which the console reports.
  resident.phone.tolerate(/status of 401/);
  await resident.phone.online();
  await resident.page.evaluate(() => dispatchEvent(new Event('online')));
  await resident.page.locator('.syncbar', { hasText: '请重新登录' }).waitFor(LIMIT);
  await resident.go('/outbox');
  await resident.sees('都还存着，登录后自动发出');
  assert.deepEqual(await written(desk), [], 'nothing reached the community yet');

  await resident.phone.open('/#demo=resident');
  await resident.settled();
  assert.deepEqual((await written(desk)).map((order) => order.id), [id]);
  assert.deepEqual((await desk.steps(id)).filter((step) => step === 'placed'), ['placed']);
});
