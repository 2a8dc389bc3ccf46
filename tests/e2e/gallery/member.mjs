// What party members and volunteers see.

import { Caller } from '../lib/caller.mjs';
import { order } from './demo.mjs';

const BACK = '.content .btn-danger';

const keys = async (hand, code) => {
  for (const digit of code) await hand.page.locator('.keypad .key', { hasText: digit }).first().click();
};

/** The desk gives the order to somebody else while this phone has no network. */
async function lost(hand) {
  const desk = await Caller.demo(hand.server, 'desk');
  const held = (await desk.orders()).find((one) => order(3).endsWith(one.id));
  await desk.act(held, { release: { person: held.holders[0].person, why: 'not_reachable' } });
  await hand.phone.online();
  await hand.page.evaluate(() => dispatchEvent(new Event('online')));
  await hand.visit('/outbox');
}

/** What a colleague could not send. */
export const parcel = (caller) => ({
  parcel: 1,
  author: caller.person,
  packed: Date.now(),
  entries: ['arrive', { finish: { outcome: 'solved', code: '6185', text: '灯泡换好了，老人家自己试过' } }].map((act, at) => ({
    schema: 1, version: 1, actor: caller.person, client: crypto.randomUUID(), number: at + 1, command_id: crypto.randomUUID(),
    device_time: Date.now() - (50 - 40 * at) * 60_000,
    body: { order: { order: order(3).split('/').pop(), community: 'yy', act } },
  })),
});

const first = [
  { name: 'pool', at: '/jobs/pool', sees: '.pool-card' },
  { name: 'pool-none', steps: (hand) => hand.choose('.chips .chip', 1), sees: '.content' },
  { name: 'job-free', at: order(9), sees: '.pool-card' },
  { name: 'job-standby', at: order(37), sees: '.pool-card' },
  { name: 'job-former', at: order(39) },
  { name: 'job-gone', at: order(1), sees: '.empty' },
  { name: 'jobs', at: '/jobs/mine', sees: '.card' },
  { name: 'job-accepted', at: order(3), sees: '.btn-grow' },
  { name: 'job-back', steps: (hand) => hand.tap(BACK), sees: '.sheet' },
  { name: 'job-move', at: order(3), steps: (hand) => hand.icon('clock'), sees: '.sheet .slots' },
  { name: 'job-transfer', at: order(3), steps: (hand) => hand.icon('swap'), sees: '.sheet' },
  { name: 'job-refer', at: order(3), steps: (hand) => hand.icon('send'), sees: '.sheet' },
  {
    name: 'job-refer-gas',
    steps: (hand) => hand.choose('.sheet .opt', 0),
    sees: '.sheet .callout',
  },
  { name: 'job-group', at: order(3), steps: (hand) => hand.icon('copy'), sees: '.copybox' },
  { name: 'job-en-route', at: order(3), does: true, steps: async (hand) => { await hand.icon('walk'); await hand.calm(); }, sees: '.btn-grow' },
  { name: 'job-in-service', does: true, steps: async (hand) => { await hand.icon('door'); await hand.calm(); }, sees: '.btn-grow' },
  { name: 'job-pause', at: order(3), steps: (hand) => hand.icon('pause'), sees: '.sheet' },
  { name: 'finish', at: `${order(3)}/finish`, sees: '.keypad' },
  { name: 'finish-missing', steps: (hand) => hand.tap('.content .btn-primary'), sees: '.err-summary' },
  { name: 'finish-typed', steps: (hand) => keys(hand, '618'), sees: '.is-full' },
  { name: 'finish-pad', steps: (hand) => hand.choose('input[name=check]', 1), sees: '.pad' },
  { name: 'finish-pad-missing', steps: (hand) => hand.tap('.content .btn-primary'), sees: '.err-summary' },
  { name: 'finish-signed', steps: (hand) => hand.write(), sees: '.ink' },
  { name: 'finish-again', steps: (hand) => hand.tap('.pad + p + .row .btn'), sees: '.is-old' },
  { name: 'finish-photo', at: `${order(3)}/finish`, steps: async (hand) => { await hand.shows('.shots + .btn'); await hand.photo(); }, sees: '.shot img' },
  { name: 'finish-none', steps: (hand) => hand.choose('input[name=check]', 2), sees: '.hint' },
  { name: 'member-inbox', at: '/inbox', sees: '.cell' },
  { name: 'member-me', at: '/me', sees: '.door-top' },
  { name: 'duty', at: '/duty', sees: '.duty-clock' },
  {
    name: 'pool-got',
    at: '/jobs/pool',
    does: true,
    steps: async (hand) => { await hand.tap(`.pool-card:has-text("罗示例"), .pool-card .btn-secondary`); },
    sees: '.callout',
  },
  { name: 'jobs-several', at: '/jobs/mine', sees: '.card' },
  {
    name: 'pool-offline',
    does: true,
    steps: async (hand) => {
      await hand.phone.offline();
      await hand.seesOffline();
      await hand.visit('/jobs/pool');
    },
    sees: '.pool-card',
  },
  { name: 'pool-intent', does: true, steps: (hand) => hand.tap('.pool-card .btn-row .btn-secondary'), sees: '.pool-card .callout' },
  {
    name: 'finish-offline',
    at: `${order(3)}/finish`,
    does: true,
    steps: async (hand) => {
      // Not the code of the order: should it be taken away, this decides nothing by itself.
      await keys(hand, '6158');
      await hand.tap('.content .btn-primary');
    },
    sees: '.result',
  },
  { name: 'pool-split', at: '/jobs/pool', sees: '.pool-card' },
  { name: 'jobs-split', at: '/jobs/mine' },
  { name: 'job-unsent', at: order(3), sees: '.timeline' },
  { name: 'member-outbox', at: '/outbox', sees: '.cell-acts' },
  { name: 'hand-over', at: '/outbox/carry', sees: '.callout' },
  { name: 'hand-over-codes', steps: (hand) => hand.icon('scan'), sees: '.qr' },
  { name: 'outbox-tray', does: true, steps: lost, sees: '#tray' },
  { name: 'carry', at: '/carry', sees: 'textarea' },
  {
    name: 'carry-read',
    at: '/carry',
    does: true,
    steps: async (hand) => {
      await hand.type('textarea', JSON.stringify(parcel(await Caller.demo(hand.server, 'member2'))));
      await hand.tap('.field + .btn');
    },
    sees: '.card li',
  },
  { name: 'carry-done', does: true, steps: (hand) => hand.tap('.content .btn-primary'), sees: '.callout.is-good' },
];

