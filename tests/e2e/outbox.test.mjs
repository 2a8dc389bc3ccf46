// What was not done, and what the person does about it: correct it in its form, or give it up with a reason.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { Customer, Hand, LIMIT, WORDS } from './lib/app.mjs';
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

test('an order refused at the desk is corrected on the page it was written on, under the code that was told', async (t) => {
  const world = await World.for(t);
  const luo = await Caller.demo(world.server, 'luo');
  const desk = await Hand.demo(await world.phone('desk'), 'desk');
  await desk.phone.controlled();
  await desk.go('/desk/new');
  await desk.page.getByLabel('办什么').waitFor(LIMIT);
  await desk.phone.offline();
  await desk.seesOffline();
  await desk.page.getByRole('textbox', { name: '给谁下单' }).fill('罗示例');
  await desk.page.keyboard.press('Enter');
  await desk.page.getByLabel('办什么').selectOption('A10');
  await desk.page.getByLabel('哪一天').selectOption({ index: 4 });
  await desk.page.getByLabel('几点').selectOption({ index: 2 });
  await desk.page.getByRole('textbox', { name: /备注/ }).fill(NOTE);
  await desk.press('下单');
  await desk.sees('单子下好了');
  const code = (await desk.main.locator('.code-digits').getAttribute('aria-label')).replaceAll(' ', '');
  const [entry] = (await entries(desk.page)).filter((one) => one.command.order?.act.place);
  const { community, act: { place } } = entry.command.order;
  const twin = await luo.act({ id: randomUUID(), community }, { place: { ...place, channel: 'app', note: '自己下的', code: '4711' } });
  assert.equal(twin.outcome, 'applied');
  // Another page is begun meanwhile; it is there again afterwards.
  await desk.press('再下一单');
  const note = desk.page.getByRole('textbox', { name: /备注/ });
  await note.fill('另一张，还没写完');
  await desk.phone.online();
  await desk.page.evaluate(() => dispatchEvent(new Event('online')));
  await desk.go('/outbox');
  await desk.sees('没有办成');

  await desk.press('改一改');
  await desk.sees('改一改没办成的单子，再发出');
  await desk.sees('罗示例');
  assert.equal(await note.inputValue(), NOTE);
  await desk.sees('那天已有一张同样的单子');
  await desk.page.getByLabel('哪一天').selectOption({ index: 6 });
  await desk.page.getByLabel('几点').selectOption({ index: 1 });
  await desk.press('下单');
  await desk.sees('单子下好了');
  await desk.sees(WORDS.received);
  const order = (await (await Caller.demo(world.server, 'desk')).orders()).find((one) => one.note === NOTE);
  assert.deepEqual([order.id, order.code, order.channel, order.state], [entry.command.order.order, code, 'phone', 'open']);
  assert.notDeepEqual(order.slot, place.slot);
  const kept = await entries(desk.page);
  assert.ok(!kept.some((one) => one.command_id === entry.command_id), 'the refused one is replaced');
  await desk.press('再下一单');
  assert.equal(await note.inputValue(), '另一张，还没写完');
});
