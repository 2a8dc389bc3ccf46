// What a browser and a line can do to a phone, beside killing it (kill.test.mjs) and leaving it without a network (offline.test.mjs):
// no room, everything thrown away, a connection to the storage that dies, a wrong clock, a proxy that holds the feed back.

import assert from 'node:assert/strict';
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { Customer, Helper, LIMIT, WORDS } from './lib/app.mjs';
import { Caller } from './lib/caller.mjs';
import { ids, ITEM, later, letBeat, NOTE, tryAgain } from './lib/faulty.mjs';
import { Phone } from './lib/phone.mjs';
import { World } from './lib/world.mjs';

const DAY = 86_400_000;
/** Longer than the phone waits between two polls. */
const POLL = 61_000;
/** What a phone has room for: the app, one person, and a little more. */
const ROOM = 8_000_000;
const HERE = '只在这台手机上';
const UNSAVED = '还没存好：手机空间不够';
const FULL = '手机存不下了，刚写的还没存好';

/** The screen of the order, the bar and the outbox say that it is not saved; asking again changes nothing. */
async function isNotSaved(hand, id) {
  const bar = hand.page.locator('.syncbar', { hasText: FULL });
  await hand.sees(HERE);
  await bar.waitFor(LIMIT);
  await tryAgain(hand);
  await hand.go('/outbox');
  await hand.sees(UNSAVED);
  await hand.go(`/order/${id}`);
  await hand.sees(NOTE);
  await hand.sees(HERE);
  await bar.waitFor(LIMIT);
}

/** Fills the storage with what nothing can pack, until the browser takes no more; resolves to how often it took something. */
const fill = (page) => page.evaluate(async () => {
  const open = indexedDB.open('filler');
  open.onupgradeneeded = () => open.result.createObjectStore('junk', { autoIncrement: true });
  await new Promise((resolve) => { open.onsuccess = resolve; });
  const takes = (size) => new Promise((resolve) => {
    const write = open.result.transaction('junk', 'readwrite', { durability: 'strict' });
    write.objectStore('junk').add(crypto.getRandomValues(new Uint8Array(size)));
    write.oncomplete = () => resolve(true);
    write.onabort = () => resolve(write.error?.name !== 'QuotaExceededError');
  });
  let taken = 0;
  for (const size of [65_536, 4_096, 256]) while (await takes(size)) taken += 1;
  open.result.close();
  return taken;
});

/** There is room again. */
async function emptyAgain(hand) {
  await hand.page.evaluate(() => new Promise((resolve) => { indexedDB.deleteDatabase('filler').onsuccess = resolve; }));
  await hand.phone.devtools('Storage.overrideQuotaForOrigin');
}

/** Somebody with an order to send, on a phone with little room. */
async function beforeNoRoom(t) {
  const world = await World.for(t);
  const desk = await Caller.demo(world.server, 'desk');
  const phone = await world.phone('resident');
  // Before anything is stored: the browser remembers for half a minute how much room there was.
  await phone.open('/offline.html');
  await phone.devtools('Storage.overrideQuotaForOrigin', { quotaSize: ROOM });
  const resident = await Customer.demo(phone, 'resident');
  await resident.ready();
  await phone.complete();
  await resident.fill({ item: ITEM, note: NOTE });
  return { desk, phone, resident };
}

test('no room on the phone: nothing is called saved or sent, and with room it goes by itself, once', async (t) => {
  const { desk, resident } = await beforeNoRoom(t);
  assert(await fill(resident.page) > 3, 'there was some room before there was none');

  const id = await resident.send();
  await isNotSaved(resident, id);
  assert.deepEqual(await ids(desk), [], 'what is not on disk does not leave');

  await emptyAgain(resident);
  await tryAgain(resident);
  await resident.settled();
  await resident.sees(WORDS.open);
  assert.deepEqual(await ids(desk), [id]);
  await resident.page.reload();
  await resident.sees(WORDS.open);
});

test('no room on the phone: a draft goes only when its order is on disk', async (t) => {
  const { desk, phone, resident } = await beforeNoRoom(t);
  await fill(resident.page);
  await isNotSaved(resident, await resident.send());
  // The battery falls out: what was in memory is gone.
  await resident.page.reload();
  await resident.settled();
  assert.deepEqual(await ids(desk), []);
  await resident.go(`/order/form/check`);
  await resident.sees(NOTE);
  await emptyAgain(resident);
  const id = await resident.send();
  await resident.settled();
  assert.deepEqual(await ids(desk), [id]);
  const drafts = (await phone.stored()).split('\n').filter((one) => one.includes('kept "draft.order') && one.includes(NOTE));
  assert.deepEqual(drafts, []);
});

