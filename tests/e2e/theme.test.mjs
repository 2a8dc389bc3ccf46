// Colours: the phone's wish holds until somebody chooses by hand, and then the choice does, on every start and at once.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Hand, LIMIT } from './lib/app.mjs';
import { World } from './lib/world.mjs';

const LIGHT = '#faf7f2';
const DARK = '#121212';

/** The ground of the page, and what the browser paints around it. */
const ground = (page) => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--ground').trim());
const frame = (page) => page.evaluate(() => [...document.querySelectorAll('meta[name=theme-color]')]
  .filter((meta) => matchMedia(meta.media).matches).map((meta) => meta.content));

for (const [wish, own] of [['light', LIGHT], ['dark', DARK]]) {
  test(`on a ${wish} phone: its wish, either choice by hand, and its wish again`, async (t) => {
    const world = await World.for(t);
    const hand = new Hand(await world.phone('settings', { colorScheme: wish }));
    // Nobody is signed in, which the console reports.
    hand.phone.tolerate(/status of 401/);
    const shows = async (colour) => assert.deepEqual([await ground(hand.page), await frame(hand.page)], [colour, [colour]]);
    await hand.phone.open('/settings');
    const choice = (words) => hand.page.getByRole('radio', { name: words });
    await choice('夜间').waitFor(LIMIT);
    await shows(own);
    for (const [words, colour] of [['夜间', DARK], ['白天', LIGHT]]) {
      await choice(words).check(LIMIT);
      await shows(colour);
      await hand.page.emulateMedia({ colorScheme: wish === 'dark' ? 'light' : 'dark' });
      await shows(colour);
      await hand.page.emulateMedia({ colorScheme: wish });
      await hand.page.reload({ waitUntil: 'commit' });
      await choice(words).waitFor(LIMIT);
      await shows(colour);
    }
    await choice('跟着手机').check(LIMIT);
    await shows(own);
  });

  test(`without script a ${wish} phone has its colours, and more contrast where it asks for it`, async (t) => {
    const world = await World.for(t);
    const phone = await world.phone('plain', { colorScheme: wish, javaScriptEnabled: false, contrast: 'more' });
    await phone.open('/');
    assert.equal(await ground(phone.page), own);
    const ink = await phone.page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--ink-2').trim());
    assert.equal(ink, wish === 'dark' ? '#c4beb4' : '#33383d', 'dark ink never lies on dark ground');
  });
}
