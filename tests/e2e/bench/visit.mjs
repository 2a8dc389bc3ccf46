// One start of the app in a browser of its own, on a slow processor, and what the page says of itself.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchProfile } from '../lib/browser.mjs';
import { SLOWER } from './machine.mjs';

/** How long a start may take; only ever waited out when it does not come. */
const LIMIT = 60_000;

export class Profile {
  /** An empty one: no cache, no storage, nobody signed in. */
  static async fresh() {
    const profile = new Profile();
    profile.folder = await mkdtemp(join(tmpdir(), 'doorstep-bench-'));
    return profile;
  }

  /** The browser, once it has stopped being busy with itself. */
  async open(options = {}) {
    this.context = await launchProfile(this.folder, options);
    this.page = this.context.pages()[0] ?? await this.context.newPage();
    await sleep(1000);
    return this.page;
  }

  /** Ends the browser in an orderly way: what it keeps is on disk. */
  async close() {
    await this.context?.close();
    this.context = undefined;
  }

  async dispose() {
    await this.close();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What the page tells when the mark is made, over the debugger's own line: Playwright's `evaluate` would compute in the meantime. */
const TELL = 'benchMarked';
const WATCH = `new PerformanceObserver((list) => {
  for (const { detail, startTime } of list.getEntriesByName('home-usable')) {
    ${TELL}(JSON.stringify({ screen: detail, usable: startTime, origin: performance.timeOrigin }));
  }
}).observe({ type: 'mark' })`;
const PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime";

/** The moment the page marks `home-usable` of `screen`. */
function marked(cdp, screen) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no mark home-usable of ${screen}`)), LIMIT);
    cdp.on('Runtime.bindingCalled', ({ payload }) => {
      const mark = JSON.parse(payload);
      if (mark.screen !== screen) return;
      clearTimeout(late);
      resolve(mark);
    });
  });
}

/**
 * Opens an address and waits for the mark `home-usable` of `screen` (`home` or `sign-in`). Resolves to milliseconds since the
 * navigation began, and the bytes that had come by then, headers included: of the app, and of answers about the person.
 */
export async function visit(page, address, screen, { slower = SLOWER } = {}) {
  const cdp = await page.context().newCDPSession(page);
  const loaded = [];
  const answers = new Set();
  let epoch;
  cdp.on('Network.requestWillBeSent', ({ requestId, request, wallTime, timestamp }) => {
    // The protocol's clock counts from a start of its own; only a request says both.
    epoch ??= wallTime - timestamp;
    if (new URL(request.url).pathname.startsWith('/api/')) answers.add(requestId);
  });
  cdp.on('Network.loadingFinished', (one) => loaded.push(one));
  await cdp.send('Network.enable');
  await cdp.send('Page.enable');
  await cdp.send('Runtime.enable');
  await cdp.send('Runtime.addBinding', { name: TELL });
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: WATCH });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slower });
  const [{ usable, origin }] = await Promise.all([
    marked(cdp, screen),
    cdp.send('Page.navigate', { url: address }),
  ]);
  // The paint may be noted a moment later than the mark behind it.
  await sleep(500);
  const paint = (await cdp.send('Runtime.evaluate', { expression: PAINT })).result.value;
  await cdp.detach();
  const until = (origin + usable) / 1000 - epoch;
  const inTime = loaded.filter((one) => one.timestamp <= until);
  const sum = (some) => some.reduce((bytes, one) => bytes + one.encodedDataLength, 0);
  return { paint, usable, bytes: sum(inTime.filter((one) => !answers.has(one.requestId))), answers: sum(inTime.filter((one) => answers.has(one.requestId))) };
}
