// A new version of the app: it never interrupts a form, it comes when the person says so, nothing 404s meanwhile, and a service
// worker that does harm can be taken back without losing a word.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Customer, Hand, LIMIT, WORDS } from './lib/app.mjs';
import { Caller } from './lib/caller.mjs';
import { Site } from './lib/release.mjs';
import { World } from './lib/world.mjs';

const ITEM = 'C06';
const NOTE = '写到一半，来了新版本';
const READY = '新版本已就绪';

const banner = (hand) => hand.page.locator('.banner', { hasText: READY });
const release = (hand) => hand.page.evaluate(() => document.documentElement.dataset.release ?? '1');
const notes = async (desk, note = NOTE) => (await desk.orders()).filter((order) => order.note === note).map((order) => order.id);

/** A server whose app can be replaced, and a hand on a phone that has the first version under its service worker. */
async function begin(t, who = 'resident', Kind = Customer) {
  const site = await Site.start();
  t.after(() => site.dispose());
  const world = await World.for(t, { env: site.env });
  const phone = await world.phone(who);
  const failed = [];
  phone.context.on('response', (response) => { if (response.status() >= 400) failed.push(`${response.status()} ${response.url()}`); });
  const hand = await Kind.demo(phone, who);
  await phone.controlled();
  return { site, world, hand, failed, desk: await Caller.demo(world.server, 'desk') };
}

/** The phone looks for a new version, as it does whenever it is taken out of the pocket, and has it whole. */
async function noticed(hand) {
  await hand.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    document.dispatchEvent(new Event('visibilitychange'));
    while (!registration.waiting) await new Promise((resolve) => { setTimeout(resolve, 20); });
  });
}

/** A page that is loaded anew forgets this. */
const mark = (hand) => hand.page.evaluate(() => { window.stillHere = true; });
const isStillHere = (hand) => hand.page.evaluate(() => window.stillHere === true);

/** The files of the page with hashed names. */
const files = (hand) => hand.page.evaluate(() => performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname)
  .filter((path) => /-[0-9a-f]{12,}[._]/.test(path)));

test('a new version waits for the form, keeps what was typed, and comes when asked', async (t) => {
  const { site, hand, failed, desk } = await begin(t);
  const old = await files(hand);
  assert.ok(old.some((path) => path.endsWith('.js')) && old.some((path) => path.endsWith('.wasm')), old.join());
  await hand.go(`/order/new/${ITEM}`);
  for (const heading of [/什么时候/, /到哪里/]) {
    await hand.main.locator('.step-head h2', { hasText: heading }).waitFor(LIMIT);
    if (/时候/.test(heading)) {
      await hand.main.locator('fieldset label').first().click(LIMIT);
      await hand.main.locator('.slots label').first().click(LIMIT);
    }
    await hand.press('下一步');
  }
  const words = hand.page.getByRole('textbox', { name: /备注/ });
  await words.fill(NOTE);
  await mark(hand);

  await site.deploy();
  await noticed(hand);
  assert.equal(await words.inputValue(), NOTE);
  assert.equal(await banner(hand).count(), 0, 'nothing stands over the form');
  assert.ok(await isStillHere(hand));
  for (const path of old) {
    assert.equal((await desk.try('GET', path)).status, 404, `${path} is gone from the server`);
    assert.equal(await hand.page.evaluate(async (to) => (await fetch(to)).status, path), 200, `${path} is still on the phone`);
  }
  await hand.press('下一步');
  await hand.sees('核对一下');
  assert.equal(await banner(hand).count(), 0, 'nor over its next step');

  await hand.go('/');
  await banner(hand).waitFor(LIMIT);
  assert.ok(await isStillHere(hand), 'leaving the form is not yet agreeing');
  assert.equal(await release(hand), '1');
  await banner(hand).getByRole('button', { name: '现在更新' }).click();
  await hand.page.locator('html[data-release="2"]').waitFor({ state: 'attached', ...LIMIT });
  await hand.settled();
  assert.equal(await banner(hand).count(), 0);
  const fresh = await files(hand);
  assert.deepEqual(fresh.filter((path) => old.includes(path)), [], 'the new version runs on its own files');

  await hand.page.getByRole('link', { name: /没写完的/ }).click();
  await hand.sees(NOTE);
  await hand.send();
  await hand.settled();
  assert.equal((await notes(desk)).length, 1);
  assert.deepEqual(failed, [], 'nothing was missing on the way');
});

