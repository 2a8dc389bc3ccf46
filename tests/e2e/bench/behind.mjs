// A phone at the desk that was without a network while ten thousand orders were placed: from the network's return to the moment
// when all of them are stored on the phone. Twenty pages, each pulled, read, applied and on disk, on a slower processor.

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Customer } from '../lib/app.mjs';
import { launch } from '../lib/browser.mjs';
import { Phone } from '../lib/phone.mjs';
import { Server } from '../lib/server.mjs';
import { crowd } from './crowd.mjs';
import { Figure } from './figure.mjs';
import { SLOWER } from './machine.mjs';

const ORDERS = 10_000;
/** Rounds at most: each leaves its rows on the server for the next. */
const ROUNDS = 3;
/** How long it may take at all. */
const LIMIT = 180_000;
/** Between two looks at the database, which share the processor with what is measured. */
const LOOK = 250;

/** How many entities the page's databases hold. */
const held = (page) => page.evaluate(async () => {
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  let count = 0;
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith('ds-confirmed-')) continue;
    const database = await done(indexedDB.open(name));
    count += await done(database.transaction('entities').objectStore('entities').count());
    database.close();
  }
  return count;
});

export class Behind {
  static rounds = ROUNDS;

  rows = new Figure('a phone 10 000 orders behind catches up: rows', { kind: 'rate' });
  whole = new Figure('the same: until everything is stored');
  figures = [this.rows, this.whole];

  async begin() {
    this.browser = await launch();
  }

  /** A fresh server each time: the phone is as far behind, and holds as little, as before. */
  async round() {
    const server = await Server.start();
    const phone = await Phone.inBrowser(this.browser, server.origin('desk'), { serviceWorkers: 'block', reducedMotion: 'reduce' });
    try {
      const desk = await Customer.demo(phone, 'desk');
      const before = await held(desk.page);
      await phone.offline();
      const made = await crowd(server, { orders: ORDERS });
      const wanted = before + made.orders + made.people;
      const cdp = await phone.context.newCDPSession(phone.page);
      await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
      const came = this.#lastPage(cdp);
      await desk.page.evaluate(() => { window.cameBack = new Promise((resolve) => addEventListener('online', () => resolve(Date.now()), { once: true })); });
      await phone.online();
      const begun = await desk.page.evaluate(() => window.cameBack);
      await came;
      for (let rows = 0; rows < wanted;) {
        rows = await held(desk.page);
        assert(Date.now() - begun < LIMIT, `the phone holds ${rows} of ${wanted}`);
        if (rows < wanted) await sleep(LOOK);
      }
      const took = Date.now() - begun;
      this.whole.add(took);
      this.rows.add((wanted - before) / (took / 1000));
    } finally {
      await phone.dispose();
      await server.dispose();
    }
  }

  async dispose() { await this.browser?.close(); }

  /** The page after which no other follows. Until it has come, nobody looks into the database. */
  async #lastPage(cdp) {
    await cdp.send('Network.enable');
    const pulls = new Set();
    cdp.on('Network.requestWillBeSent', ({ requestId, request }) => { if (request.url.endsWith('/api/pull')) pulls.add(requestId); });
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('the last page never came')), LIMIT);
      cdp.on('Network.loadingFinished', async ({ requestId }) => {
        if (!pulls.has(requestId)) return;
        const { body } = await cdp.send('Network.getResponseBody', { requestId }).catch(() => ({ body: '{"more":true}' }));
        if (JSON.parse(body).more) return;
        clearTimeout(late);
        resolve();
      });
    });
  }
}
