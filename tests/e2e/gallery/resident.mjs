// What residents see, and those who order for them.

import { order } from './demo.mjs';

const NEXT = '.dock .btn-primary';
const SLOT = '.slots .slot';

/** The first hour of the nearest day that has one. */
async function hour(hand) {
  await hand.shows('fieldset .chip');
  await hand.choose('fieldset .chips:not([role]) .chip', -1);
  await hand.choose('fieldset .chips[role] .chip', 0);
  await hand.choose(SLOT, 0);
}

/** The form of an item, step by step. */
const form = (name, item, { how = false, where = true, more = {} } = {}) => {
  const screen = (step, steps, sees = '.step-head') => ({ name: `${name}-${step}`, does: true, steps, sees });
  const next = (hand) => hand.tap(NEXT);
  return [
    { name: `${name}-begin`, at: `/order/new/${item}`, does: true, sees: how ? '.opts' : 'fieldset .chips' },
    ...(how ? [screen('when', async (hand) => { await how(hand); await next(hand); }, 'fieldset .chips')] : []),
    screen('when-missing', next, '.err-summary'),
    screen('when-chosen', hour, SLOT),
    ...(where ? [
      screen('where', next, '.opts'),
      screen('where-missing', async (hand) => { await hand.choose('.opts .opt', 1); await next(hand); }, '.err-summary'),
      screen('note', async (hand) => { await hand.choose('.opts .opt', 0); await next(hand); }, '#f-note'),
    ] : [screen('note', next, '#f-note')]),
    ...(more.note ? [screen('note-written', more.note)] : []),
    screen('check', next, '.kv'),
  ];
};

const health = async (hand) => {
  await hand.choose('.chips .chip', 1);
  await hand.type('#f-note', '敲门请重一点，耳朵背');
  await hand.choose('.switch');
  await hand.type('#f-health', '心脏装过支架');
};