test('taken in one tab, a version leaves the form of the other alone until it is left', async (t) => {
  const { site, hand, failed } = await begin(t);
  await hand.fill({ item: ITEM });
  const old = await files(hand);
  await mark(hand);
  const other = new Hand(await hand.phone.tab());
  await other.phone.open('/settings');
  await other.sees('长辈版');
  await site.deploy();
  await noticed(other);
  await banner(other).getByRole('button', { name: '现在更新' }).click(LIMIT);
  await other.page.locator('html[data-release="2"]').waitFor({ state: 'attached', ...LIMIT });
  await other.sees('长辈版');

  assert.ok(await isStillHere(hand), 'the form in the first tab was not loaded anew');
  await hand.sees('核对一下');
  for (const path of old) {
    assert.equal(await hand.page.evaluate(async (to) => (await fetch(to)).status, path), 200, `${path} comes from the cache of before`);
  }
  const id = await hand.send();
  await hand.settled();
  assert.ok(await isStillHere(hand));
  assert.equal(hand.path(), `/order/${id}`);
  await banner(hand).getByRole('button', { name: '现在更新' }).click(LIMIT);
  await hand.page.locator('html[data-release="2"]').waitFor({ state: 'attached', ...LIMIT });
  await hand.sees(WORDS.open);
  assert.deepEqual(failed, []);
});

test('somebody who is being registered at the desk is not typed away by a new version', async (t) => {
  const { site, hand } = await begin(t, 'desk', Hand);
  await hand.go('/desk/people');
  await hand.press('登记新人');
  await hand.page.getByLabel('姓名').fill('冯示例二');
  await mark(hand);
  const other = new Hand(await hand.phone.tab());
  await other.phone.open('/settings');
  await site.deploy();
  await noticed(other);
  await banner(other).getByRole('button', { name: '现在更新' }).click(LIMIT);
  await other.page.locator('html[data-release="2"]').waitFor({ state: 'attached', ...LIMIT });
  await hand.page.evaluate(async () => { await navigator.serviceWorker.ready; });
  assert.ok(await isStillHere(hand));
  assert.equal(await hand.page.getByLabel('姓名').inputValue(), '冯示例二');
  assert.equal(await banner(hand).count(), 0, 'nothing stands over it');
  await hand.go('/desk');
  await banner(hand).waitFor(LIMIT);
});

test('each version drops the one before the last', async (t) => {
  const { site, hand } = await begin(t);
  const kept = () => hand.page.evaluate(() => caches.keys());
  const seen = [];
  for (const number of ['2', '3']) {
    await site.deploy();
    await noticed(hand);
    await banner(hand).getByRole('button', { name: '现在更新' }).click(LIMIT);
    await hand.page.locator(`html[data-release="${number}"]`).waitFor({ state: 'attached', ...LIMIT });
    await hand.phone.controlled();
    await hand.settled();
    seen.push(await kept());
  }
  assert.deepEqual(seen.map((names) => names.length), [2, 2]);
  assert.equal(seen[0][1], seen[1][0], 'the second is kept beside the third');
  await hand.phone.offline();
  await hand.page.reload();
  await hand.page.locator('html[data-release="3"]').waitFor({ state: 'attached', ...LIMIT });
  await hand.seesOffline();
});

test('the kill switch removes worker and caches; the app works on and the outbox is still there', async (t) => {
  const { site, world, desk } = await begin(t, 'luo');
  const line = await world.line();
  const phone = await world.phone('resident');
  phone.tolerate(/net::ERR_(EMPTY_RESPONSE|CONNECTION|FAILED)/);
  const hand = await Customer.demo(phone, 'resident');
  await phone.controlled();
  const lost = line.loseRequests('/api/push');
  const id = await hand.place({ item: ITEM, note: NOTE });
  await lost;
  await hand.sees(WORDS.queued);

  await mark(hand);
  await site.kill();
  await hand.page.evaluate(async () => {
    document.dispatchEvent(new Event('visibilitychange'));
    while (await navigator.serviceWorker.getRegistration() || (await caches.keys()).length) {
      await new Promise((resolve) => { setTimeout(resolve, 20); });
    }
  });
  await hand.sees(WORDS.queued);
  assert.ok(await isStillHere(hand), 'an open page goes on as it is');
  assert.match(await phone.stored(), new RegExp(`database ds-outbox-[^]*${NOTE}`));
  assert.deepEqual(await notes(desk), []);

  await hand.page.reload();
  await hand.sees(WORDS.queued);
  assert.equal(await hand.page.evaluate(() => navigator.serviceWorker.controller), null);
  line.deliver('/api/push');
  await hand.page.evaluate(() => dispatchEvent(new Event('online')));
  await hand.settled();
  assert.deepEqual(await notes(desk), [id]);
});