test('the browser threw everything away: the person is back with everything, and the next order arrives once', async (t) => {
  const world = await World.for(t);
  const desk = await Caller.demo(world.server, 'desk');
  const resident = await Customer.demo(await world.phone('resident'), 'resident');
  await resident.ready();
  const before = await resident.place({ item: ITEM, note: NOTE });
  await resident.settled();
  await resident.phone.evict();
  await resident.phone.open(`/order/${before}`);
  await resident.settled();
  await resident.sees(WORDS.open);
  await resident.go('/');
  await resident.sees('王示例');
  await resident.go('/orders');
  await resident.sees('李示例 已接单');
  const next = await resident.place({ item: ITEM, note: NOTE, day: 1 });
  await resident.settled();
  assert.deepEqual((await ids(desk)).sort(), [before, next].sort());
});

/** The page is left, and the browser throws away what it stored; the cookies stay. */
async function evictWhileAway(hand) {
  await hand.page.goto('about:blank');
  await hand.phone.evict();
}

const CLEARED = /可能没送到社区/;

test('the browser threw everything away while something was unsent: the person is told in words, until they have looked', async (t) => {
  const world = await World.for(t);
  const desk = await Caller.demo(world.server, 'desk');
  const resident = await Customer.demo(await world.phone('resident'), 'resident');
  resident.phone.tolerate(/net::ERR_/);
  await resident.ready();
  await resident.phone.offline();
  await resident.seesOffline();
  await resident.place({ item: ITEM, note: NOTE });
  await resident.sees(WORDS.queued);
  await evictWhileAway(resident);
  await resident.phone.online();
  await resident.phone.open('/');
  await resident.sees('有 1 条可能没送到社区');
  await resident.sees(/请看看单子是不是都在；不在的请再下一次/);
  assert.equal(await resident.main.getByText('都送到社区了').count(), 0);
  assert.deepEqual(await ids(desk), [], 'it was right: nothing of it is there');
  await resident.page.setViewportSize({ width: 390, height: 1600 });
  await resident.phone.assertAccessible();
  // It stands there until it was looked into, and comes up by itself once.
  await resident.phone.open('/');
  await resident.sees(/^王示例，/);
  await resident.settled();
  assert.equal(resident.path(), '/');
  await resident.go('/outbox');
  await resident.press('看过了');
  await resident.main.getByText('都送到社区了').waitFor(LIMIT);
  assert.equal(await resident.main.getByText(CLEARED).count(), 0);
  await resident.page.reload();
  await resident.settled();
  assert.equal(await resident.page.getByText(CLEARED).count(), 0);
});

test('the browser threw everything away when all was sent, or the person left it behind: nobody is told of a loss', async (t) => {
  const world = await World.for(t);
  const resident = await Customer.demo(await world.phone('resident'), 'resident');
  resident.phone.tolerate(/net::ERR_|status of 401/);
  await resident.ready();
  await resident.phone.offline();
  await resident.seesOffline();
  await resident.place({ item: ITEM, note: NOTE });
  await resident.sees(WORDS.queued);
  const marks = async () => (await resident.phone.context.cookies()).filter((cookie) => cookie.name.startsWith('ds-unsent-'));
  assert.match((await marks())[0].value, /^[0-9a-f-]{36}\.1$/, 'which was the last, and how many; nothing of what');
  // A start that finds it all says nothing.
  await resident.page.reload();
  await resident.sees(WORDS.queued);
  await resident.phone.online();
  await resident.settled();
  assert.deepEqual(await marks(), []);
  await evictWhileAway(resident);
  await resident.phone.open('/outbox');
  await resident.settled();
  await resident.sees('都送到社区了');
  assert.equal(await resident.page.getByText(CLEARED).count(), 0);

  // A server whose disk is full takes nothing and signs people out.
  resident.phone.tolerate(/status of 507/);
  const ours = await resident.page.evaluate(async () => Object.fromEntries((await fetch('/api/health')).headers));
  await resident.phone.context.route('**/api/push', (route) => route.fulfill({ status: 507, headers: { ...ours, 'retry-after': '600' } }));
  await resident.place({ item: ITEM, note: NOTE, day: 1 });
  await resident.sees(WORDS.queued);
  await resident.go('/me');
  await resident.press('退出登录');
  await resident.page.getByRole('dialog').getByRole('button', { name: '不要了，退出' }).click(LIMIT);
  await resident.page.getByRole('textbox', { name: /卡片号码/ }).waitFor(LIMIT);
  assert.deepEqual(await marks(), [], 'they were told by name what goes, and it went');
});

