// Text that would like to be something else, in every field of the job: it is shown as text, runs nothing, calls nobody and tears no
// screen apart, also at 320 pixels.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Customer, Hand, Helper, LIMIT, WORDS } from './lib/app.mjs';
import { Caller } from './lib/caller.mjs';
import { World } from './lib/world.mjs';

const SMALL = { viewport: { width: 320, height: 640 } };
/** Twenty characters are all that a name has. */
const NAME = '<svg onload=pwn()>👩';
const DOOR = '"><img src=x onerror=pwn()>=1+1';
const LONG = 'W'.repeat(60);
/** One line of it all; each field of words gets it with a mark of its own in front. */
const WORD = `<script>pwn()</script><img src=//evil.example/x onerror=pwn()>=1+1 ${LONG} 𠮷👨‍👩‍👧‍👦\u200fאב {{7*7}} ';--`;
const words = (mark) => `${mark} ${WORD}`;
/** Turns the reading direction round: a name could be made to look like another. */
const TURN = '\u202e';

async function person(world, Kind, who) {
  const phone = await world.phone(who, SMALL);
  phone.page.on('dialog', (dialog) => { phone.watch.findings.push(`dialog: ${dialog.message()}`); void dialog.dismiss(); });
  await phone.context.addInitScript(() => { window.pwn = () => { window.pwned = true; }; });
  return Kind.demo(phone, who);
}

/** What stands on the screen holds these words as they were typed, and nothing of them became an element. */
async function shows(hand, ...typed) {
  for (const one of typed) await hand.page.getByText(one, { exact: false }).first().waitFor(LIMIT);
  await isHarmless(hand);
}

async function isHarmless(hand) {
  const alive = await hand.page.evaluate(() => [window.pwned && 'a script ran',
    ...[...document.querySelectorAll('[onload], [onerror], main script, main img, main iframe, a[href^="javascript:"]')].map((element) => element.outerHTML)]
    .filter(Boolean));
  assert.deepEqual(alive, [], `text came alive at ${hand.page.url()}`);
  await hand.fits();
}

/** Every screen of these, once. */
async function look(hand, paths) {
  for (const path of paths) {
    await hand.go(path);
    await hand.page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
    await isHarmless(hand);
  }
}

/** Opens the sheet behind `word`, fills it and does `go`. */
async function ask(hand, word, fill, go) {
  await hand.button(word).first().click(LIMIT);
  const sheet = hand.page.getByRole('dialog').first();
  await sheet.waitFor(LIMIT);
  await fill(sheet);
  await isHarmless(hand);
  await sheet.getByRole('button', { name: go }).click(LIMIT);
  await sheet.waitFor({ state: 'detached', ...LIMIT });
}

const box = (sheet, text) => sheet.getByRole('textbox').last().fill(text);
const reason = async (sheet, text) => {
  await sheet.locator('label.opt').first().click(LIMIT);
  await box(sheet, text);
};

