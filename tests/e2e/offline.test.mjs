// Without a network: an order survives a killed browser and arrives once, the app opens on its last state, and an answer that is
// not Doorstep's is no answer.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import test from 'node:test';
import { Customer, Helper, WORDS } from './lib/app.mjs';
import { Caller } from './lib/caller.mjs';
import { World } from './lib/world.mjs';

const ITEM = 'C06';
const NOTE = '这一单是没有网的时候写的';

const ofResident = async (desk) => (await desk.orders()).filter((order) => order.note === NOTE);

test('ordered in flight mode, killed, reopened offline, and it arrives once', async (t) => {
  const world = await World.for(t);
  const desk = await Caller.demo(world.server, 'desk');
  const resident = await Customer.demo(await world.killablePhone('resident'), 'resident');
  await resident.ready();
  await resident.phone.offline();
  await resident.seesOffline();
  const id = await resident.place({ item: ITEM, note: NOTE });
  await resident.sees(WORDS.queued);
  await resident.sees(WORDS.queuedTitle);
  const code = await resident.code();

  await resident.phone.kill();
  await resident.phone.reopen({ path: `/order/${id}`, offline: true });
  await resident.sees(WORDS.queued);
  assert.equal(await resident.code(), code, 'the same service code');
  await resident.go('/orders');
  await resident.sees('还没发给社区');
  assert.deepEqual(await ofResident(desk), [], 'nothing reached the community yet');

  await resident.phone.online();
  await resident.settled();
  await resident.go(`/order/${id}`);
  await resident.sees(WORDS.open);
  const there = await ofResident(desk);
  assert.deepEqual(there.map((order) => [order.id, order.code]), [[id, code]]);
  assert.deepEqual((await desk.steps(id)).filter((step) => step === 'placed'), ['placed']);
});

test('a cold start without a network opens the last state', async (t) => {
  const world = await World.for(t);
  const resident = await Customer.demo(await world.killablePhone('resident'), 'resident');
  await resident.ready();
  await resident.go('/orders');
  await resident.sees('李示例 已接单');
  await resident.phone.kill();
  await resident.phone.reopen({ path: '/orders', offline: true });
  await resident.sees('李示例 已接单');
  await resident.seesOffline();
  await resident.go('/');
  await resident.sees('王示例');
});

/** A hotel's sign-in page: 200 and HTML to everything. */
async function portal(t) {
  const server = http.createServer((request, answer) => {
    request.resume();
    answer.writeHead(200, { 'content-type': 'text/html' });
    answer.end('<!doctype html><title>Wi-Fi</title><p>Please sign in');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => { server.closeAllConnections(); server.close(); });
  return server.address().port;
}

test('a captive portal that answers 200 to everything counts as no network', async (t) => {
  const world = await World.for(t);
  const desk = await Caller.demo(world.server, 'desk');
  const line = await world.line();
  const resident = await Customer.demo(await world.phone('resident'), 'resident');
  await resident.ready();
  resident.phone.tolerate(/text\/html|EventSource|net::ERR_(INCOMPLETE_CHUNKED_ENCODING|EMPTY_RESPONSE|CONNECTION)/);

  const real = line.target;
  line.target = { port: await portal(t) };
  line.cut();
  line.mend();
  const id = await resident.place({ item: ITEM, note: NOTE });
  await resident.seesOffline();
  await resident.sees(WORDS.queued);
  assert.deepEqual(await ofResident(desk), []);

  line.target = real;
  line.cut();
  line.mend();
  await resident.page.evaluate(() => dispatchEvent(new Event('online')));
  await resident.settled();
  await resident.sees(WORDS.open);
  assert.deepEqual((await ofResident(desk)).map((order) => order.id), [id]);
});

test('own jobs with the address open without a network', async (t) => {
  const world = await World.for(t);
  const member = await Helper.demo(await world.killablePhone('member'), 'member');
  await member.ready();
  await member.go('/jobs/mine');
  await member.sees('量血压');
  await member.phone.kill();
  await member.phone.reopen({ path: '/jobs/mine', offline: true });
  await member.sees('量血压');
  await member.sees('2单元 301室');
  await member.seesOffline();
});
