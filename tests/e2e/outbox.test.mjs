// What was not done, and what the person does about it: correct it in its form, or give it up with a reason.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { Customer, LIMIT, WORDS } from './lib/app.mjs';
import { Caller } from './lib/caller.mjs';
import { World } from './lib/world.mjs';

const ITEM = 'C06';
const NOTE = '灯泡坏了，梯子家里有';

/** The commands that wait on this phone, as stored. */
const entries = (page) => page.evaluate(async () => {
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const { name } = (await indexedDB.databases()).find((one) => one.name.startsWith('ds-outbox-'));
  const database = await done(indexedDB.open(name));
  const rows = await done(database.transaction('entries').objectStore('entries').getAll());
  database.close();
  return rows.map((row) => JSON.parse(row));
});

/** The resident orders in flight mode; meanwhile the desk orders the same for that day, so the resident's is refused. */
async function refused(t) {
  const world = await World.for(t);
  const desk = await Caller.demo(world.server, 'desk');
  const resident = await Customer.demo(await world.phone('resident'), 'resident');
  await resident.phone.controlled();
  await resident.phone.offline();
  await resident.seesOffline();
  const id = await resident.place({ item: ITEM, note: NOTE });
  await resident.sees(WORDS.queued);
  const [entry] = (await entries(resident.page)).filter((one) => one.command.order?.order === id);
  const { community, act: { place } } = entry.command.order;
  const twin = { id: randomUUID(), community };
  const outcome = await desk.act(twin, { place: { ...place, channel: 'phone', note: '电话里说的', code: '4711' } });
  assert.equal(outcome.outcome, 'applied');
  await resident.phone.online();
  await resident.page.evaluate(() => dispatchEvent(new Event('online')));
  await resident.go('/outbox');
  await resident.sees('没有办成');
  return { desk, resident, id, entry, place };
}

const ofResident = async (desk) => (await desk.orders()).filter((order) => order.note.startsWith(NOTE));

test('a refused order is corrected in its form and goes out anew', async (t) => {
  const { desk, resident, entry, place } = await refused(t);
  assert.deepEqual(await ofResident(desk), []);
  await resident.press('改一改');
  await resident.sees('核对一下');
  await resident.sees(NOTE);
  await resident.main.getByRole('link', { name: /^修改\s*时间/ }).click(LIMIT);
  await resident.main.locator('fieldset label', { hasText: '其他日子' }).click(LIMIT);
  await resident.page.getByRole('group', { name: '其他日子' }).locator('label').nth(1).click(LIMIT);
  await resident.main.locator('.slots label').first().click(LIMIT);
  const heading = resident.main.locator('.step-head h2');
  for (let at = await heading.innerText(); at !== '核对一下'; at = await heading.innerText()) {
    await resident.press('下一步');
    await heading.filter({ hasNotText: at }).waitFor(LIMIT);
  }
  await resident.send();
  await resident.settled();
  const [order, ...more] = await ofResident(desk);
  assert.deepEqual([more, order.state], [[], 'open']);
  assert.notDeepEqual(order.slot, place.slot);
  const kept = await entries(resident.page);
  assert.ok(!kept.some((one) => one.command_id === entry.command_id), 'the refused one is replaced');
  assert.ok(kept.some((one) => one.supersedes === entry.command_id), 'by one that names it');
  await resident.go('/outbox');
  await resident.sees('都送到社区了');
});

test('a refused order is given up with a reason, which stays readable', async (t) => {
  const { desk, resident } = await refused(t);
  await resident.press('不要了');
  await resident.page.getByRole('button', { name: '弄错了' }).click(LIMIT);
  await resident.sees('都送到社区了');
  await resident.sees('不要了：弄错了');
  await resident.phone.open('/outbox');
  await resident.sees('不要了：弄错了');
  await resident.settled();
  assert.deepEqual(await ofResident(desk), []);
});
