// A repeat start without a network: the service worker answers, and the home stands on what the phone has stored.

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Hand } from '../lib/app.mjs';
import { Server } from '../lib/server.mjs';
import { Figure } from './figure.mjs';
import { past } from './past.mjs';
import { Profile, visit } from './visit.mjs';

/** Goal of issue 2. */
const USABLE = 600;
const ORDERS = 200;
const WHO = 'luo';
/** How often the app was used before. */
const DAYS = 3;

/** How many orders the page's databases hold. */
function stored(page) {
  return page.evaluate(async () => {
    const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    let count = 0;
    for (const { name } of await indexedDB.databases()) {
      if (!name.startsWith('ds-confirmed-')) continue;
      const database = await done(indexedDB.open(name));
      const keys = await done(database.transaction('entities').objectStore('entities').getAllKeys());
      count += keys.filter((key) => key.startsWith('order:')).length;
      database.close();
    }
    return count;
  });
}

export class Repeat {
  usable = new Figure(`repeat start offline, ${ORDERS} orders stored: home-usable`, { goal: USABLE });
  paint = new Figure('the same: first contentful paint');
  figures = [this.usable, this.paint];

  async begin() {
    this.server = await Server.start();
    await past(this.server, { who: WHO, by: 'member', count: ORDERS });
    this.profile = await Profile.fresh();
    await this.#signIn();
  }

  async round() {
    const page = await this.profile.open({ offline: true });
    const seen = await visit(page, `${this.server.origin(WHO)}/`, 'home');
    this.usable.add(seen.usable);
    this.paint.add(seen.paint);
    await this.profile.close();
  }

  async dispose() {
    await this.profile?.dispose();
    await this.server?.dispose();
  }

  /**
   * The phone pulls everything, its worker is ready to answer, and its owner has looked at a few screens on a few days: Chromium
   * keeps the compiled code of what ran often, and writes it down some seconds later.
   */
  async #signIn() {
    const page = await this.profile.open();
    await page.goto(`${this.server.origin(WHO)}/#demo=${WHO}`);
    const hand = new Hand({ page });
    await hand.settled();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    const held = await stored(page);
    assert(held >= ORDERS, `the phone holds ${held} orders only`);
    for (let day = 0; day < DAYS; day += 1) {
      await page.reload();
      await hand.settled();
      for (const screen of ['/orders', '/order/new', '/me', '/']) {
        await hand.go(screen);
        await sleep(1000);
      }
    }
    await this.profile.close();
  }
}
