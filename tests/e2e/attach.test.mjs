// 照片 and 说一句话下单: taken on a phone without a network, behind their order, seen and heard by those it is for.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { Customer, Hand, Helper, LIMIT, WORDS } from './lib/app.mjs';
import { launch } from './lib/browser.mjs';
import { Caller } from './lib/caller.mjs';
import { World } from './lib/world.mjs';

const WINDOW = { viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false };
const SECRET = 'GPS 29.56301N 106.55156E';
const MICROPHONE = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/** A photo as a camera makes it: large, and with an EXIF block that says where it was taken. */
async function photo(page, [width, height] = [2400, 1200]) {
  const base64 = await page.evaluate(async ([w, h]) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: w, height: h });
    const pen = canvas.getContext('2d');
    for (let n = 0; n < 200; n += 1) {
      pen.fillStyle = `hsl(${n * 7} 60% ${30 + (n % 50)}%)`;
      pen.fillRect((n * 131) % w, (n * 67) % h, w / 7, h / 5);
    }
    return canvas.toDataURL('image/jpeg', 0.95).split(',')[1];
  }, [width, height]);
  const jpeg = Buffer.from(base64, 'base64');
  const exif = Buffer.concat([Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\0', 'latin1'), Buffer.from(SECRET)]);
  const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)]);
}

async function addPhoto(hand, bytes) {
  const chooser = hand.page.waitForEvent('filechooser', LIMIT);
  await hand.press('加一张照片');
  await (await chooser).setFiles({ name: 'IMG_0042.jpg', mimeType: 'image/jpeg', buffer: bytes });
}

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
