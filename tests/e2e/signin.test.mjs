// Signing in without any message provider: a printed card, its typed code, another browser, remote sign-out, and staff.

import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { Customer, Hand, LIMIT, WORDS } from './lib/app.mjs';
import { Caller } from './lib/caller.mjs';
import { guess } from './lib/code.mjs';
import { World } from './lib/world.mjs';

/** What Chromium itself says of an answer that refuses. */
const REFUSED = /status of 401/;
const WECHAT = 'Mozilla/5.0 (Linux; Android 13; M2012) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/116 Mobile Safari/537.36 MicroMessenger/8.0.47';

/** The desk, where cards are printed. */
class Desk extends Hand {
  async find(name) {
    await this.go('/desk/people');
    await this.page.getByRole('searchbox', { name: '找人' }).fill(name);
    await this.main.locator('.desk-row', { hasText: name }).click(LIMIT);
  }

  /** Prints a card of whoever is shown: its address and code, read off the paper and the answer that drew it. */
  async print() {
    if (await this.main.locator('.slip').count()) await this.press('打好了，收起');
    const answer = this.page.waitForResponse((response) => new URL(response.url()).pathname === '/api/card');
    await this.press('打印登录卡');
    const card = await (await answer).json();
    const paper = this.main.locator('.slip');
    await paper.locator('.slip-scan svg').waitFor(LIMIT);
    const typed = (await paper.locator('.slip-code').innerText()).split('\n').pop().trim();
    assert.equal(typed, card.code);
    return { url: card.url, code: typed };
  }
}

/** Somebody in front of the sign-in screen. */
class Guest extends Customer {
  static async at(phone, place = '/join') {
    const guest = new Guest(phone);
    // Nobody is signed in yet, and the server says so.
    phone.tolerate(REFUSED);
    // Under the phone's own host, whatever host printed the address.
    await phone.open(place.replace(/^https?:\/\/[^/]+/, ''));
    return guest;
  }

  async type(code) {
    await this.page.getByRole('textbox', { name: /卡片号码/ }).fill(code);
    await this.press('登录');
  }

  async isHome(name) {
    await this.settled();
    await this.main.getByText(name).first().waitFor(LIMIT);
  }
}

let city;
before(async () => { city = await World.begin(); });
after(() => city.dispose());

/** A fresh phone, closed when its test ends. */
async function phone(t, name, options) {
  const made = await city.phone(name, options);
  t.after(async () => { await made.dispose(); made.assertClean(); });
  return made;
}

async function desk(t) { return Desk.demo(await phone(t, 'desk'), 'desk'); }

const hash = (hand) => hand.page.evaluate(() => location.href);

test('a scanned card is spent by a tap, never by looking, three times; its secret never leaves the address', async (t) => {
  const window = await desk(t);
  await window.find('冯示例');
  const card = await window.print();
  const secret = card.url.split('#')[1];
  assert.match(secret, /^[0-9a-f]{32}$/);

  const curious = await phone(t, 'curious');
  const asked = [];
  curious.context.on('request', (request) => asked.push(request));
  for (let look = 0; look < 4; look += 1) {
    const guest = await Guest.at(curious, card.url);
    await guest.sees('卡片已经扫到');
    assert.equal(await hash(guest), `${curious.origin}/join`, 'the address bar holds no secret');
  }
  const sent = [];
  for (const request of asked) sent.push(request.url(), request.postData() ?? '', JSON.stringify(await request.allHeaders()));
  assert.ok(!sent.join('\n').includes(secret), 'looking sends the secret nowhere');
  assert.ok(!(await curious.stored()).includes(secret), 'and keeps it nowhere');

  for (const nth of [1, 2, 3]) {
    const guest = await Guest.at(await phone(t, `feng${nth}`), card.url);
    await guest.press('用这张卡登录');
    await guest.isHome('冯示例');
    assert.ok(!(await guest.phone.stored()).includes(secret));
  }
  const late = await Guest.at(await phone(t, 'feng4'), card.url);
  await late.press('用这张卡登录');
  await late.sees('这个号码现在不能用');
});

