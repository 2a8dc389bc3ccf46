// Two people in one browser profile, each in a tab and a slot of their own: whatever one does never becomes the other's.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Customer, LIMIT, WORDS } from './lib/app.mjs';
import { Caller } from './lib/caller.mjs';
import { World } from './lib/world.mjs';

const ITEM = 'C06';
/** What Chromium itself says of calls that a test loses on the way. */
const LOST = /net::ERR_(EMPTY_RESPONSE|CONNECTION|FAILED|INCOMPLETE_CHUNKED_ENCODING)/;
const REFUSED = /status of 401/;
const SEAT = { resident: { slot: 0, name: '王示例' }, luo: { slot: 1, name: '罗示例' } };

/** A person's hand in a tab, with what the tab says to the server: {path, slot, actor}. */
class Seat extends Customer {
  said = [];

  static async take(phone, who, desk) {
    const listed = await desk.call('GET', '/api/demo/people');
    const { slot } = SEAT[who];
    phone.page.on('request', (request) => hand.#hear(request));
    const hand = new Seat(phone);
    hand.who = who;
    hand.slot = slot;
    hand.person = listed.find((one) => one.who === who).person;
    await phone.open(`/#demo=${who}&slot=${slot}`);
    await hand.sees(new RegExp(`^${SEAT[who].name}，`));
    await hand.settled();
    return hand;
  }

  #hear(request) {
    const url = new URL(request.url());
    if (url.pathname === '/api/feed') {
      this.said.push({ path: url.pathname, slot: url.searchParams.get('slot'), actor: url.searchParams.get('actor') });
    } else if (['/api/push', '/api/pull'].includes(url.pathname)) {
      const body = JSON.parse(request.postData());
      const actors = new Set([body.actor, ...(body.entries ?? []).map((entry) => entry.actor)]);
      this.said.push({ path: url.pathname, slot: request.headers()['x-doorstep-slot'], actor: [...actors].join() });
    }
  }

  /** Every call so far was made as this person, on this slot; and calls of these kinds were made. */
  assertOnlyOwn(kinds = ['/api/feed', '/api/pull', '/api/push']) {
    const others = this.said.filter((call) => call.slot !== String(this.slot) || call.actor !== this.person);
    assert.deepEqual(others, [], `${this.who} speaks for ${this.who}`);
    assert.deepEqual([...new Set(this.said.map((call) => call.path))].sort(), kinds);
  }

  /** This person's databases, as text. */
  async databases() {
    const parts = (await this.phone.stored()).split(/^(?=database )/m);
    return parts.filter((part) => part.startsWith('database ') && part.split('\n')[0].includes(this.person)).join('\n');
  }
}

async function begin(t) {
  const world = await World.for(t);
  const desk = await Caller.demo(world.server, 'desk');
  const line = await world.line();
  const phone = await world.phone('family');
  phone.tolerate(LOST);
  const [wang, luo] = [await Seat.take(phone, 'resident', desk), await Seat.take(await phone.tab(), 'luo', desk)];
  return { desk, line, phone, wang, luo };
}

const cookies = async (phone) => {
  const all = (await phone.context.cookies()).filter((cookie) => /^__Host-ds\d$/.test(cookie.name));
  return new Map(all.map((cookie) => [cookie.name, cookie]));
};

const noted = async (desk, note) => (await desk.orders()).filter((order) => order.note === note);

test('two tabs, two people: what both write without a network arrives once each, as its own person', async (t) => {
  const { desk, phone, wang, luo } = await begin(t);
  await wang.ready();
  await phone.offline();
  const placed = [];
  for (const [hand, note] of [[wang, '王家的米'], [luo, '罗家的面']]) {
    await hand.seesOffline();
    placed.push([await hand.place({ item: ITEM, note }), hand.person, note]);
    await hand.sees(WORDS.queued);
  }
  await phone.online();
  for (const hand of [wang, luo]) {
    await hand.settled();
    await hand.sees(WORDS.open);
  }
  for (const [id, person, note] of placed) {
    const there = await noted(desk, note);
    assert.deepEqual(there.map((order) => [order.id, order.resident, order.placed_by]), [[id, person, person]]);
  }
  wang.assertOnlyOwn();
  luo.assertOnlyOwn();

  const kept = await cookies(phone);
  assert.deepEqual([...kept.keys()].sort(), ['__Host-ds0', '__Host-ds1']);
  assert.notEqual(kept.get('__Host-ds0').value, kept.get('__Host-ds1').value);
  assert.ok([...kept.values()].every((cookie) => cookie.httpOnly && cookie.secure && cookie.sameSite === 'Strict'));

  const own = [await wang.databases(), await luo.databases()];
  for (const [at, [id, person, note]] of placed.entries()) {
    const [mine, other] = [own[at], own[1 - at]];
    for (const word of [id, note, `ds-outbox-${person}`, `ds-confirmed-${person}`]) {
      assert.ok(mine.includes(word), `${word} is in its own person's databases`);
      assert.ok(!other.includes(word), `${word} is not in the other's`);
    }
  }

  // A tab keeps its person, whoever sat down last.
  for (const hand of [wang, luo]) {
    await hand.page.reload();
    await hand.settled();
    await hand.go('/me');
    await hand.sees(SEAT[hand.who].name);
  }
});

