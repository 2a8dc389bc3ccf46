// A phone that can't send: a colleague carries what it holds, the desk sees it, and its own sending is counted once. And the tray of
// a member whose order was taken away while there was no network.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Customer, Helper, LIMIT, WORDS } from './lib/app.mjs';
import { Caller } from './lib/caller.mjs';
import { World } from './lib/world.mjs';

const ITEM = { item: 'C06', title: '代取快递' };
const NOTE = '两袋米，放在门里就行';
const SAID = '米已经放在门里了';

/** A job that a member holds and has finished in flight mode. */
async function finishedOffline(t, { proof = true } = {}) {
  const world = await World.for(t);
  const desk = await Caller.demo(world.server, 'desk');
  const resident = await Customer.demo(await world.phone('luo'), 'luo');
  const member = await Helper.demo(await world.phone('member'), 'member');
  const id = await resident.place({ ...ITEM, note: NOTE });
  await resident.sees(WORDS.open);
  const code = await resident.code();
  const card = await member.accept(ITEM.title, '4号楼');
  await card.getByText('接到了').waitFor();
  await member.settled();
  await member.phone.offline();
  await member.seesOffline();
  await member.step(id, '出发');
  await member.step(id, '到了');
  await member.finish(id, { ...(proof && { code }), words: SAID });
  await member.sees('已记下，等社区核对');
  return { world, desk, resident, member, id, code };
}

const finishes = (steps) => steps.filter((step) => step === 'finished').length;

test('a colleague carries what a phone can not send, the desk reads it on record, and both together count once', async (t) => {
  const { world, desk, member, id, code } = await finishedOffline(t);
  await member.go('/outbox');
  await member.main.getByRole('link', { name: /请同事带给社区/ }).click(LIMIT);
  await member.sees('里面有居民的信息');
  const save = member.main.getByRole('link', { name: /存成文件/ });
  const href = await save.getAttribute('href', LIMIT);
  assert.match(await save.getAttribute('download'), /^doorstep-\d{4}-\d{4}\.json$/);
  const file = decodeURIComponent(href.split(',').slice(1).join(','));
  assert.equal(JSON.parse(file).entries.length, 4, 'a look at the contact is on record too');
  await member.press(/让同事扫二维码/);
  await member.main.locator('.qr svg').waitFor(LIMIT);
  await member.sees('第 1 张');

  const carrier = await Helper.demo(await world.phone('member2'), 'member2');
  await carrier.go('/outbox');
  await carrier.main.getByRole('link', { name: /替同事交给社区/ }).click(LIMIT);
  await carrier.page.getByRole('textbox').fill('看不懂的');
  await carrier.press('读一下');
  await carrier.sees('读不懂这一份');
  await carrier.page.getByRole('textbox').fill(file);
  await carrier.press('读一下');
  await carrier.sees('办完了');
  const shown = await carrier.main.innerText();
  assert.ok(!shown.includes(SAID) && !shown.includes(code), 'who carries it reads no words and no code');
  await carrier.press('交给社区');
  await carrier.sees('社区收下 4 条');
  assert.equal(finishes(await desk.steps(id)), 0, 'evidence is not executed');

  const screen = await Helper.demo(await world.phone('desk'), 'desk');
  await screen.go('/desk/evidence');
  await screen.sees('由 张示例 带来');
  assert.equal(await screen.main.locator('.cell').count(), 4);
  assert.ok(!(await screen.main.innerText()).includes(SAID), 'nothing is read before somebody asks');
  await screen.main.locator('.cell', { hasText: '办完了' }).getByRole('button', { name: '看内容' }).click(LIMIT);
  await screen.sees(SAID);

  await member.phone.online();
  await member.settled();
  assert.equal(finishes(await desk.steps(id)), 1);
  await screen.press('刷新');
  await screen.main.getByText('本人已发到').nth(3).waitFor(LIMIT);
  await screen.sees('看过：郑示例');
  await carrier.press('再交一份');
  await carrier.page.getByRole('textbox').fill(file);
  await carrier.press('读一下');
  await carrier.press('交给社区');
  await carrier.sees('有 4 条同事自己已经发到');
  assert.equal(finishes(await desk.steps(id)), 1);
});

test('an order taken away in flight mode: the proof stays in a tray, goes to the desk, and says so', async (t) => {
  const { desk, member, id } = await finishedOffline(t, { proof: false });
  const order = await desk.order(id);
  const { outcome } = await desk.act(order, { release: { person: order.holders[0].person, why: 'not_reachable' } });
  assert.equal(outcome, 'applied');
  await member.phone.online();
  await member.page.evaluate(() => dispatchEvent(new Event('online')));
  await member.go('/outbox');
  await member.sees('待交接');
  const tray = member.main.locator('#tray');
  await tray.getByText('社区已收到，社工会核对').first().waitFor(LIMIT);
  await tray.getByText(/办完了：/).waitFor(LIMIT);
  const steps = await desk.steps(id);
  assert.ok(steps.includes('evidence'), `the desk has it: ${steps}`);
  assert.equal(finishes(steps), 0, 'it decides nothing by itself');
  for (let left = await tray.getByRole('button', { name: '知道了' }).count(); left > 0; left -= 1) {
    await tray.getByRole('button', { name: '知道了' }).first().click(LIMIT);
  }
  await tray.waitFor({ ...LIMIT, state: 'detached' });
});

test('who leaves with something unsent is told what it is, and may hand it over first', async (t) => {
  const { member } = await finishedOffline(t);
  await member.go('/me');
  await member.press('退出登录');
  const sheet = member.page.getByRole('dialog');
  await sheet.getByText(/还有 4 条没送到社区/).waitFor(LIMIT);
  await sheet.getByText(/办完了/).waitFor(LIMIT);
  assert.ok(await sheet.getByRole('button', { name: '不要了，退出' }).isDisabled(), 'not without a network');
  await sheet.getByRole('link', { name: /请同事带给社区/ }).click(LIMIT);
  await member.sees('里面有居民的信息');
  assert.equal(member.path(), '/outbox/carry');
});