/** Every connection that the page opens is in `window.connections`; while `window.noStorage` is set, none can be opened. */
const watchStorage = (phone) => phone.context.addInitScript(() => {
  const open = IDBFactory.prototype.open;
  window.connections = [];
  IDBFactory.prototype.open = function opened(...words) {
    if (window.noStorage) throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
    const request = open.apply(this, words);
    request.addEventListener('success', () => window.connections.push(request.result));
    return request;
  };
});

/** What iOS does to a page that was in the background: every later transaction throws. */
const loseConnections = (hand) => hand.page.evaluate(() => { for (const one of window.connections) one.close(); });

test('the connection to the storage dies: it is opened again by itself; while it can’t be, nothing is called saved or sent', async (t) => {
  const world = await World.for(t);
  const desk = await Caller.demo(world.server, 'desk');
  const phone = await world.phone('resident');
  await watchStorage(phone);
  const resident = await Customer.demo(phone, 'resident');
  await resident.ready();
  await loseConnections(resident);
  const first = await resident.place({ item: ITEM, note: NOTE });
  await resident.settled();
  assert.deepEqual(await ids(desk), [first]);

  await resident.fill({ item: ITEM, note: NOTE, day: 1 });
  await resident.page.evaluate(() => { window.noStorage = true; });
  await loseConnections(resident);
  const second = await resident.send();
  await isNotSaved(resident, second);
  assert.deepEqual(await ids(desk), [first]);
  await resident.page.evaluate(() => { window.noStorage = false; });
  await tryAgain(resident);
  await resident.settled();
  await resident.page.reload();
  await resident.sees(WORDS.open);
  assert.deepEqual((await ids(desk)).sort(), [first, second].sort());
});

/** Resolves when the phone has stored such words. */
async function untilStored(phone, words) {
  for (const end = Date.now() + LIMIT.timeout; !(await phone.stored()).includes(words);) {
    assert(Date.now() < end, `${words} is not stored`);
  }
}

test('the browser throws everything away under the open page: what waits is written once more, survives a start and arrives once', async (t) => {
  const world = await World.for(t);
  const desk = await Caller.demo(world.server, 'desk');
  const line = await world.line();
  const phone = await world.phone('resident');
  await watchStorage(phone);
  const resident = await Customer.demo(phone, 'resident');
  await resident.ready();
  line.loseRequests('/api/push');
  resident.phone.tolerate(/net::ERR_/);
  const id = await resident.place({ item: ITEM, note: NOTE });
  const open = await resident.page.evaluate(() => window.connections.length);
  await resident.phone.devtools('Storage.clearDataForOrigin', { storageTypes: 'indexeddb' });
  // Whoever looks in before the app has opened both again would make them, and make them wrong.
  await resident.page.waitForFunction((before) => window.connections.length >= before + 2, open, LIMIT);
  await untilStored(phone, id);
  await resident.page.reload();
  await resident.sees(WORDS.queued);
  line.deliver('/api/push');
  await tryAgain(resident);
  await resident.settled();
  assert.deepEqual(await ids(desk), [id]);
});

test('phones three days behind and a day ahead: the order of events is the community’s, and the phone says that its clock is off', async (t) => {
  const world = await World.for(t);
  const desk = await Caller.demo(world.server, 'desk');
  const [slow, fast] = [await world.phone('luo'), await world.phone('member')];
  await slow.page.clock.install({ time: Date.now() - 3 * DAY });
  await fast.page.clock.install({ time: Date.now() + DAY });
  const [resident, member] = [await Customer.demo(slow, 'luo'), await Helper.demo(fast, 'member')];
  const began = Date.now();
  const id = await resident.place({ item: ITEM, note: NOTE, day: 2 });
  await resident.settled();
  await member.go('/jobs/pool');
  const order = await desk.order(id);
  const card = await member.accept('代取快递', '4号楼');
  await card.getByText('接到了').waitFor(LIMIT);
  await member.settled();
  const after = await desk.order(id);
  assert.deepEqual([order.state, after.state], ['open', 'accepted']);
  const times = after.trail.map((entry) => entry.at);
  assert.deepEqual(times, [...times].sort((one, other) => one - other));
  assert(times.every((at) => at >= began && at <= Date.now()), 'by the clock of the community');
  await resident.sees('李示例');
  for (const [hand, words] of [[resident, /慢了约 43\d\d 分钟/], [member, /快了约 14\d\d 分钟/]]) {
    await hand.go('/outbox');
    await hand.sees('手机时间可能不准');
    await hand.sees(words);
  }
});

