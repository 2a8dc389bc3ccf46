// One look: a demo of its own, a phone for each person, and the camera.

import { Hand } from '../lib/app.mjs';
import { launch } from '../lib/browser.mjs';
import { shoot, tap } from '../lib/camera.mjs';
import { Phone } from '../lib/phone.mjs';
import { Server } from '../lib/server.mjs';
import { small } from './check.mjs';
import { LOOKS, SIZES } from './looks.mjs';

/** How long a screen may take; only waited out when it does not come. */
const LIMIT = { timeout: 15_000 };
/** Nothing on a screen is longer than this. */
const TALLEST = 9000;

/** A hand that finds things without reading them, so that one walk serves both languages. */
export class Model extends Hand {
  /** Taps the first such element that is shown. */
  async tap(selector) { await this.page.locator(selector).filter({ visible: true }).first().click(LIMIT); }

  /** Taps the button or link with this icon. */
  async icon(name, within = '.content') { await this.tap(`${within} :is(button, a):has(use[href="#i-${name}"])`); }

  /** Chooses the nth radio, checkbox or chip of these. */
  async choose(selector, nth = 0) { await this.page.locator(selector).nth(nth).click({ ...LIMIT, force: true }); }

  async type(selector, words) { await this.page.locator(selector).filter({ visible: true }).first().fill(words, LIMIT); }

  async shows(selector) { await this.page.locator(selector).filter({ visible: true }).first().waitFor(LIMIT); }

  /** The sync bar says that everything is here and sent. */
  async calm() { await this.shows('.syncbar.is-ok'); }

  /** A photo, by the button that is shown. */
  async photo(bytes) {
    await shoot(this.page, () => this.tap('.shots + .btn'), bytes ?? await tap(this.page));
    await this.shows('.shot img');
  }

  /** Says something to the microphone. */
  async say() {
    await this.phone.context.grantPermissions(['microphone']);
    await this.tap('.btn-talk');
    await this.shows('.btn-talk.is-on');
  }

  /** Opens a screen anew, even when it is the one that is shown. */
  async visit(path) {
    await this.go('/no-proofs');
    await this.page.waitForFunction(() => !document.querySelector('.scrim') && document.querySelector('main .card, main .stack, main p'));
    await this.go(path);
  }
}

export class Studio {
  constructor(album, look, sizes) {
    this.album = album;
    this.look = look;
    this.sizes = sizes;
  }

  /** Takes what one person sees. A screen that does not open is a finding; the next one is tried all the same. */
  async take(person, only) {
    const screens = person.screens.filter((screen) => screen.name.includes(only));
    if (!screens.length || !this.sizes.length) return;
    const hand = await this.open(person);
    for (const [nth, screen] of person.screens.entries()) {
      // What comes later may need what an earlier one did: for good, or on the same screen.
      const next = person.screens.findIndex((one, at) => nth < at && one.at);
      const same = person.screens.slice(nth, next < 0 ? undefined : next);
      if (!screen.does && !same.some((one) => screens.includes(one))) continue;
      try {
        if (screen.at) await hand.visit(screen.at);
        await screen.steps?.(hand);
        await hand.shows(screen.sees ?? '.content');
        if (screens.includes(screen)) await this.#shoot(hand, screen);
      } catch (error) {
        this.album.note(screen.name, this.look, '', `did not open: ${error.message.split('\n').slice(0, 3).join(' ')}`);
      }
    }
    for (const words of hand.phone.watch.bad) this.album.note(person.who ?? 'nobody', this.look, '', words);
    await hand.phone.dispose();
    await hand.server.dispose();
  }

  async close() { await this.browser?.close(); }

  /** The phone of somebody in a demo of their own; with `empty` on a server that nobody has set up. */
  async open({ who, start = '/', empty = false, scale = 1 }) {
    const server = await Server.start(empty ? { extra: [] } : {});
    // A microphone that hums, for whoever is allowed to use it.
    this.browser ??= await launch(['--use-fake-device-for-media-stream']);
    const { prefs = {}, context = {} } = LOOKS[this.look];
    const options = { serviceWorkers: 'block', deviceScaleFactor: scale, reducedMotion: 'reduce', ...context };
    const phone = await Phone.inBrowser(this.browser, server.origin(who ?? 'nobody'), options);
    await phone.context.addInitScript((chosen) => {
      // An empty page has no storage.
      for (const [name, value] of location.origin === 'null' ? [] : Object.entries(chosen)) localStorage.setItem(`ds.${name}`, value);
    }, prefs);
    // What Chromium says about every start without a session or without a network, and about what is still to come.
    phone.tolerate(/status of 40[14]|net::ERR_/);
    const hand = new Model(phone);
    hand.server = server;
    await phone.open(who ? `/#demo=${who}` : start);
    if (who) await hand.calm();
    return hand;
  }

  /** The whole of the screen in each size: the window is made as high as what it shows, so that bars stand where they belong. */
  async #shoot(hand, { name, print }) {
    const { page } = hand;
    for (const size of this.sizes) {
      await page.setViewportSize(SIZES[size]);
      await page.mouse.move(0, 0);
      await page.emulateMedia({ media: print ? 'print' : null });
      await still(page);
      await hand.fits().catch((error) => this.album.note(name, this.look, size, error.message.replaceAll(/\s+/g, ' ')));
      for (const words of print ? [] : await small(page)) this.album.note(name, this.look, size, words);
      const height = Math.min(await needed(page), TALLEST);
      await page.setViewportSize({ ...SIZES[size], height: Math.max(height, SIZES[size].height) });
      await still(page);
      await page.screenshot({ path: this.album.place(name, this.look, size), animations: 'disabled' });
    }
    await page.emulateMedia({ media: null });
  }
}

/** How high a window shows everything of the page, or of the sheet on it. */
function needed(page) {
  return page.evaluate(() => {
    const sheet = document.querySelector('.sheet');
    if (!sheet) return document.documentElement.scrollHeight;
    const body = sheet.querySelector('.sheet-body');
    const inside = Math.max(sheet.scrollHeight, sheet.clientHeight + body.scrollHeight - body.clientHeight);
    return Math.ceil(inside / 0.92) + 2;
  });
}

/** Fonts are there and what changed has been painted. */
async function still(page) {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); });
    scrollTo(0, 0);
  });
}