test('a typed code is read as people type it; five wrong ones lock it, the printed square still works', async (t) => {
  const window = await desk(t);
  await window.find('何示例');
  const card = await window.print();
  const first = await Guest.at(await phone(t, 'he'));
  await first.type('ABC');
  await first.sees('号码是 10 位，现在输了 3 位');
  await first.type(card.code.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l'));
  await first.isHome('何示例');

  const thief = await Guest.at(await phone(t, 'thief'));
  const refused = thief.main.getByRole('alert').filter({ hasText: '这个号码现在不能用' });
  for (let nth = 1; nth <= 5; nth += 1) {
    const answer = thief.page.waitForResponse((response) => response.url().endsWith('/api/session/card'));
    await thief.type(guess(card.code, nth));
    assert.equal((await answer).status(), 401);
    await refused.waitFor(LIMIT);
  }
  const locked = await Guest.at(await phone(t, 'he2'));
  await locked.type(card.code);
  await locked.sees('这个号码现在不能用');
  const scanned = await Guest.at(await phone(t, 'he3'), card.url);
  await scanned.press('用这张卡登录');
  await scanned.isHome('何示例');

  const again = await window.print();
  assert.notEqual(again.code, card.code);
  const old = await Guest.at(await phone(t, 'he4'), card.url);
  await old.press('用这张卡登录');
  await old.sees('这个号码现在不能用');
});

test('from WeChat to the phone’s own browser: once, without a new card', async (t) => {
  const inside = await Customer.demo(await phone(t, 'xie', { userAgent: WECHAT }), 'xie');
  await inside.page.locator('.banner', { hasText: '正在微信里打开' }).getByRole('button', { name: '换个浏览器打开' }).click(LIMIT);
  const answer = inside.page.waitForResponse((response) => response.url().endsWith('/api/session/transfer'));
  await inside.press('给我网址和号码');
  const made = await (await answer).json();
  await inside.sees(made.url);
  await inside.sees(made.code);
  const outside = await Guest.at(await phone(t, 'browser'), made.url);
  await outside.sees('从别的浏览器换过来');
  assert.equal(await hash(outside), `${outside.phone.origin}/join`);
  await outside.press('在这里接着用');
  await outside.isHome('谢示例');
  const third = await Guest.at(await phone(t, 'third'), made.url);
  await third.press('在这里接着用');
  await third.sees('这个号码现在不能用');
  await inside.go('/orders');
  await inside.sees('助餐送餐');
});

test('a lost phone is signed out from another: what could be read there goes, what was unsent is handed in once', async (t) => {
  const desk = await Caller.demo(city.server, 'desk');
  const mine = await Customer.demo(await phone(t, 'luo'), 'luo');
  const lost = await Customer.demo(await phone(t, 'lost'), 'luo');
  lost.phone.tolerate(REFUSED);
  const note = '丢了的手机上写的';
  await lost.phone.offline();
  await lost.seesOffline();
  await lost.place({ item: 'C06', note });
  await lost.sees(WORDS.queued);

  await mine.go('/me/devices');
  await mine.sees('这台设备');
  await mine.press('退出那台');
  const asked = mine.page.getByRole('dialog');
  await asked.getByText('那台设备上存的会删掉').waitFor(LIMIT);
  await asked.getByRole('button', { name: '退出那台' }).click(LIMIT);
  await mine.sees('只有这一台。');

  const handed = [];
  lost.page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/quarantine') handed.push(request);
  });
  await lost.phone.online();
  await lost.page.getByRole('textbox', { name: /卡片号码/ }).waitFor(LIMIT);
  assert.equal(handed.length, 1);
  assert.ok(handed[0].postData().includes(note));
  assert.equal((await handed[0].response()).status(), 204);
  const left = await lost.phone.stored();
  for (const secret of [note, '罗示例', '3单元 401室', 'ds-outbox-', 'ds-confirmed-']) {
    assert.ok(!left.includes(secret), `the lost phone still holds ${secret}`);
  }
  assert.ok(!(await desk.orders()).some((order) => order.note === note), 'it is evidence, never executed');
  await lost.page.reload();
  await lost.page.getByRole('textbox', { name: /卡片号码/ }).waitFor(LIMIT);
  assert.equal(handed.length, 1);
  await mine.page.reload();
  await mine.settled();
  await mine.go('/me');
  await mine.sees('罗示例');
});

test('a new installation: the printed code makes the first secretary, who registers somebody without a phone and prints a card', async (t) => {
  const world = await World.for(t, { extra: [] });
  const code = /^ +([0-9A-Z]{5}(?:-[0-9A-Z]{5}){4})$/m.exec(world.server.log)?.[1];
  assert.ok(code, world.server.log);
  const first = await Guest.at(await world.phone('desk', { viewport: { width: 1280, height: 900 } }), '/setup');
  await first.press('建好并登录');
  const missing = first.main.locator('.err-summary');
  await missing.waitFor(LIMIT);
  assert.equal(await missing.locator('li').count(), 7, 'each empty field is named');
  const password = '窗口三点半喝茶去';
  const typed = [
    ['设置码', 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE'], ['社区（村）名称', '示例社区'], ['社区代号', 'shili'], ['社区电话', '000 9190 0009'],
    ['您的姓名', '吴示例'], ['账号', 'wu01'], ['密码', password],
  ];
  for (const [label, words] of typed) await first.page.getByLabel(label, { exact: true }).fill(words);
  await first.press('建好并登录');
  await first.sees('设置码不对');
  await first.page.getByLabel('设置码', { exact: true }).fill(code.toLowerCase());
  await first.press('建好并登录');
  await first.settled();
  assert.equal(await first.page.locator('.ribbon').count(), 0, 'this is no demo');

  const late = await Guest.at(await world.phone('late'), '/setup');
  for (const [label, words] of typed) await late.page.getByLabel(label, { exact: true }).fill(label === '设置码' ? code : words);
  await late.press('建好并登录');
  await late.sees('设置码不对，或者已经用过');
  const staff = await Guest.at(await world.phone('staff'), '/staff');
  await staff.press('登录');
  await staff.sees('请输入账号');
  await staff.page.getByLabel('账号', { exact: true }).fill('wu01');
  await staff.page.getByLabel('密码', { exact: true }).fill('不是这个密码');
  await staff.press('登录');
  await staff.sees('账号或密码不对');
  await staff.page.getByLabel('密码', { exact: true }).fill(password);
  await staff.press('登录');
  await staff.settled();

  const desk = new Desk(first.phone);
  await desk.go('/desk/people');
  await desk.press('登记新人');
  await desk.press('登记');
  await desk.sees('请填姓名');
  await desk.page.getByLabel('姓名', { exact: true }).fill('高示例');
  await desk.press('登记');
  await desk.main.getByRole('heading', { name: '高示例' }).waitFor(LIMIT);
  await desk.settled();
  const card = await desk.print();
  const old = await Guest.at(await world.phone('gao'));
  await old.type(card.code);
  await old.settled();
  await old.go('/me');
  await old.sees('高示例');
  assert.match(card.url, /^http:\/\/desk\.localhost:\d+\/join#[0-9a-f]{32}$/);
});
