// What people are told before they order, the window that orders for those who call or come by, the question whether a member is
// still there, and the mark of each item.

import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { Customer, Hand, Helper, LIMIT, WORDS } from './lib/app.mjs';
import { Caller } from './lib/caller.mjs';
import { World } from './lib/world.mjs';

const WIDE = { viewport: { width: 1280, height: 900 }, isMobile: false, hasTouch: false, deviceScaleFactor: 1 };

let city;
let server;
before(async () => {
  city = await World.begin();
  server = await Caller.demo(city.server, 'desk');
});
after(() => city.dispose());

/** A phone of somebody, put away when its test ends. */
async function take(t, Kind, who, options) {
  const phone = await city.phone(who, options);
  t.after(async () => { await phone.dispose(); phone.assertClean(); });
  return Kind.demo(phone, who);
}

/** Fills the rest of 代下单 from the service on: what, when, and that the notice was told if it asks. */
async function intake(desk, { item, note }) {
  await desk.page.getByLabel('办什么').selectOption(item);
  await desk.page.getByLabel('哪一天').selectOption({ index: 4 });
  await desk.page.getByLabel('几点').selectOption({ index: 2 });
  await desk.page.getByRole('textbox', { name: /备注/ }).fill(note);
}

const placed = async (note) => {
  const [order, ...more] = (await server.orders()).filter((one) => one.note === note);
  assert.ok(order && !more.length, `one order says ${note}`);
  return order;
};

test('an item says how long it takes, what to have ready and what is not done, before anything is ordered and at the door', async (t) => {
  const resident = await take(t, Customer, 'luo');
  await resident.go('/order/new/C02');
  await resident.press('下一步');
  await resident.main.locator('.step-head h2', { hasText: '什么时候' }).waitFor(LIMIT);
  const promises = resident.main.locator('.promises li');
  const said = ['手工免费，配件自己付', '大约 60 分钟', '请备好：说清型号，能拍照更好', '不修燃气具', '不上门推销'];
  const lines = await promises.allInnerTexts();
  for (const line of said) assert.ok(lines.some((one) => one.includes(line)), `${line} in ${lines.join(' / ')}`);
  assert.deepEqual(await resident.main.locator('.promises li.is-not').allInnerTexts(), ['不修燃气具', '不上门推销']);
  await resident.go('/order/new/C03');
  await resident.sees('闻到燃气味请先离开屋子');

  const member = await take(t, Helper, 'member2');
  const held = (await (await Caller.demo(city.server, 'member2')).orders()).find((order) => order.item === 'C02' && order.state === 'accepted');
  await member.go(`/order/${held.id}`);
  await member.sees('说清型号，能拍照更好');
  await member.sees('不修燃气具');
});

test('each service has a draft of its own: another one begins empty, and what was begun is there again', async (t) => {
  const resident = await take(t, Customer, 'feng');
  const note = resident.page.getByRole('textbox', { name: /备注/ });
  await resident.fill({ item: 'C01', note: '剪短一点' });
  await resident.go('/order/new/B04');
  await resident.main.locator('.step-head h2', { hasText: '什么时候' }).waitFor(LIMIT);
  assert.equal(await resident.page.locator('.slots input:checked').count(), 0, 'no time is taken along');
  await resident.fill({ item: 'B04' });
  await resident.go('/order/form/note');
  await note.waitFor(LIMIT);
  assert.equal(await note.inputValue(), '', 'no note is taken along');
  await resident.go('/order/new/C01');
  await resident.main.locator('.step-head h2').waitFor(LIMIT);
  await resident.go('/order/form/note');
  await note.waitFor(LIMIT);
  assert.equal(await note.inputValue(), '剪短一点');
});

