// The first visit of a phone that has never been here: somebody who is not signed in yet, and a resident whose browser still
// holds the session but nothing else. A slow road, a slow processor, an empty profile each time.

import { setTimeout as sleep } from 'node:timers/promises';
import { Caller } from '../lib/caller.mjs';
import { Server } from '../lib/server.mjs';
import { Figure } from './figure.mjs';
import { Road } from './road.mjs';
import { Profile, visit } from './visit.mjs';

/** Goals of issue 2. */
const PAINT = 1000;
const USABLE = 2500;
const BYTES = 250_000;

/** The road is quiet for this long: what the first visit fetches has come, the worker's files too. */
const QUIET = 2500;

const VISITORS = [
  { words: 'nobody signed in', host: 'nobody', screen: 'sign-in' },
  { words: 'resident, empty cache', host: 'resident', screen: 'home' },
];

/** The cookie of the session is there, and nothing else. A `__Host-` one must be secure, which Playwright's own way never is here. */
async function sign(page, url, { session }) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.setCookie', { ...session, url, path: '/', secure: true, httpOnly: true });
  await cdp.detach();
}

export class First {
  figures = [];

  cases = VISITORS.map((visitor) => {
    const named = (words, options) => {
      const figure = new Figure(`first visit, ${visitor.words}: ${words}`, options);
      this.figures.push(figure);
      return figure;
    };
    return {
      ...visitor,
      paint: named('first contentful paint', { goal: PAINT }),
      usable: named('home-usable', { goal: USABLE }),
      bytes: named('the app, loaded until then', { goal: BYTES, kind: 'bytes' }),
      answers: named('answers about the person until then', { kind: 'bytes' }),
      whole: named('in all, with what is kept for later', { kind: 'bytes' }),
    };
  });

  async begin() {
    this.server = await Server.start();
    this.road = await Road.to(this.server);
  }

  /** One visit of each. */
  async round() {
    for (const one of this.cases) {
      const profile = await Profile.fresh();
      try {
        const page = await profile.open();
        const origin = this.road.origin(one.host);
        if (one.screen === 'home') {
          await sign(page, origin, await Caller.demo(this.server, one.host));
        }
        this.road.begin();
        const seen = await visit(page, `${origin}/`, one.screen);
        one.paint.add(seen.paint);
        one.usable.add(seen.usable);
        one.bytes.add(seen.bytes);
        one.answers.add(seen.answers);
        one.whole.add(await this.#whole());
      } finally {
        await profile.dispose();
      }
    }
  }

  async dispose() {
    await this.road?.dispose();
    await this.server?.dispose();
  }

  async #whole() {
    for (let before = -1; before !== this.road.down.bytes;) {
      before = this.road.down.bytes;
      await sleep(QUIET);
    }
    return this.road.down.bytes;
  }
}