test('hostile words in every field of the job stay words', async (t) => {
  const world = await World.for(t);
  const server = await Caller.demo(world.server, 'desk');
  const [resident, member, desk] = [
    await person(world, Customer, 'luo'), await person(world, Helper, 'member'), await person(world, Hand, 'desk'),
  ];

  // Name, door, remark to the community.
  await resident.go('/me');
  await ask(resident, '修改', async (sheet) => {
    await sheet.getByLabel('姓名').fill(TURN + NAME);
    await sheet.getByLabel('门牌').fill(DOOR);
  }, '存好');
  await resident.settled();
  await shows(resident, NAME, DOOR);
  await resident.go('/feedback');
  await resident.page.getByRole('textbox').fill(words('意见'));
  await resident.press('交给社区');
  await resident.settled();
  await shows(resident, words('意见'));

  // The order, with a note and a health note.
  await resident.fill({ item: 'B01', day: 1 });
  await resident.go('/order/form/note');
  await resident.page.getByRole('textbox', { name: /备注/ }).fill(words('备注'));
  await resident.page.getByRole('switch', { name: /健康提醒/ }).check({ force: true });
  await resident.page.getByRole('textbox', { name: '健康提醒' }).fill(words('健康'));
  await resident.press('下一步');
  await shows(resident, words('备注'), words('健康'));
  const id = await resident.send();
  await resident.sees(WORDS.open);
  await resident.settled();
  await ask(resident, '补充一句', (sheet) => box(sheet, words('补充')), '发出');
  await shows(resident, words('备注'), words('补充'));

  // The desk notes, and writes down somebody.
  await desk.go(`/order/${id}`);
  await ask(desk, '加备注', (sheet) => box(sheet, words('社区')), '记下');
  await desk.settled();
  await shows(desk, NAME, words('备注'), words('社区'));

  // The member takes it, pauses, goes on, hands words in with the result.
  const card = await member.accept('量血压', '4号楼');
  await card.getByText('接到了').waitFor(LIMIT);
  await member.go(`/order/${id}`);
  await shows(member, NAME, DOOR, words('备注'), words('健康'));
  await member.step(id, '出发');
  await member.step(id, '到了');
  await ask(member, '先停一停', (sheet) => reason(sheet, words('停')), '停一停');
  await resident.go(`/order/${id}`);
  await shows(resident, words('停'));
  await member.step(id, '接着办');
  await ask(member, '建议转办', async (sheet) => {
    await sheet.locator('label.opt').last().click(LIMIT);
    await sheet.getByRole('textbox').fill(DOOR);
  }, '发给社区');
  await shows(member, DOOR);
  await desk.go(`/order/${id}`);
  await shows(desk, DOOR);
  await member.finish(id, { words: words('结果') });
  await member.sees(WORDS.received);

  // Confirmed, rated, done again.
  await resident.go(`/order/${id}`);
  await resident.sees(WORDS.ask);
  await shows(resident, words('结果'));
  await resident.press('确认办好');
  await resident.page.getByRole('radio', { name: '不满意', exact: true }).check({ force: true });
  await resident.page.getByRole('textbox').fill(words('评价'));
  await resident.press('评价');
  await resident.settled();
  await ask(resident, /重办/, (sheet) => reason(sheet, words('重办')), '请重办');
  await resident.settled();
  await desk.go(`/order/${id}`);
  await shows(desk, words('结果'), words('评价'), words('重办'));

  // The desk declines another one, answers the remark and registers somebody whose every field is hostile.
  const asked = (await server.orders()).find((order) => order.state === 'submitted');
  await desk.go(`/order/${asked.id}`);
  await ask(desk, '不予受理', (sheet) => reason(sheet, words('可以找')), /不予受理|确定/);
  await shows(desk, words('可以找').slice(0, 40));
  await desk.go('/desk');
  await desk.main.locator('.figure', { hasText: '投诉建议' }).click(LIMIT);
  await shows(desk, words('意见'));
  await desk.press('答复');
  await desk.page.getByRole('textbox').last().fill(words('答复'));
  await desk.press('发出答复');
  await shows(desk, words('答复'));
  await desk.settled();
  await resident.go('/feedback');
  await shows(resident, words('意见'), words('答复'));

  await desk.go('/desk/new');
  await desk.press('登记新居民');
  await desk.page.getByLabel('姓名').fill(NAME);
  await desk.page.getByRole('textbox', { name: '电话' }).fill('00012345678');
  await desk.page.getByLabel('办什么').selectOption('C06');
  await desk.page.getByLabel('哪一天').selectOption({ index: 3 });
  await desk.page.getByLabel('几点').selectOption({ index: 1 });
  await desk.page.getByLabel('楼栋').selectOption({ index: 1 });
  await desk.page.getByLabel('门牌').fill(DOOR);
  await desk.page.getByRole('textbox', { name: /备注/ }).fill(words('窗口'));
  await desk.page.getByRole('checkbox', { name: /已口头告知/ }).check({ force: true });
  await isHarmless(desk);
  await desk.press('下单并打印');
  await desk.page.waitForURL(/\/slip$/, LIMIT);
  await isHarmless(desk);
  await desk.settled();
  const placed = (await server.orders()).find((order) => order.note === words('窗口'));
  assert.equal(placed.resident_name ?? placed.contact.name, NAME, 'nothing was lost or changed on the way');

  // Wherever it shows up.
  await desk.go('/desk/people');
  await desk.page.getByRole('searchbox', { name: '找人' }).fill('<svg');
  await desk.main.locator('.desk-row').first().waitFor(LIMIT);
  await shows(desk, NAME);
  await desk.main.locator('.desk-row').first().click(LIMIT);
  await isHarmless(desk);
  await look(desk, ['/desk', '/desk/calls', '/desk/new', `/order/${placed.id}`, `/order/${id}`, '/inbox', '/outbox', '/me']);
  await look(member, ['/jobs/pool', '/jobs/mine', '/inbox', '/outbox', '/me', `/order/${id}`]);
  await look(resident, ['/', '/orders', '/inbox', '/me', '/me/consents', '/outbox', `/order/${id}`, '/feedback']);

  // What never arrived is shown in the outbox, also as text.
  await resident.phone.offline();
  await resident.seesOffline();
  await resident.go('/feedback');
  await resident.page.getByRole('textbox').fill(words('没发'));
  await resident.press('交给社区');
  await resident.go('/outbox');
  await shows(resident, '投诉建议');
  await resident.phone.online();
  await resident.settled();
  const stored = (await server.orders()).find((order) => order.id === id);
  assert.equal(stored.note, words('备注'));
  assert.ok(!JSON.stringify(stored).includes(TURN), 'what turns the reading direction is taken out');
});