test('the desk orders for somebody on the phone: the channel is kept, the resident sees it and who did it', async (t) => {
  const resident = await take(t, Customer, 'luo');
  const desk = await take(t, Hand, 'desk', WIDE);
  await desk.go('/desk/new');
  await desk.page.getByRole('radio', { name: /电话/ }).check({ force: true });
  await desk.page.getByRole('textbox', { name: '给谁下单' }).fill('LSL');
  await desk.main.locator('.cell', { hasText: '罗示例' }).waitFor(LIMIT);
  await desk.page.getByRole('textbox', { name: '给谁下单' }).fill('罗示例');
  await desk.page.keyboard.press('Enter');
  const note = '电话里说灯坏了';
  await intake(desk, { item: 'C09', note });
  await desk.press('下单');
  await desk.sees('单子下好了');
  await desk.sees(WORDS.received);
  const order = await placed(note);
  const people = await server.call('GET', '/api/demo/people');
  const id = (who) => people.find((one) => one.who === who).person;
  assert.deepEqual([order.channel, order.resident, order.placed_by], ['phone', id('luo'), id('desk')]);
  const code = (await desk.main.locator('.code-digits').getAttribute('aria-label')).replaceAll(' ', '');

  await resident.go(`/order/${order.id}`);
  await resident.sees(note);
  assert.equal(await resident.code(), code, 'she has the code that the desk tells her');
  assert.match((await resident.main.locator('.timeline').innerText()), /已下单[^]*社区/);
  await desk.go(`/order/${order.id}`);
  await desk.sees(/· 电话/);
});

test('somebody new at the counter is written down, ordered for and given a slip that names nobody', async (t) => {
  const desk = await take(t, Hand, 'desk', WIDE);
  await desk.go('/desk/new');
  await desk.page.getByRole('radio', { name: /窗口/ }).check({ force: true });
  await desk.press('登记新居民');
  await desk.page.getByLabel('姓名').fill('齐示例');
  await desk.page.getByRole('textbox', { name: '电话' }).fill('000 1230 0456');
  const note = '窗口来的，要两袋米';
  await intake(desk, { item: 'C06', note });
  await desk.press('下单并打印');
  const missing = desk.main.locator('.err-summary');
  await missing.getByText('请先口头告知信息用途').waitFor(LIMIT);
  await desk.page.getByLabel('楼栋').selectOption({ index: 2 });
  await desk.page.getByLabel('门牌').fill('4单元 402室');
  await desk.page.getByRole('checkbox', { name: /已口头告知/ }).check({ force: true });
  await desk.press('下单并打印');
  await desk.page.waitForURL(/\/slip$/, LIMIT);
  await desk.settled();
  const order = await placed(note);
  assert.equal(order.channel, 'counter');
  const paper = await desk.main.locator('article.slip').innerText();
  for (const words of [order.code, '代取快递', '社区电话', '单号', '办好了再告诉上门的人']) assert.ok(paper.includes(words), `${words} on the slip`);
  for (const secret of ['齐示例', '0456', '402', note]) assert.ok(!paper.includes(secret), `${secret} is not on the slip`);
  await desk.page.emulateMedia({ media: 'print' });
  const printed = await desk.page.evaluate(() => document.body.innerText);
  assert.ok(printed.includes(order.code) && !printed.includes('打印小票'), 'paper holds the slip and no buttons');

  await desk.page.emulateMedia({ media: 'screen' });
  await desk.go('/desk/people');
  await desk.page.getByRole('searchbox', { name: '找人' }).fill('0456');
  await desk.main.locator('.desk-row', { hasText: '齐示例' }).click(LIMIT);
  await desk.main.getByText('代取快递').first().waitFor(LIMIT);
});

