// A resident's past: orders that were placed, taken, done, confirmed and rated by commands through the server's own rules, as
// the demo makes its own. What a phone holds of them it has pulled.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Caller } from '../lib/caller.mjs';

const COMMUNITY = 'yy';
/** What the member may do without the desk: code of the catalogue and how. */
const WISHES = [['C06', 'errand'], ['C01', 'door'], ['B01', 'door'], ['D04', 'door']];
const NOTES = ['驿站两个小件，取件码当面给', '老伴行动不便，坐着剪', '敲门请重一点', '想学跟孙子视频', ''];
const DONE = ['东西放在门里了', '剪短了，碎头发扫干净了', '量了两次，已记在本子上', '教会了，写了张纸条'];
/** The service code of every order here. */
export const CODE = '4711';

/** With those of the demo fewer than may be open at once (`OPEN_ORDERS_MAX`). */
const AT_ONCE = 6;
/** The last few are still on their way, each a step behind the one before; with that of the demo no more than a member may hold. */
const RUNNING = 3;

/** A day of the calendar in China, counted from 1970. */
const today = () => Math.floor((Date.now() + 8 * 3_600_000) / 86_400_000);

/**
 * An order nobody has placed yet, the `nth`, some days ahead: a day of its own, so that nobody is asked whether it is the same
 * one again.
 */
export function wish(resident, nth, ahead = 2) {
  const [item, mode] = WISHES[nth % WISHES.length];
  const place = {
    item, mode, resident, channel: 'app', note: NOTES[nth % NOTES.length], code: CODE, health: '',
    slot: { day: today() + ahead + nth % 300, from: 600, to: 660 },
  };
  return { id: randomUUID(), community: COMMUNITY, place };
}

const serving = (nth) => [
  { accept: { generation: 0 } }, 'called', 'depart', 'arrive',
  { finish: { outcome: 'solved', code: CODE, text: DONE[nth % DONE.length] } },
];
const ending = ['confirm', { rate: { face: 'good', stars: 5, tags: ['on_time', 'kind'], text: '来得准时，活也细' } }];

async function all(caller, acts) {
  const outcomes = await caller.acts(acts);
  assert.equal(outcomes.length, acts.length, 'a push was cut short');
  outcomes.forEach((one, at) => {
    const act = JSON.stringify(acts[at][1]).slice(0, 60);
    assert.equal(one.outcome, 'applied', `${act} of ${caller.person}: ${JSON.stringify(one)}`);
  });
}

/** Gives `who` so many orders; resolves when the server has all of them. */
export async function past(server, { who, by, count }) {
  const [resident, member] = [await Caller.demo(server, who), await Caller.demo(server, by)];
  const orders = Array.from({ length: count }, (_, nth) => wish(resident.person, nth));
  const [done, running] = [orders.slice(0, -RUNNING), orders.slice(-RUNNING)];
  for (let at = 0; at < done.length; at += AT_ONCE) {
    const some = done.slice(at, at + AT_ONCE);
    await all(resident, some.map((order) => [order, { place: order.place }]));
    await all(member, some.flatMap((order, nth) => serving(at + nth).map((act) => [order, act])));
    await all(resident, some.flatMap((order) => ending.map((act) => [order, act])));
  }
  await all(resident, running.map((order) => [order, { place: order.place }]));
  // One waits for a confirmation, one is served, one is on the way.
  await all(member, running.flatMap((order, nth) => serving(nth).slice(0, 5 - nth).map((act) => [order, act])));
}