test('a proxy that holds the feed back: the phone asks by itself', async (t) => {
  const world = await World.for(t);
  const member = await Caller.demo(world.server, 'member');
  const line = await world.line();
  const held = line.holdAnswers('/api/feed');
  const phone = await world.phone('luo');
  await letBeat(phone);
  const resident = await Customer.demo(phone, 'luo');
  const id = await resident.place({ item: ITEM, note: NOTE });
  await resident.settled();
  await held;
  const { outcome } = await member.act(await member.order(id), { accept: { generation: 0 } });
  assert.equal(outcome, 'applied');
  await resident.sees(WORDS.open);
  await later(resident, POLL);
  await resident.sees('李示例 已接单');
});

test('two tabs of one person: both write, one sends, each order arrives once and stands in both; no answer lies in a cache', async (t) => {
  const world = await World.for(t);
  const desk = await Caller.demo(world.server, 'desk');
  const line = await world.line();
  const first = await Customer.demo(await world.phone('resident'), 'resident');
  await first.ready();
  const second = new Customer(await first.phone.tab());
  await second.phone.open('/orders');
  await second.sees('李示例 已接单');
  const pushes = () => line.requests.filter((request) => request.path === '/api/push').length;
  assert.equal(pushes(), 0);
  const placed = [];
  for (const [day, [hand, other]] of [[first, second], [second, first]].entries()) {
    const id = await hand.place({ item: ITEM, note: NOTE, day });
    await hand.sees(WORDS.open);
    await first.settled();
    await other.go(`/order/${id}`);
    await other.sees(WORDS.open);
    placed.push(id);
  }
  assert.deepEqual((await ids(desk)).sort(), placed.sort());
  assert.equal(pushes(), 2, 'one push each');
  const cached = (await first.phone.stored()).split('\n').filter((line) => line.startsWith('cache '));
  assert(cached.length > 0);
  assert.deepEqual(cached.filter((line) => line.includes(' /api')), []);
});

test('a copied phone: both go on, and what each writes arrives once', async (t) => {
  const world = await World.for(t);
  const desk = await Caller.demo(world.server, 'desk');
  const phone = await world.killablePhone('resident');
  const resident = await Customer.demo(phone, 'resident');
  await resident.ready();
  const before = await resident.place({ item: ITEM, note: NOTE });
  await resident.settled();
  await phone.context.close();
  const copied = new Phone(phone.origin, phone.options);
  copied.folder = await mkdtemp(join(tmpdir(), 'doorstep-copy-'));
  t.after(() => copied.dispose());
  await cp(phone.folder, copied.folder, { recursive: true });
  const copy = new Customer(copied);
  for (const hand of [resident, copy]) await hand.phone.reopen();
  const placed = [before];
  // The first once more: its numbers were used by the other meanwhile.
  for (const [day, hand] of [resident, copy, resident].entries()) {
    await hand.settled();
    placed.push(await hand.place({ item: ITEM, note: NOTE, day: day + 1 }));
    await hand.settled();
    await hand.sees(WORDS.open);
  }
  assert.deepEqual((await ids(desk)).sort(), placed.sort());
});

test('a newer build opens the storage while an older one has it open', async (t) => {
  const world = await World.for(t);
  const resident = await Customer.demo(await world.phone('resident'), 'resident');
  await resident.ready();
  const newer = await resident.phone.tab();
  await newer.open('/offline.html');
  const opened = await newer.page.evaluate(async () => {
    const all = (await indexedDB.databases()).filter(({ name }) => name.startsWith('ds-'));
    return Promise.all(all.map(({ name, version }) => new Promise((resolve, reject) => {
      const request = indexedDB.open(name, version + 1);
      request.onblocked = () => reject(new Error(`${name} is held`));
      request.onerror = () => reject(request.error);
      request.onsuccess = () => { request.result.close(); resolve(name); };
    })));
  });
  assert.equal(opened.length, 3, 'outbox, what is confirmed, photos and voice');
});
