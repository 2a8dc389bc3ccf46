// People of a community and their orders, in numbers: registered and placed by the desk through the server's own rules, since a
// person may have ten open orders and no more.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Caller } from '../lib/caller.mjs';
import { CODE } from './past.mjs';

const COMMUNITY = 'yy';
/** As many as one push takes. */
const AT_ONCE = 50;
/** Orders of each person. */
const EACH = 10;

/** Pushes of one session, which may make six hundred calls a minute. */
const SITTING = 400;

async function all(server, bodies) {
  let desk;
  for (let at = 0; at < bodies.length; at += AT_ONCE) {
    const some = bodies.slice(at, at + AT_ONCE);
    if (at % (AT_ONCE * SITTING) === 0) desk = await Caller.demo(server, 'desk');
    const outcomes = await desk.push(some);
    assert.equal(outcomes.length, some.length, 'a push was cut short');
    outcomes.forEach((one, nth) => assert.equal(one.outcome, 'applied', `${JSON.stringify(some[nth])}: ${JSON.stringify(one)}`));
  }
}

const today = () => Math.floor((Date.now() + 8 * 3_600_000) / 86_400_000);

const person = (id, nth) => ({
  id, grants: [], cap: 3,
  home: { community: COMMUNITY, building: `yy-${1 + nth % 6}` },
  profile: { name: `住户${nth}示例`, phone: `000${10_000_000 + nth}`, door: `${1 + nth % 4}单元${101 + nth % 500}` },
});

const placing = (resident, nth) => ({
  item: 'C06', mode: 'errand', resident, channel: 'phone', note: '驿站两个小件', code: CODE, health: '',
  slot: { day: today() + 2 + nth, from: 600, to: 660 },
});

/** Adds so many orders and those whose they are. `ended`: how many of ten are over; the rest wait for somebody. */
export async function crowd(server, { orders, ended = 0 }) {
  const people = Array.from({ length: orders / EACH }, () => randomUUID());
  await all(server, people.map((id, nth) => ({ person: { register: person(id, nth) } })));
  // Person by person: nobody has more open orders than allowed while the next are placed.
  const acts = people.flatMap((resident) => Array.from({ length: EACH }, (_, nth) => {
    const act = (what) => ({ order: { order, community: COMMUNITY, act: what } });
    const order = randomUUID();
    const placed = act({ place: placing(resident, nth) });
    return nth < ended ? [placed, act({ cancel: { why: 'no_longer_needed', text: '' } })] : [placed];
  }).flat());
  await all(server, acts);
  return { people: people.length, orders };
}
