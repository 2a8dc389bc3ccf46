// How long a server with 50 000 orders is away when it starts again: from the start of the process to the first answer of
// /api/health and to the first page of a phone that has everything; after it was asked to end, and after kill -9, when what
// was written last lies in the journal of the database.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Caller } from '../lib/caller.mjs';
import { Server } from '../lib/server.mjs';
import { crowd } from './crowd.mjs';
import { Figure } from './figure.mjs';
import { wish } from './past.mjs';

/** Goal of issue 3. */
const BACK = 2000;
const ORDERS = 50_000;
/** Of ten orders so many are over, as in a community that has run for some years. */
const ENDED = 8;
const CANCEL = { cancel: { why: 'no_longer_needed', text: '' } };
/** Pushes between a start and the next kill, of ten orders placed and cancelled, so that there is something to read again. */
const PUSHES = 20;

export class Restart {
  cases = [['asked to end', 'stop'], ['kill -9', 'kill']].map(([words, how]) => ({
    how,
    health: new Figure(`a server with ${ORDERS} orders starts, after ${words}: first health`, { goal: BACK }),
    pull: new Figure('the same: first pull of a phone', { goal: BACK }),
  }));

  figures = this.cases.flatMap(({ health, pull }) => [health, pull]);

  async begin() {
    this.server = await Server.start();
    await crowd(this.server, { orders: ORDERS, ended: ENDED });
    this.resident = await Caller.demo(this.server, 'luo');
    this.cursor = await this.#pulled();
  }

  async round() {
    for (const { how, health, pull } of this.cases) {
      await this.#write();
      await this.server[how]();
      const begun = performance.now();
      const listening = this.server.restart();
      // The port is known: ask until somebody answers.
      while (true) {
        const answer = await this.resident.try('GET', '/api/health').catch(() => undefined);
        if (answer?.status === 200) break;
        await new Promise((resolve) => { setTimeout(resolve, 2); });
      }
      health.add(performance.now() - begun);
      this.cursor = await this.#pulled();
      pull.add(performance.now() - begun);
      await listening;
    }
  }

  async dispose() { await this.server?.dispose(); }

  async #write() {
    for (let push = 0; push < PUSHES; push += 1) {
      const outcomes = await this.resident.acts(Array.from({ length: 10 }, (_, nth) => {
        const order = { ...wish(this.resident.person, nth, 40), id: randomUUID() };
        return [[order, { place: { ...order.place, despite_duplicate: true } }], [order, CANCEL]];
      }).flat());
      assert(outcomes.every(({ outcome }) => outcome === 'applied'), JSON.stringify(outcomes));
    }
  }

  /** What changed since the last page; resolves to where the next begins. */
  async #pulled() {
    let { cursor } = this;
    for (let more = true; more;) {
      const body = { schema: 1, actor: this.resident.person, limit: 500, ...(cursor && { cursor }) };
      ({ cursor, more } = await this.resident.post('/api/pull', body));
    }
    return cursor;
  }
}