const mother = [
  { name: 'home', at: '/', sees: '.emergency' },
  { name: 'services', at: '/order/new', sees: '.search' },
  { name: 'services-found', steps: (hand) => hand.type('.search .input', '水'), sees: '.cells' },
  { name: 'services-none', steps: (hand) => hand.choose('.chips--scroll .chip', 3), sees: '.empty' },
  { name: 'services-none', steps: (hand) => hand.type('.search .input', '没有的事'), sees: '.empty' },
  { name: 'say', at: '/order/say', sees: '.btn-talk' },
  { name: 'say-no-microphone', steps: (hand) => hand.tap('.btn-talk'), sees: '.callout' },
  ...form('form-blood', 'B01', { how: () => {}, more: { note: health } }),
  { name: 'home-draft', at: '/', sees: '.emergency' },
  {
    name: 'form-twin',
    at: '/order/new/D04',
    steps: async (hand) => {
      await hand.tap(NEXT);
      await hand.shows('fieldset .chip');
      await hand.choose('fieldset .chips:not([role]) .chip', -1);
      // 明天 and 后天 are chips of the first row; the day of the other order is one of them or the first further day.
      for (const [row, nth] of [['not([role])', -2], ['not([role])', -3], ['not([role])', -4], ['is([role])', 0]]) {
        await hand.choose('fieldset .chips:not([role]) .chip', -1);
        await hand.choose(`fieldset .chips:${row} .chip`, nth);
        if (await hand.page.locator(SLOT).count()) await hand.choose(SLOT, 0);
        await hand.go('/order/form/check');
        await hand.shows('.kv');
        if (await hand.page.locator('.dock .callout').count()) return;
        await hand.go('/order/form/when');
        await hand.shows('fieldset .chip');
      }
    },
    sees: '.dock .callout',
  },
  { name: 'orders', at: '/orders', sees: '.order-card' },
  { name: 'orders-ended', steps: (hand) => hand.choose('.chips .chip', 1), sees: '.order-card' },
  { name: 'order-submitted', at: order(1), sees: '.timeline' },
  { name: 'order-offered', at: order(2), sees: '.timeline' },
  { name: 'order-accepted', at: order(3), sees: '.door-card' },
  { name: 'order-cancel', steps: (hand) => hand.icon('close'), sees: '.sheet' },
  { name: 'order-cancel-missing', steps: (hand) => hand.tap('.sheet .btn-primary'), sees: '.sheet .err' },
  { name: 'order-move', at: order(3), steps: (hand) => hand.icon('calendar'), sees: '.sheet .slots' },
  { name: 'order-word', at: order(3), steps: (hand) => hand.icon('chat'), sees: '.sheet textarea' },
  { name: 'order-urged', at: order(3), steps: (hand) => hand.icon('bell'), sees: '.btn[disabled]' },
  { name: 'order-open', at: order(11), sees: '.timeline' },
  { name: 'order-rated', at: order(5), sees: '.timeline' },
  { name: 'order-confirm', at: order(4), sees: '.btn-primary' },
  { name: 'order-redo', steps: (hand) => hand.icon('sync'), sees: '.sheet' },
  { name: 'rate', at: order(4), does: true, steps: (hand) => hand.tap('.content .btn-primary'), sees: '.faces' },
  { name: 'rate-missing', steps: (hand) => hand.tap('.dock .btn-primary'), sees: '.err' },
  { name: 'rate-poor', steps: (hand) => hand.choose('.rate', 2), sees: '.stars' },
  {
    name: 'rate-good',
    steps: async (hand) => {
      await hand.choose('.rate', 0);
      await hand.choose('.chips .chip', 0);
      await hand.choose('.stars button', 3);
    },
    sees: '.stars',
  },
  { name: 'order-unrated', at: order(4), sees: '.btn-primary' },
  { name: 'me', at: '/me', sees: '.door-top' },
  { name: 'me-edit', steps: (hand) => hand.tap('.door-top .btn'), sees: '.sheet #my-name' },
  {
    name: 'me-edit-wrong',
    steps: async (hand) => {
      await hand.type('#my-name', '');
      await hand.type('#my-phone', '12');
      await hand.tap('.sheet .btn-primary');
    },
    sees: '.sheet .err',
  },
  { name: 'sign-out', at: '/me', steps: (hand) => hand.icon('exit'), sees: '.sheet' },
  { name: 'consents', at: '/me/consents', sees: '.switch' },
  { name: 'consents-withdraw', steps: (hand) => hand.tap('.card .btn-danger'), sees: '.sheet' },
  { name: 'devices', at: '/me/devices', sees: '.tag.is-done' },
  { name: 'browser', at: '/me/browser', sees: '.btn-primary' },
  { name: 'browser-made', steps: (hand) => hand.tap('.btn-primary'), sees: '.qr' },
  { name: 'feedback', at: '/feedback', sees: '#remark' },
  { name: 'feedback-wrong', steps: (hand) => hand.tap('form .btn-primary'), sees: '.err' },
  {
    name: 'feedback-sent',
    at: '/feedback',
    steps: async (hand) => {
      await hand.type('#remark', '楼道的灯坏了三天，晚上看不见台阶。');
      await hand.tap('form .btn-primary');
      await hand.calm();
    },
    does: true,
    sees: '.content .section .card',
  },
  { name: 'inbox', at: '/inbox', sees: '.cell' },
  { name: 'settings', at: '/settings', sees: '.meter' },
  { name: 'no-proofs', at: '/no-proofs' },
  { name: 'missing', at: '/nowhere', sees: '.empty' },
  { name: 'outbox-empty', at: '/outbox', sees: '.empty' },
  {
    name: 'home-offline',
    does: true,
    steps: async (hand) => {
      await hand.phone.offline();
      await hand.seesOffline();
      await hand.visit('/');
    },
    sees: '.emergency',
  },
  {
    name: 'form-offline',
    does: true,
    at: '/order/new/C09',
    steps: async (hand) => {
      await hand.shows('fieldset .chip');
      await hour(hand);
      await hand.go('/order/form/check');
    },
    sees: '.dock-note',
  },
  { name: 'order-queued', does: true, steps: (hand) => hand.tap('.dock .btn-primary'), sees: '.card--local' },
  { name: 'orders-queued', at: '/orders', sees: '.order-card' },
  { name: 'outbox-waiting', at: '/outbox', sees: '.cell-acts' },
  { name: 'devices-offline', at: '/me/devices', sees: '.empty' },
  { name: 'sign-out-unsent', at: '/me', steps: (hand) => hand.icon('exit'), sees: '.sheet .callout' },
];

const daughter = [
  { name: 'daughter-home', at: '/', sees: '.emergency' },
  { name: 'daughter-orders', at: '/orders' },
  { name: 'daughter-consents', at: '/me/consents', sees: '.cells' },
  {
    name: 'daughter-note',
    at: '/',
    steps: async (hand) => {
      if (await hand.page.locator('.segments .segment').count()) await hand.choose('.segments .segment', 1);
      await hand.go('/order/new/B02');
      await hand.shows('fieldset .chip');
      await hour(hand);
      await hand.tap(NEXT);
    },
    sees: '#f-note',
  },
  { name: 'daughter-check', steps: (hand) => hand.tap(NEXT), sees: '.kv' },
];

