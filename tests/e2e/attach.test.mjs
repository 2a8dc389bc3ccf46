// 照片 and 说一句话下单: taken on a phone without a network, behind their order, seen and heard by those it is for.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { Customer, Hand, Helper, LIMIT, WORDS } from './lib/app.mjs';
import { launch } from './lib/browser.mjs';
import { Caller } from './lib/caller.mjs';
import { SECRET, photo, shoot } from './lib/camera.mjs';
import { World } from './lib/world.mjs';

const WINDOW = { viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false };
const MICROPHONE = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

const addPhoto = (hand, bytes) => shoot(hand.page, () => hand.press('加一张照片'), bytes);

const pictures = (hand) => hand.main.locator('.shot img');

/** How large what is shown is. */
const shown = (locator) => locator.evaluate(async (img) => {
  await img.decode();
  return { width: img.naturalWidth, height: img.naturalHeight };
});

/** Every byte of the server's data. */
async function data(server) {
  const names = (await readdir(server.data, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  return Buffer.concat(await Promise.all(names.map((entry) => readFile(join(entry.parentPath, entry.name)))));
}

test('a photo added in flight mode comes after its order, without the place it was taken at, and only to whom it is for', async (t) => {
  const world = await World.for(t);
  const desk = await Caller.demo(world.server, 'desk');
  const member = await Caller.demo(world.server, 'member');
  const resident = await Customer.demo(await world.phone('resident'), 'resident');
  const camera = await photo(resident.page);
  assert.ok(camera.includes(SECRET));
  await resident.phone.offline();
  await resident.seesOffline();
  await resident.fill({ item: 'C06', note: '取件码在门卫' });
  await resident.go('/order/form/note');
  await resident.sees('不要拍人脸');
  await addPhoto(resident, camera);
  await pictures(resident).first().waitFor(LIMIT);
  const small = await shown(pictures(resident).first());
  assert.deepEqual([small.width, small.height], [1600, 800], 'it was made small on the phone');
  await resident.phone.assertAccessible();
  await resident.fits();
  await resident.press('下一步');
  await resident.sees('核对一下');
  await resident.sees('1 张');
  const id = await resident.send();
  await resident.sees(WORDS.queuedTitle);
  await pictures(resident).first().waitFor(LIMIT);

  // The order goes through, the photo does not yet.
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await resident.phone.context.route('**/api/blob/**', async (route) => {
    if (route.request().method() === 'PUT') await held;
    await route.continue();
  });
  await resident.phone.online();
  await resident.settled();
  const order = await desk.order(id);
  assert.equal(order.attachments.split('\n').length, 1);
  const [media, , , hash] = order.attachments.split(' ');
  assert.equal(media, 'photo');
  const path = `/api/blob/${hash}?community=${order.community}&order=${id}`;
  assert.equal((await desk.try('GET', path)).status, 404);
  const window = await Hand.demo(await world.phone('desk', WINDOW), 'desk');
  window.phone.tolerate(/404/);
  await window.go(`/order/${id}`);
  await window.sees('照片还没传到');
  await window.phone.assertAccessible();

  release();
  await pictures(window).first().waitFor(LIMIT);
  const arrived = await shown(pictures(window).first());
  assert.deepEqual([arrived.width, arrived.height], [1600, 800]);
  await window.phone.assertAccessible();
  assert.ok(!(await data(world.server)).includes('GPS 29.56301N'), 'nothing on the disk says where it was taken');
  assert.equal((await desk.try('GET', path)).status, 200);

  // In the pool nobody sees it; who takes the order does.
  if (order.state === 'submitted') await desk.act(order, 'open');
  assert.equal((await member.try('GET', path)).status, 404);
  const teaser = await member.order(id);
  assert.equal(teaser.attachments, undefined);
  const taken = await member.act(teaser, { accept: { generation: teaser.generation } });
  assert.equal(taken.outcome, 'applied', JSON.stringify(taken));
  assert.equal((await member.try('GET', path)).status, 200);
});

test('a photo of what was done goes with the finish', async (t) => {
  const world = await World.for(t);
  const desk = await Caller.demo(world.server, 'desk');
  const resident = await Customer.demo(await world.phone('luo'), 'luo');
  const member = await Helper.demo(await world.phone('member'), 'member');
  const id = await resident.place({ item: 'C06' });
  const card = await member.accept('代取快递', '4号楼');
  await card.getByText('接到了').waitFor(LIMIT);
  await member.settled();
  await member.phone.offline();
  await member.seesOffline();
  await member.go(`/order/${id}/finish`);
  await member.sees('办得怎么样？');
  // Whoever leaves without 办完了 leaves nothing behind.
  await addPhoto(member, await photo(member.page, [320, 240]));
  await pictures(member).first().waitFor(LIMIT);
  await member.go('/outbox');
  await member.sees('都送到社区了');
  await member.go(`/order/${id}/finish`);
  await member.sees('办得怎么样？');
  await addPhoto(member, await photo(member.page, [800, 600]));
  await pictures(member).first().waitFor(LIMIT);
  await member.phone.assertAccessible();
  await member.press('说不出来');
  await member.press('办完了');
  await member.sees('已记下，等社区核对');
  await member.phone.online();
  await member.settled();
  assert.equal((await desk.order(id)).state, 'awaiting_confirm');
  resident.phone.tolerate(/404/);
  await resident.sees(WORDS.ask);
  await pictures(resident).first().waitFor(LIMIT);
  assert.equal((await shown(pictures(resident).first())).width, 800);
});

/** An order with a photo, placed in flight mode. */
async function withPhoto(resident, size = [800, 600]) {
  await resident.fill({ item: 'C06', note: '取件码在门卫' });
  await resident.go('/order/form/note');
  await addPhoto(resident, await photo(resident.page, size));
  await pictures(resident).first().waitFor(LIMIT);
}

/** What the server says with every answer, so that an answer counts as its own. */
const headers = (hand) => hand.page.evaluate(async () => Object.fromEntries((await fetch('/api/health')).headers));

const unsent = (hand) => hand.main.locator('#unsent-blobs');

test('没发出的 names each photo, of which order it is and why it waits; what is not ordered yet can be deleted', async (t) => {
  const world = await World.for(t);
  const resident = await Customer.demo(await world.phone('resident'), 'resident');
  await resident.phone.offline();
  await resident.seesOffline();
  await withPhoto(resident);
  await resident.go('/outbox');
  await unsent(resident).getByText('照片：代取快递').waitFor(LIMIT);
  await unsent(resident).getByText('还没下单，下单以后才传').waitFor(LIMIT);
  await pictures(resident).first().waitFor(LIMIT);
  assert.equal(await resident.main.getByText('都送到社区了').count(), 0);
  await resident.page.setViewportSize({ width: 390, height: 1600 });
  await resident.phone.assertAccessible();
  await resident.fits();
  await unsent(resident).getByRole('button', { name: '删掉' }).click(LIMIT);
  await resident.page.getByRole('dialog').getByRole('button', { name: '删掉' }).click(LIMIT);
  await resident.main.getByText('都送到社区了').waitFor(LIMIT);
  // The draft knows: it is placed without it.
  await resident.go('/order/form/note');
  await resident.button('加一张照片').waitFor(LIMIT);
  assert.equal(await pictures(resident).count(), 0);

  await addPhoto(resident, await photo(resident.page, [640, 480]));
  await pictures(resident).first().waitFor(LIMIT);
  await resident.go('/order/form/check');
  const id = await resident.send();
  await resident.go('/outbox');
  await unsent(resident).getByText(/照片：代取快递.*，/).waitFor(LIMIT);
  await unsent(resident).getByText('先发单子，再传它').waitFor(LIMIT);
  assert.equal(await unsent(resident).getByRole('button', { name: '删掉' }).count(), 0, 'the order would wait for it for ever');

  // Through with the order, and held up by a line that carries nothing large.
  resident.phone.tolerate(/net::ERR_/);
  await resident.phone.context.route('**/api/blob/**', (route) => route.abort());
  await resident.phone.online();
  await unsent(resident).getByText('有网自动传').waitFor(LIMIT);
  await unsent(resident).getByRole('button', { name: '现在传' }).click(LIMIT);
  await unsent(resident).getByText(/有网自动传|正在传/).waitFor(LIMIT);
  await resident.phone.context.unroute('**/api/blob/**');
  await resident.main.getByText('都送到社区了').waitFor(LIMIT);
  const desk = await Caller.demo(world.server, 'desk');
  const order = await desk.order(id);
  const [, , , hash] = order.attachments.split(' ');
  assert.equal((await desk.try('GET', `/api/blob/${hash}?community=${order.community}&order=${id}`)).status, 200);
});

test('a photo of more than the centre takes in a day waits as long as it says, and goes by itself', async (t) => {
  const world = await World.for(t);
  const phone = await world.phone('resident');
  const resident = await Customer.demo(phone, 'resident');
  await phone.offline();
  await resident.seesOffline();
  await withPhoto(resident);
  await resident.press('下一步');
  const id = await resident.send();
  phone.tolerate(/status of (4|5)\d\d|net::ERR_/);
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await phone.context.route('**/api/blob/**', async (route) => { await held; await route.continue(); });
  await phone.online();
  await resident.settled();
  // What else the same person sends today, until the server has enough of it.
  const same = await Caller.demo(world.server, 'resident');
  const order = await same.order(id);
  const [, , , hash] = order.attachments.split(' ');
  const path = `/api/blob/${hash}?community=${order.community}&order=${id}`;
  let last;
  for (let n = 0; n < 100 && last?.status !== 429; n += 1) last = await same.try('PUT', path, { n });
  assert.equal(last.status, 429);
  release();
  await resident.go('/outbox');
  await unsent(resident).getByText(/社区请稍等，.*以后自动传/).waitFor(LIMIT);
  assert.equal(await unsent(resident).getByRole('button', { name: '现在传' }).count(), 0, 'nobody can hurry it');
  await resident.go(`/order/${id}`);
  await resident.main.locator('.shot', { hasText: '社区请稍等' }).waitFor(LIMIT);
  await resident.go('/outbox');

  // A short wait ends by itself: a fixed one of minutes would not.
  await phone.context.unroute('**/api/blob/**');
  const ours = await headers(resident);
  let asked = 0;
  await phone.context.route('**/api/blob/**', async (route) => {
    if (route.request().method() !== 'PUT') return route.continue();
    asked += 1;
    if (asked > 1) return route.continue();
    return route.fulfill({ status: 429, headers: { ...ours, 'retry-after': '2' } });
  });
  // A server that starts anew has forgotten what it counted, and so has a page.
  await world.server.kill();
  await world.server.restart();
  const taken = resident.page.waitForResponse((response) => response.request().method() === 'PUT' && response.status() === 204, LIMIT);
  await resident.page.reload();
  await taken;
  assert.equal(asked, 2);
  await resident.main.getByText('都送到社区了').waitFor(LIMIT);
});

/** A world whose phones have a microphone that hums. */
async function humming(t) {
  const world = await World.for(t);
  world.browser = await launch(MICROPHONE);
  return world;
}

const talk = (hand) => hand.page.locator('.btn-talk');

test('按住说话: what was said goes to triage, a clerk hears it and fills in the order', async (t) => {
  const world = await humming(t);
  const desk = await Caller.demo(world.server, 'desk');
  const resident = await Customer.demo(await world.phone('resident', { permissions: ['microphone'] }), 'resident');
  await resident.go('/order/new');
  await resident.main.getByRole('link', { name: /说一句话下单/ }).click(LIMIT);
  await resident.sees('想办什么事？说一说');
  await resident.phone.assertAccessible();
  const box = await talk(resident).boundingBox();
  await resident.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await resident.page.mouse.down();
  await resident.sees(/正在录音 2 秒/);
  await resident.page.mouse.up();
  await resident.sees(/录好了，[23] 秒/);
  await resident.main.locator('audio').waitFor(LIMIT);
  await resident.phone.assertAccessible();
  await resident.fits();
  const id = await resident.send();
  await resident.settled();
  const order = await desk.order(id);
  assert.deepEqual([order.state, order.spoken, order.attachments.split(' ')[0]], ['submitted', true, 'voice']);

  const window = await Hand.demo(await world.phone('desk', WINDOW), 'desk');
  window.phone.tolerate(/404/);
  await window.go(`/order/${id}`);
  const player = window.main.locator('audio').first();
  await player.waitFor(LIMIT);
  const heard = await player.evaluate(async (audio) => {
    audio.muted = true;
    await audio.play();
    await new Promise((resolve) => { audio.ontimeupdate = () => audio.currentTime > 0.3 && resolve(); });
    return audio.currentTime;
  });
  assert.ok(heard > 0.3, 'it plays');
  assert.equal(await window.button('受理，公开接单').count(), 0, 'nothing else can be done before');
  assert.equal(await window.main.getByText('能接的人').count(), 0);
  await window.phone.assertAccessible();
  await window.press('听录音填单');
  await window.page.locator('#fill-item').selectOption('C03');
  await window.page.locator('#fill-slot-part, .slots label').first().waitFor(LIMIT);
  await window.page.locator('dialog[open] .slots label, [role=dialog] .slots label').first().click(LIMIT);
  await window.page.getByRole('textbox', { name: /听到的要点/ }).fill('厨房水龙头漏水');
  await window.phone.assertAccessible();
  await window.press('填好了');
  await window.sees('水电小修');
  await window.press('受理，公开接单');
  await resident.sees(WORDS.open);
  await resident.sees('厨房水龙头漏水');
  const filled = await desk.order(id);
  assert.deepEqual([filled.item, filled.state, filled.spoken], ['C03', 'open', undefined]);
  assert.ok(filled.trail.some((entry) => entry.step === 'filled'));
});

test('whoever can not hold a button taps it or uses the keyboard, and hears what else there is when nothing can be recorded', async (t) => {
  const world = await humming(t);
  const resident = await Customer.demo(await world.phone('resident', { permissions: ['microphone'] }), 'resident');
  await resident.go('/order/say');
  await talk(resident).click(LIMIT);
  await resident.sees(/正在录音 1 秒/);
  await talk(resident).click(LIMIT);
  await resident.sees(/录好了/);
  await resident.press('删掉重录');
  await talk(resident).focus();
  await resident.page.keyboard.press('Enter');
  await resident.sees(/正在录音 1 秒/);
  await resident.page.keyboard.press('Space');
  await resident.sees(/录好了/);

  const hums = world.browser;
  t.after(() => hums.close());
  world.browser = await launch();
  const other = await Customer.demo(await world.phone('luo'), 'luo');
  await other.go('/order/say');
  await talk(other).click(LIMIT);
  await other.page.getByRole('alert').getByText(/请打电话|打字/).waitFor(LIMIT);
  await other.phone.assertAccessible();
});