test('a tab changes to the other person and back, and each finds their own orders', async (t) => {
  const { phone, wang, luo } = await begin(t);
  await luo.phone.page.close();
  await wang.go('/me');
  await wang.press(/换成罗示例/);
  await wang.settled();
  await wang.go('/me');
  await wang.sees('罗示例');
  await wang.go('/orders');
  await wang.sees('上门理发');
  assert.equal(await wang.main.getByText('养老').count(), 0);
  await wang.go('/me');
  await wang.press(/换成王示例/);
  await wang.settled();
  await wang.go('/me');
  await wang.main.locator('.door-name', { hasText: '王示例' }).waitFor(LIMIT);
  assert.equal((await cookies(phone)).size, 2);
});

test('who signs out takes only their own away; the other and their unsent outbox stay', async (t) => {
  const { desk, line, phone, wang, luo } = await begin(t);
  // Her tab may ask once more before it knows that she is gone.
  phone.tolerate(REFUSED);
  const lost = line.loseRequests('/api/push');
  const id = await luo.place({ item: ITEM, note: '还没发出去的' });
  await lost;
  await luo.sees(WORDS.queued);

  await wang.go('/me');
  await wang.press('退出登录');
  await wang.page.getByRole('dialog').getByRole('button', { name: '退出登录', exact: true }).click(LIMIT);
  await wang.page.getByRole('textbox', { name: /卡片号码/ }).waitFor(LIMIT);
  assert.equal(await wang.databases(), '', 'nothing is left of her');
  assert.deepEqual([...(await cookies(phone)).keys()], ['__Host-ds1']);
  assert.match(await luo.databases(), /还没发出去的/);
  await wang.sees('罗示例，接着用');

  await luo.page.reload();
  await luo.sees(WORDS.queued);
  line.deliver('/api/push');
  await luo.page.evaluate(() => dispatchEvent(new Event('online')));
  await luo.settled();
  const there = await noted(desk, '还没发出去的');
  assert.deepEqual(there.map((order) => [order.id, order.placed_by]), [[id, luo.person]]);
});

test('a session of somebody else is no session: sign in again, nothing is lost and nothing becomes theirs', async (t) => {
  const { desk, line, phone, wang, luo } = await begin(t);
  phone.tolerate(REFUSED);
  const lost = line.loseRequests('/api/push');
  const id = await luo.place({ item: ITEM, note: '罗家写的' });
  await lost;
  await luo.sees(WORDS.queued);

  // Slot 1 now carries the session of slot 0's person, as after a mixed up restore of the phone.
  const kept = await cookies(phone);
  const [own, hers] = [kept.get('__Host-ds1'), kept.get('__Host-ds0')];
  await phone.context.addCookies([{ ...own, value: hers.value }]);
  line.deliver('/api/push');
  await luo.page.evaluate(() => dispatchEvent(new Event('online')));
  await luo.page.locator('.syncbar.is-attention', { hasText: '请重新登录' }).waitFor(LIMIT);
  assert.deepEqual(await noted(desk, '罗家写的'), []);
  assert.match(await luo.databases(), /罗家写的/);
  await luo.sees(WORDS.queued);
  assert.ok(!(await wang.databases()).includes(id));

  await luo.phone.open('/#demo=luo&slot=1');
  await luo.settled();
  const there = await noted(desk, '罗家写的');
  assert.deepEqual(there.map((order) => [order.id, order.resident, order.placed_by]), [[id, luo.person, luo.person]]);
  await wang.settled();
  wang.assertOnlyOwn(['/api/feed', '/api/pull']);
  luo.assertOnlyOwn();
});

test('a link that names another person paints nothing of whoever was here before, and keeps its address', async (t) => {
  const { phone, wang, luo } = await begin(t);
  await luo.phone.page.close();
  // Every word that ever stood on the page, with what stood there when the answer was still out.
  await wang.page.addInitScript(() => {
    window.painted = '';
    const note = () => { window.painted += `\n${document.body?.innerText ?? ''}`; };
    new MutationObserver(note).observe(document, { childList: true, subtree: true, characterData: true });
  });
  let answer;
  const held = new Promise((resolve) => { answer = resolve; });
  const asked = wang.page.waitForRequest('**/api/demo');
  await phone.context.route('**/api/demo', async (route) => { await held; await route.continue(); });
  await wang.page.goto('about:blank');
  await wang.page.goto(`${phone.origin}/orders#demo=luo&slot=1`);
  await asked;
  await wang.page.locator('[aria-busy=true]').waitFor(LIMIT);
  answer();
  await wang.sees('上门理发');
  await wang.settled();
  assert.equal(new URL(wang.page.url()).pathname, '/orders', 'where the link led');
  assert.equal(new URL(wang.page.url()).hash, '', 'and nothing that would sign in anew');
  const painted = await wang.page.evaluate(() => window.painted);
  assert.match(painted, /上门理发/);
  assert.doesNotMatch(painted, /王示例|养老/, 'nothing of her');
  await wang.page.reload();
  await wang.sees('上门理发');
  assert.equal(wang.path(), '/orders');
  await wang.go('/me');
  await wang.sees('罗示例');
});

test('a link to a person who can not come leaves whoever was here', async (t) => {
  const { phone, wang } = await begin(t);
  phone.tolerate(/status of 4\d\d/);
  await wang.page.goto('about:blank');
  await wang.page.goto(`${phone.origin}/#demo=nobody&slot=3`);
  await wang.page.getByText('没有成功').or(wang.page.locator('.toast')).first().waitFor(LIMIT);
  await wang.go('/me');
  await wang.sees('王示例');
});
