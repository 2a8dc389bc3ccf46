// A phone: one context, one page, a network switch, and a watch over what must never happen.

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { violations } from './axe.mjs';
import { killProfile, launchProfile, newContext } from './browser.mjs';
import { dump } from './storage.mjs';
import { Watch } from './watch.mjs';

export class Phone {
  /** A phone in a shared browser. `options` are Playwright's context options. */
  static async inBrowser(browser, origin, options = {}) {
    const phone = new Phone(origin, options);
    await phone.#wake(await newContext(browser, options));
    return phone;
  }

  /** A phone with a browser and a profile of its own: it can be killed and reopened. */
  static async withProfile(origin, options = {}) {
    const phone = new Phone(origin, options);
    phone.folder = await mkdtemp(join(tmpdir(), 'doorstep-phone-'));
    await phone.#wake(await launchProfile(phone.folder, options));
    return phone;
  }

  constructor(origin, options) {
    this.origin = origin;
    this.options = options;
    this.watches = [];
  }

  /** Opens a path of the app; `/` by itself. */
  async open(path = '/') { await this.page.goto(this.origin + path); }

  /** Another tab of the same browser: cookies, storage and the network switch are shared. */
  async tab() {
    const tab = Object.create(this);
    tab.page = await this.context.newPage();
    return tab;
  }

  /** Without a network from now on, once every screen is on the phone that its person may want. */
  async offline() {
    await this.complete();
    await this.context.setOffline(true);
  }

  async online() { await this.context.setOffline(false); }

  /** Resolves when the app has fetched every screen that its person may want; at once on a page that is not the app. */
  async complete() {
    await this.page.waitForFunction(() => !document.getElementById('app') || performance.getEntriesByName('screens-here').length > 0);
  }

  /** kill -9 on the whole browser, as when the battery falls out. */
  async kill() {
    assert(this.folder, 'only a phone with a profile of its own can be killed');
    const gone = new Promise((resolve) => { this.context.once('close', resolve); });
    await killProfile(this.folder);
    await gone;
  }

  /**
   * Ends the browser in an orderly way and starts it again. Chromium writes cookies and localStorage half a minute late: a kill
   * before that forgets the sign-in itself, on which no test of what comes after it can stand.
   */
  async rest() {
    await this.context.close();
    await this.reopen();
  }

  /** Starts the killed or closed browser again on the same profile. `offline: true` starts it without a network. */
  async reopen({ path = '/', offline = false } = {}) {
    await this.#wake(await launchProfile(this.folder, { ...this.options, offline }));
    await this.open(path);
  }

  /** Resolves when a service worker controls the page, so that a start without network will work. */
  async controlled() {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (navigator.serviceWorker.controller) return;
      await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
    });
  }

  /** Speaks to the browser itself: quotas, and what it throws away. */
  async devtools(method, words = {}) {
    const session = await this.context.newCDPSession(this.page);
    const answer = await session.send(method, { origin: this.origin, ...words });
    await session.detach();
    return answer;
  }

  /** The browser throws away what scripts stored, as it does under pressure; cookies stay. */
  async evict() {
    await this.devtools('Storage.clearDataForOrigin', { storageTypes: 'indexeddb,local_storage,cache_storage,service_workers' });
  }

  /** Everything stored under this origin, as text. */
  stored() { return dump(this.page); }

  /** Every finished /api exchange since the phone was (re)opened first, as text. */
  async traffic() { return (await Promise.all(this.watches.map((watch) => watch.trafficText()))).join('\n'); }

  /** A complaint of the console that this test provokes on purpose. */
  tolerate(pattern) { for (const watch of this.watches) watch.tolerate(pattern); }

  /** Fails when the page reached out, threw, complained or broke the CSP. */
  assertClean() {
    const bad = this.watches.flatMap((watch) => watch.bad);
    assert.deepEqual(bad, [], `${this.origin} must stay clean`);
  }

  async assertAccessible() { assert.deepEqual(await violations(this.page), [], `axe at ${this.page.url()}`); }

  /** Closes and, with a profile of its own, forgets it. */
  async dispose() {
    await this.context.close().catch(() => {});
    if (this.folder) await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #wake(context) {
    this.context = context;
    this.watch = await Watch.over(context, this.origin);
    this.watches.push(this.watch);
    this.page = context.pages()[0] ?? await context.newPage();
  }
}
