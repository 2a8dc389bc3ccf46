// What the desk sees.

import { Caller } from '../lib/caller.mjs';
import { Phone } from '../lib/phone.mjs';
import { order } from './demo.mjs';
import { parcel } from './member.mjs';
import { Model } from './studio.mjs';

/** A question about an order, by the icon of its button. */
const sheet = (name, number, icon) => ({
  name: `desk-${name}`, at: order(number), steps: (hand) => hand.icon(icon), sees: '.sheet',
});

/** Somebody says on a phone of their own what they need; resolves to the address of that order. */
async function spoken(hand) {
  const phone = await Phone.inBrowser(hand.phone.context.browser(), hand.server.origin('luo'), { serviceWorkers: 'block' });
  const model = new Model(phone);
  await phone.open('/#demo=luo');
  await model.calm();
  await model.go('/order/say');
  await model.say();
  await phone.page.waitForFunction(() => /[2-9]/.test(document.querySelector('.btn-talk').textContent));
  await model.tap('.btn-talk');
  await model.shows('audio');
  await model.tap('.content > .btn-primary');
  await phone.page.waitForResponse((response) => response.request().method() === 'PUT' && response.ok());
  const path = model.path();
  await phone.dispose();
  return path;
}

const window = [
  { name: 'desk', at: '/desk', sees: '.desk-row' },
  { name: 'desk-chosen', steps: async (hand) => { if (await wide(hand)) await hand.tap('.desk-row.only-wide'); }, sees: '.desk-row' },
  { name: 'desk-found', steps: (hand) => hand.type('#desk-find', '3号楼'), sees: '.desk-row' },
  { name: 'desk-found-in', steps: (hand) => hand.choose('.figure', 4), sees: '.content' },
  { name: 'desk-none', steps: (hand) => hand.type('#desk-find', '没有的'), sees: '.empty' },
  { name: 'desk-voices', at: '/desk', steps: (hand) => hand.choose('.figure', -1), sees: '.content' },
  ...[['submitted', 1], ['offered', 2], ['accepted', 3], ['confirm', 4], ['closed', 5], ['moving', 6], ['open', 12], ['unsolved', 32], ['declined', 33],
    ['paused', 35], ['referred', 36], ['standby', 37], ['contested', 39], ['again', 40]]
    .map(([name, number]) => ({ name: `desk-order-${name}`, at: order(number), sees: '.timeline' })),
  {
    name: 'desk-order-spoken',
    does: true,
    steps: async (hand) => { await hand.visit(await spoken(hand)); },
    sees: 'audio',
  },
  { name: 'desk-fill', does: true, steps: (hand) => hand.icon('mic'), sees: '.sheet' },
  {
    name: 'desk-fill-chosen',
    steps: async (hand) => {
      await hand.page.selectOption('#fill-item', 'C03');
      await hand.shows('.sheet .slots label');
      await hand.choose('.sheet .slots label', 0);
    },
    sees: '.sheet .slots',
  },
  sheet('decline', 1, 'close'),
  sheet('refer', 1, 'swap'),
  { name: 'desk-refer-missing', steps: (hand) => hand.tap('.sheet .btn-primary'), sees: '.sheet .err' },
  sheet('release', 3, 'back'),
  sheet('suspend', 8, 'pause'),
  sheet('move', 3, 'clock'),
  sheet('remark', 3, 'edit'),
  sheet('link', 3, 'list'),
  sheet('answer', 6, 'clock'),
  sheet('call-back', 4, 'phone'),
  sheet('redo', 32, 'sync'),
  sheet('referral-answer', 36, 'check-round'),
  sheet('reveal', 3, 'eye'),
  {
    name: 'desk-revealed',
    steps: async (hand) => {
      await hand.choose('.sheet .opt');
      await hand.tap('.sheet .btn-primary');
    },
    sees: '.callout.is-info',
  },
  { name: 'desk-slip', at: `${order(3)}/slip`, sees: '.slip' },
  { name: 'desk-slip-a6', steps: (hand) => hand.choose('.segment', 1), sees: '.slip--a6' },
  { name: 'desk-slip-printed', print: true, sees: '.slip--a6' },
  { name: 'desk-intake', at: '/desk/new', sees: '#in-find' },
  { name: 'desk-intake-missing', steps: (hand) => hand.tap('form .btn-primary'), sees: '.err-summary' },
  { name: 'desk-intake-new', steps: async (hand) => { await hand.icon('plus'); await hand.tap('form .btn-primary'); }, sees: '#in-name' },
  {
    name: 'desk-intake-filled',
    at: '/desk/new',
    does: true,
    steps: async (hand) => {
      await hand.tap('form .row-between:last-child .btn-quiet, form > .row-between:last-of-type .btn');
      await hand.type('#in-find', '王示例');
      await hand.tap('form .cells .cell');
      await hand.page.selectOption('#in-item', 'B01');
      await hand.page.locator('#in-day option').nth(2).evaluate((option) => option.value).then((value) => hand.page.selectOption('#in-day', value));
      await hand.page.locator('#in-hour option').nth(2).evaluate((option) => option.value).then((value) => hand.page.selectOption('#in-hour', value));
    },
    sees: '#in-hour',
  },
  { name: 'desk-intake-done', does: true, steps: async (hand) => { await hand.tap('form .btn-primary'); await hand.calm(); }, sees: '.result' },
  { name: 'desk-calls', at: '/desk/calls', sees: '.desk-cards .card' },
  { name: 'desk-order-overdue', at: order(41), sees: '.timeline' },
  { name: 'desk-people', at: '/desk/people', sees: '#pe-find' },
  { name: 'desk-people-found', steps: (hand) => hand.type('#pe-find', '示例'), sees: '.desk-row' },
  { name: 'desk-person', steps: async (hand) => { await hand.type('#pe-find', '王示例'); await hand.tap('.desk-row'); }, sees: '#pe-record .kv' },
  { name: 'desk-person-correct', steps: (hand) => hand.icon('edit', '#pe-record'), sees: '.sheet' },
  {
    name: 'desk-person-card',
    at: '/desk/people',
    steps: async (hand) => {
      await hand.type('#pe-find', '王示例');
      await hand.tap('.desk-row');
      await hand.shows('#pe-record .kv');
      await hand.icon('print');
    },
    sees: '.slip .qr',
  },
  { name: 'desk-person-card-printed', print: true, sees: '.slip .qr' },
  { name: 'desk-person-new', at: '/desk/people', steps: async (hand) => { await hand.icon('plus', '.toolbar'); }, sees: '#p-name' },
  {
    name: 'desk-evidence',
    at: '/desk',
    does: true,
    steps: async (hand) => {
      const author = await Caller.demo(hand.server, 'member');
      const carrier = await Caller.demo(hand.server, 'member2');
      await carrier.post('/api/handover', parcel(author));
      await hand.visit('/desk/evidence');
    },
    sees: '.cells .cell',
  },
  { name: 'desk-evidence-read', steps: (hand) => hand.icon('eye', '.cell-acts'), sees: '.kv' },
  { name: 'desk-me', at: '/me', sees: '.cells' },
  {
    name: 'desk-offline',
    does: true,
    steps: async (hand) => {
      await hand.phone.offline();
      await hand.seesOffline();
      await hand.visit(order(3));
    },
    sees: '.timeline',
  },
  {
    name: 'desk-split',
    does: true,
    steps: async (hand) => {
      await hand.visit(order(1));
      await hand.icon('users');
      await hand.visit('/desk');
    },
    sees: '.figure-split',
  },
];

