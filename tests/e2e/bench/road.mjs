// A slow road between a phone and the server: time and width of a mobile network, below the browser. So the service worker's
// requests and an open stream share it with the page's, and what is counted is what crossed it.
//
// The browser's own throttling (CDP `Network.emulateNetworkConditions`) holds each request back in the page's process alone: no
// connection is ever set up, and the worker's fetches cost nothing.

import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Slow 4G, the default of Lighthouse for phones: 150 ms there and back, 1.6 Mbit/s down, 750 kbit/s up. Lighthouse's
 * docs/throttling.md, `mobileSlow4G` in core/config/constants.js; 1.6 Mbit/s is 1638.4 kbit/s there.
 */
export const SLOW_4G = { name: 'Slow 4G', rtt: 150, down: 1638.4, up: 750 };

/**
 * Round trips before the first request of a visit leaves: TCP and TLS 1.3. Later connections wait for none, since a browser
 * speaks HTTP/2 over one connection to the proxy that stands before a real server.
 */
const HANDSHAKE = 2;

/** What a radio sends in one go. Small against the width, so that connections take turns. */
const PIECE = 1460;

/** One direction: pieces pass one after another, whichever connection they belong to. */
class Lane {
  bytes = 0;
  #free = 0;

  constructor(kbits, delay) {
    this.perMs = kbits / 8;
    this.delay = delay;
  }

  /** Waits until the piece is on its way. It arrives `delay` later, in order. */
  async pass(piece, arrive) {
    this.#free = Math.max(this.#free, performance.now()) + piece.length / this.perMs;
    const wait = this.#free - performance.now();
    // A timer is a millisecond late at best: a short debt is let grow until it is worth one.
    if (wait > 2) await sleep(wait);
    setTimeout(() => { this.bytes += piece.length; arrive(piece); }, this.delay);
  }
}

export class Road {
  #sockets = new Set();
  #met;

  /** A road to `target` (anything with a `port`). Give phones `road.origin(name)` in place of `server.origin(name)`. */
  static async to(target, kind = SLOW_4G) {
    const road = new Road(target, kind);
    road.server.listen(0, '127.0.0.1');
    await once(road.server, 'listening');
    return road;
  }

  constructor(target, kind) {
    this.target = target;
    this.kind = kind;
    this.down = new Lane(kind.down, kind.rtt / 2);
    this.up = new Lane(kind.up, kind.rtt / 2);
    this.server = net.createServer({ noDelay: true }, (near) => this.#carry(near));
  }

  origin(name) { return `http://${name}.localhost:${this.server.address().port}`; }

  /** A visit begins: nobody has met yet, and nothing was carried. */
  begin() {
    this.#met = undefined;
    this.down.bytes = 0;
    this.up.bytes = 0;
  }

  async dispose() {
    for (const socket of this.#sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  #carry(near) {
    const far = net.connect({ port: this.target.port, host: '127.0.0.1', noDelay: true });
    for (const socket of [near, far]) {
      this.#sockets.add(socket);
      socket.on('error', () => { near.destroy(); far.destroy(); });
      socket.once('close', () => { this.#sockets.delete(socket); near.destroy(); far.destroy(); });
    }
    this.#drive(near, far, this.up, () => { this.#met ??= sleep(HANDSHAKE * this.kind.rtt); return this.#met; });
    this.#drive(far, near, this.down);
  }

  /** Carries what `from` says to `to`; `from` speaks on only when its last words are on their way. */
  async #drive(from, to, lane, first) {
    try {
      for await (const words of from) {
        await first?.();
        for (let at = 0; at < words.length; at += PIECE) {
          await lane.pass(words.subarray(at, at + PIECE), (piece) => { if (to.writable) to.write(piece); });
        }
      }
      setTimeout(() => to.end(), lane.delay);
    } catch {
      // One side is gone; the other was ended with it.
    }
  }
}
