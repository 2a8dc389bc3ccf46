// Numbers that say what the community has and what waits on this phone; what else is in the building; what this phone holds.

import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { Customer, Helper, LIMIT } from './lib/app.mjs';
import { Caller } from './lib/caller.mjs';
import { World } from './lib/world.mjs';

/** The window of a desk: board and order side by side. */
const WIDE = { viewport: { width: 1280, height: 900 }, isMobile: false, hasTouch: false, deviceScaleFactor: 1 };

let city;
before(async () => { city = await World.begin(); });
after(() => city.dispose());

/** A phone of somebody, put away when its test ends. */
async function take(t, Kind, who, options) {
  const phone = await city.phone(who, options);
  t.after(async () => { await phone.dispose(); phone.assertClean(); });
  return Kind.demo(phone, who);
}

/** The figure of a group of the board: its number, and what stands below. */
const figure = (desk, group) => desk.main.locator('.figure', { hasText: group });
const number = async (desk, group) => Number(await figure(desk, group).locator('b').innerText());

test('each count of the board says what the community has and what waits here, and the first is the same on both phones', async (t) => {
  const away = await take(t, Helper, 'desk', WIDE);
  const other = await take(t, Helper, 'secretary', WIDE);
  await away.phone.complete();
  const before = await number(away, '待受理');
  assert.equal(await number(other, '待受理'), before);
  assert.equal(await figure(away, '待受理').locator('.figure-split').count(), 0, 'nothing waits');
  await away.ready();
  await away.phone.offline();
  await figure(away, '待受理').click(LIMIT);
  await away.main.locator('.desk-row.only-wide').first().click(LIMIT);
  await away.press('受理，公开接单');
  await figure(away, '待受理').getByText(`已确认 ${before}`).waitFor(LIMIT);
  await figure(away, '待受理').getByText(/^待同步 −1$/).waitFor(LIMIT);
  assert.equal(await number(away, '待受理'), before - 1);
  await figure(away, '待接单').getByText(/^待同步 \+1$/).waitFor(LIMIT);
  assert.equal(await number(other, '待受理'), before, 'the community knows nothing of it yet');
  await away.phone.online();
  await away.settled();
  await figure(other, '待受理').locator('b', { hasText: new RegExp(`^${before - 1}$`) }).waitFor(LIMIT);
  assert.equal(await number(away, '待受理'), before - 1);
  assert.equal(await away.main.locator('.figure-split').count(), 0);
});

test('after 办完了 stands what else is in that building: what is theirs, and what nobody has', async (t) => {
  const member = await Caller.demo(city.server, 'member');
  const held = (await member.orders()).find((order) => order.state === 'accepted' && order.contact);
  const resident = await take(t, Customer, 'resident');
  await resident.place({ item: 'C01', day: 5, note: '同一栋楼的另一单' });
  await resident.settled();
  const helper = await take(t, Helper, 'member');
  await helper.finish(held.id, { words: '量好了' });
  const near = helper.main.getByRole('region', { name: '这栋楼还有' });
  const free = near.getByRole('link', { name: /还没人接/ });
  await free.first().waitFor(LIMIT);
  assert.doesNotMatch(await near.innerText(), /00013811112|301/, 'what nobody has shows no door and no phone');
  await free.first().click(LIMIT);
  await helper.sees('接单');
});

test('the phone says how much it holds, asks the browser to keep it, and how to put the app on the home screen', async (t) => {
  const resident = await take(t, Customer, 'luo');
  await resident.page.evaluate(() => {
    globalThis.asked = 0;
    const { storage } = navigator;
    storage.persisted = async () => globalThis.asked > 0;
    storage.persist = async () => { globalThis.asked += 1; return true; };
  });
  await resident.go('/settings');
  await resident.main.locator('progress.meter').waitFor(LIMIT);
  await resident.sees(/用了 [\d.]+ MB/);
  await resident.sees(/主屏幕/);
  await resident.button(/请浏览器/).click(LIMIT);
  await resident.page.waitForFunction(() => globalThis.asked > 0, undefined, LIMIT);
});