/** Photos and voice, from the camera and the microphone to the order, with and without a network; and a browser that let go of it all. */
const speaker = [
  { name: 'say-on', at: '/order/say', does: true, steps: (hand) => hand.say(), sees: '.btn-talk.is-on' },
  {
    name: 'say-kept',
    does: true,
    steps: async (hand) => {
      // Less than a second is no voice note.
      await hand.page.waitForFunction(() => /[1-9]/.test(document.querySelector('.btn-talk').textContent));
      await hand.tap('.btn-talk');
    },
    sees: 'audio',
  },
  { name: 'order-spoken', does: true, steps: async (hand) => { await hand.tap('.content > .btn-primary'); await hand.calm(); }, sees: 'audio' },
  {
    name: 'form-photo',
    at: '/order/new/C03',
    does: true,
    steps: async (hand) => {
      await hand.shows('fieldset .chip');
      await hour(hand);
      await hand.go('/order/form/note');
      await hand.shows('.shots + .btn');
      await hand.photo();
      await hand.type('#f-note', '水龙头一直滴水');
    },
    sees: '.shot img',
  },
  { name: 'form-photo-check', does: true, steps: (hand) => hand.go('/order/form/check'), sees: '.kv' },
  {
    name: 'outbox-photo-draft',
    at: '/outbox',
    sees: '#unsent-blobs img',
  },
  { name: 'outbox-photo-drop', steps: (hand) => hand.tap('#unsent-blobs .btn-danger'), sees: '.sheet' },
  {
    name: 'order-photo',
    does: true,
    at: '/order/form/check',
    steps: async (hand) => {
      await hand.phone.offline();
      await hand.seesOffline();
      await hand.tap('.dock .btn-primary');
    },
    sees: '.shot img',
  },
  { name: 'outbox-photo', at: '/outbox', sees: '#unsent-blobs img' },
  { name: 'sign-out-photo', at: '/me', steps: (hand) => hand.icon('exit'), sees: '.sheet .callout' },
  {
    name: 'outbox-cleared',
    does: true,
    steps: async (hand) => {
      await hand.page.goto('about:blank');
      await hand.phone.evict();
      await hand.phone.online();
      await hand.phone.open('/');
    },
    sees: '.callout.is-warn',
  },
];

export const resident = [
  { who: 'resident', screens: speaker },
  { who: 'resident', screens: mother },
  { who: 'resident', screens: form('form-parcel', 'C06') },
  { who: 'resident', screens: form('form-fraud', 'E05', { how: () => {}, where: false }) },
  { who: 'daughter', screens: daughter },
  {
    who: 'luo',
    screens: [
      { name: 'home-en-route', at: '/', sees: '.emergency' },
      { name: 'order-en-route', at: order(7), sees: '.door-card' },
      { name: 'order-meal', at: order(14), sees: '.door-card' },
    ],
  },
  { who: 'feng', screens: [{ name: 'order-moving', at: order(6), sees: '.door-card' }, { name: 'order-in-service', at: order(8), sees: '.door-card' }] },
  {
    who: 'ma',
    screens: [
      { name: 'order-declined', at: order(33), sees: '.timeline' },
      { name: 'order-appeal', steps: (hand) => hand.icon('edit'), sees: '.sheet' },
      { name: 'order-unsolved', at: order(32), sees: '.timeline' },
      { name: 'order-referred', at: order(36), sees: '.timeline' },
    ],
  },
  {
    who: 'he',
    screens: [
      { name: 'order-partly', at: order(31), sees: '.timeline' },
      { name: 'order-cancelled', at: order(34), sees: '.timeline' },
      { name: 'order-suspended', at: order(35), sees: '.timeline' },
      { name: 'order-again', at: order(40), sees: '.timeline' },
    ],
  },
  { who: 'xie', screens: [{ name: 'order-passing', at: order(38), sees: '.door-card' }, { name: 'order-contested', at: order(39), sees: '.timeline' }] },
  {
    who: 'gao',
    screens: [
      { name: 'home-empty', at: '/', sees: '.emergency' },
      { name: 'orders-empty', at: '/orders', sees: '.empty' },
      { name: 'inbox-empty', at: '/inbox', sees: '.empty' },
      { name: 'notice-agreed', at: '/notice', sees: '.kv' },
      {
        name: 'notice',
        at: '/me/consents',
        does: true,
        steps: async (hand) => {
          await hand.tap('.card .btn-danger');
          await hand.tap('.sheet .btn-danger');
          await hand.calm();
          await hand.go('/notice');
        },
        sees: '.switch-row',
      },
      { name: 'home-no-notice', at: '/', sees: 'a.notice, .huge-list' },
    ],
  },
  { who: 'lin', screens: [{ name: 'order-village', at: order(13), sees: '.timeline' }] },
];