test('a search looks where it says: in all groups first, then in the one that is pressed', async (t) => {
  const desk = await take(t, Hand, 'desk', WIDE);
  await desk.go('/desk');
  const pressed = desk.main.locator('.figure[aria-current=true]');
  await pressed.waitFor(LIMIT);
  const group = await pressed.locator('span').innerText();
  const find = desk.page.getByRole('searchbox', { name: '找人找单' });
  await find.fill('王示例');
  await desk.sees(/在全部单子里找到 \d+ 张/);
  assert.equal(await pressed.count(), 0, `${group} does not look pressed while all are searched`);
  const all = await desk.main.locator('.desk-row.only-wide').count();
  await desk.main.locator('.figure', { hasText: '待确认' }).click(LIMIT);
  await desk.sees(/在“待确认”里找到 1 张/);
  assert.equal(await pressed.locator('span').innerText(), '待确认');
  assert.equal(await find.inputValue(), '王示例');
  await desk.press('在全部单子里找');
  await desk.sees(`在全部单子里找到 ${all} 张`);
  await find.fill('wsl');
  await desk.sees(`在全部单子里找到 ${all} 张`);
  assert.equal(await desk.main.locator('.desk-row.only-wide', { hasText: '王示例' }).count(), all, 'the first letters of a name find it too');
  await find.fill('');
  await pressed.waitFor(LIMIT);

  const resident = await take(t, Customer, 'luo');
  await resident.go('/order/new');
  const chip = (name) => resident.main.locator('.chips--scroll .chip', { hasText: name });
  await chip('健康').click(LIMIT);
  await resident.page.getByRole('searchbox').fill('理发');
  await resident.main.locator('.cell', { hasText: '上门理发' }).last().waitFor(LIMIT);
  assert.equal(await chip('全部').getAttribute('aria-pressed'), 'true', 'a search begins among all services, and the chip says so');
  await chip('健康').click(LIMIT);
  await resident.sees('没有找到这项服务');
  await resident.press('在全部服务里找');
  await resident.main.locator('.cell', { hasText: '上门理发' }).last().waitFor(LIMIT);
});

test('who stays twice as long as planned is asked 还在服务吗？ and answers with one tap, without a network too', async (t) => {
  const member = await take(t, Helper, 'member2');
  const order = (await (await Caller.demo(city.server, 'member2')).orders()).find((one) => one.state === 'in_service');
  await member.go('/inbox');
  await member.sees('还在服务吗？');
  await member.go(`/order/${order.id}`);
  const question = member.main.locator('.callout', { hasText: '还在服务吗？' });
  await question.waitFor(LIMIT);
  await member.sees(/已经 \d+ 分钟了/);
  await member.phone.offline();
  await member.seesOffline();
  await member.press('还在，都好');
  await question.waitFor({ state: 'detached', ...LIMIT });
  assert.equal((await server.steps(order.id)).includes('still_there'), false, 'the community does not know yet');
  await member.phone.online();
  await member.settled();
  const steps = await server.steps(order.id);
  assert.deepEqual(steps.slice(steps.indexOf('still_there_asked')).filter((step) => step.startsWith('still')), ['still_there_asked', 'still_there']);
  assert.equal((await server.order(order.id)).state, 'in_service');
});

test('each item has its own mark, and the phone says when it last asked the community, also after a cold start offline', async (t) => {
  const world = await World.for(t);
  const resident = await Customer.demo(await world.killablePhone('resident'), 'resident');
  await resident.ready();
  await resident.go('/outbox');
  await resident.sees(/上次和社区核对：(刚刚|\d+ 分钟前)/);
  await resident.phone.offline();
  await resident.seesOffline();
  await resident.place({ item: 'C06', note: '还在手机里' });
  await resident.sees(WORDS.queued);
  await resident.phone.kill();
  await resident.phone.reopen({ path: '/orders', offline: true });
  const marks = resident.main.locator('.order-card .mark');
  await marks.first().waitFor(LIMIT);
  assert.equal(await marks.count(), 1, 'only the new one is marked as not with the community');
  assert.match(await resident.main.locator('.order-card', { has: resident.page.locator('.mark') }).innerText(), /代取快递/);
  await resident.go('/outbox');
  await resident.sees('代取快递');
  await resident.sees(/上次和社区核对：/);
  await resident.phone.online();
  await resident.settled();
  await resident.go('/orders');
  await resident.main.locator('.order-card').first().waitFor(LIMIT);
  await marks.waitFor({ state: 'detached', ...LIMIT });
});