const wide = async (hand) => (await hand.page.viewportSize()).width >= 960;

/** An order placed without a network, while its resident placed the same one. */
async function refused(hand) {
  const { page } = hand;
  await hand.shows('#in-find');
  await hand.phone.offline();
  await hand.seesOffline();
  await hand.type('#in-find', '罗示例');
  await hand.tap('form .cells .cell');
  await page.selectOption('#in-item', 'A10');
  await page.selectOption('#in-day', { index: 3 });
  await page.selectOption('#in-hour', { index: 2 });
  await hand.tap('form .btn-primary');
  await hand.shows('.result');
  const luo = await Caller.demo(hand.server, 'luo');
  const own = (await luo.orders()).find((one) => one.resident === luo.person);
  const day = Math.floor((Date.now() + 8 * 3_600_000) / 86_400_000);
  // The page offers today first, or tomorrow when today is over: the resident orders for each day it can be.
  for (const ahead of [1, 2, 3]) {
    const place = {
      item: 'A10', mode: 'door', resident: luo.person, channel: 'app', slot: { day: day + ahead, from: 900, to: 960 }, code: '4711',
    };
    await luo.act({ id: crypto.randomUUID(), community: own.community }, { place });
  }
  await hand.phone.online();
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await hand.visit('/outbox');
}

const correction = [
  { name: 'desk-outbox-refused', at: '/desk/new', does: true, steps: refused, sees: '.mark.is-refused' },
  { name: 'desk-intake-correct', does: true, steps: (hand) => hand.icon('edit'), sees: 'form .callout' },
];

export const desk = [
  { who: 'desk', screens: window },
  { who: 'desk', screens: correction },
  { who: 'secretary', screens: [{ name: 'secretary-desk', at: '/desk', sees: '.figure' }, { name: 'secretary-me', at: '/me', sees: '.cells' }] },
];
