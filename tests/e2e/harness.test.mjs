// The harness itself, against a stand-in for the server: what it promises to the other tests, and that it notices faults.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { violations } from './lib/axe.mjs';
import { World } from './lib/world.mjs';

process.env.DOORSTEP_BIN = fileURLToPath(new URL('./fixture/server.mjs', import.meta.url));

const sent = async (world) => (await readFile(join(world.server.data, 'notes'), 'utf8')).length;
const send = async (phone) => { await phone.page.click('#send'); };
const shows = (phone, text) => phone.page.getByRole('status').getByText(text, { exact: true }).waitFor();
const ready = (phone) => phone.page.locator('body[data-ready]').waitFor();

test('a server is killed, restarted on the same port with its data, and stopped', async (t) => {
  const world = await World.for(t);
  const port = world.server.port;
  const phone = await world.phone('resident');
  await phone.open();
  await ready(phone);
  await send(phone);
  await shows(phone, '1');
  await world.server.kill();
  await world.server.restart();
  assert.equal(world.server.port, port);
  await send(phone);
  await shows(phone, '2');
  await world.server.stop();
});

test('phones on hosts of their own share no storage', async (t) => {
  const world = await World.for(t);
  const [one, two] = [await world.phone('resident'), await world.phone('member')];
  for (const phone of [one, two]) { await phone.open(); await ready(phone); }
  await send(one);
  await shows(one, '1');
  const stored = await one.stored();
  assert.match(stored, /database 样品 version 1/);
  assert.match(stored, /000-1234/, 'bytes are shown as text');
  assert.match(stored, /3-201/, 'maps are looked into');
  assert.doesNotMatch(await two.stored(), /000-1234/);
  assert.match(await one.traffic(), /POST \/api\/note\n\{"say":"你好"\}\n200 \{"count":1\}/);
});

test('without a network the service worker answers, and another phone is not touched', async (t) => {
  const world = await World.for(t);
  const [one, two] = [await world.phone('resident'), await world.phone('member')];
  for (const phone of [one, two]) { await phone.open(); await ready(phone); await phone.controlled(); }
  await one.offline();
  await one.page.reload();
  await ready(one);
  await send(one);
  await shows(one, '没送到');
  await send(two);
  await shows(two, '1');
  await one.online();
  await send(one);
  await shows(one, '2');
});

test('a phone is killed and reopened without a network, and what it stored is there', async (t) => {
  const world = await World.for(t);
  const phone = await world.killablePhone('resident');
  await phone.open();
  await ready(phone);
  await phone.controlled();
  await send(phone);
  await shows(phone, '1');
  await phone.kill();
  await phone.reopen({ offline: true });
  await ready(phone);
  assert.match(await phone.stored(), /000-1234/);
  await send(phone);
  await shows(phone, '没送到');
  assert.equal(await sent(world), 1);
});

test('a line loses answers, then requests, then everything, below the service worker', async (t) => {
  const world = await World.for(t);
  const line = await world.line();
  const phone = await world.phone('resident');
  phone.tolerate(/net::ERR_/);
  await phone.open();
  await ready(phone);
  await phone.controlled();

  const answer = line.loseAnswers('/api/note');
  await send(phone);
  await answer;
  await shows(phone, '没送到');
  const arrived = await sent(world);
  assert(arrived >= 1, 'the server got it although the phone does not know');

  const request = line.loseRequests('/api/note');
  await send(phone);
  await request;
  await phone.page.waitForFunction(() => document.querySelector('#count').textContent === '没送到');
  assert.equal(await sent(world), arrived);

  line.deliver('/api/note');
  await send(phone);
  await shows(phone, String(arrived + 1));

  line.cut();
  await send(phone);
  await shows(phone, '没送到');
  line.mend();
  await send(phone);
  await shows(phone, String(arrived + 2));
});

test('foreign requests, broken CSP, uncaught errors and axe violations are noticed', async (t) => {
  const world = await World.for(t);
  const phone = await world.phone('resident');
  await phone.open('/bad');
  await phone.page.waitForLoadState('networkidle');
  const findings = phone.watch.bad.join('\n');
  assert.match(findings, /foreign request: http:\/\/elsewhere\.example/);
  assert.match(findings, /csp: script-src-elem refused inline/);
  assert.match(findings, /uncaught: .*坏了/);
  assert.throws(() => phone.assertClean(), /must stay clean/);
  const found = (await violations(phone.page)).join('\n');
  assert.match(found, /image-alt/);
  phone.tolerate(/./);
});

test('a clean page is clean and accessible', async (t) => {
  const world = await World.for(t);
  const phone = await world.phone('resident');
  await phone.open();
  await ready(phone);
  await phone.assertAccessible();
  phone.assertClean();
});