const second = [
  { name: 'job-moving', at: order(6), sees: '.btn-grow' },
  { name: 'job-still-there', at: order(8), sees: '.btn-grow' },
  { name: 'job-passing', at: order(38), sees: '.btn-grow' },
  { name: 'jobs-busy', at: '/jobs/mine', sees: '.card' },
  {
    name: 'pool-refused',
    at: order(9),
    does: true,
    steps: async (hand) => {
      // Somebody else takes it while this phone has no network.
      await hand.shows('.pool-card');
      await hand.phone.offline();
      await hand.seesOffline();
      await hand.tap('.pool-card .btn-secondary');
      await hand.shows('.callout.is-info');
      const other = await Caller.demo(hand.server, 'member');
      const wanted = (await other.orders()).find((one) => order(9).endsWith(one.id));
      await other.act(wanted, { accept: { generation: wanted.generation } });
      await hand.phone.online();
      await hand.page.evaluate(() => dispatchEvent(new Event('online')));
    },
    sees: '.callout.is-plain, .callout.is-warn',
  },
  { name: 'outbox-refused', at: '/outbox', sees: '.mark.is-refused' },
  { name: 'outbox-discard', steps: (hand) => hand.icon('trash'), sees: '.sheet' },
];

const volunteer = [
  { name: 'duty-home', at: '/', sees: '.duty-clock' },
  {
    name: 'duty-here',
    does: true,
    steps: async (hand) => {
      await hand.choose('.opts .opt');
      await hand.tap('.btn-grow');
      await hand.calm();
    },
    sees: '.card--now',
  },
  { name: 'duty-over', does: true, steps: async (hand) => { await hand.tap('.btn-grow'); await hand.calm(); }, sees: '.cells .cell' },
  { name: 'volunteer-pool', at: '/jobs/pool' },
  { name: 'volunteer-jobs', at: '/jobs/mine', sees: '.card' },
  { name: 'volunteer-job', at: order(14), sees: '.btn-grow' },
  { name: 'volunteer-me', at: '/me', sees: '.door-top' },
];

export const member = [
  { who: 'member', screens: first },
  {
    who: 'member3',
    screens: [
      { name: 'pool-offer', at: '/jobs/pool', sees: '.card--now' },
      { name: 'job-offer', at: order(2), sees: '.pool-card' },
      { name: 'job-handover', at: order(38), sees: '.pool-card' },
      { name: 'job-paused', at: order(35), sees: '.btn-grow' },
      { name: 'job-errand', at: order(7), sees: '.btn-grow' },
      { name: 'finish-money', at: `${order(7)}/finish`, sees: '.keypad' },
    ],
  },
  { who: 'member2', screens: second },
  { who: 'volunteer', screens: volunteer },
  { who: 'volunteer2', screens: [{ name: 'job-contested', at: order(39) }] },
  { who: 'department', screens: [
    { name: 'department-home', at: '/', sees: '.order-card' },
    { name: 'department-case', at: order(36), sees: '.opts' },
    { name: 'department-missing', steps: (hand) => hand.tap('.content .btn-primary'), sees: '.err' },
    {
      name: 'department-answered',
      at: order(36),
      does: true,
      steps: async (hand) => { await hand.choose('.opts .opt', 0); await hand.tap('.content .btn-primary'); await hand.calm(); },
      sees: '.kv',
    },
    { name: 'department-me', at: '/me', sees: '.cells' },
  ] },
  { who: 'operator', screens: [{ name: 'operator-home', at: '/', sees: '.empty' }, { name: 'operator-people', at: '/desk/people', sees: '#pe-find' }] },
];
