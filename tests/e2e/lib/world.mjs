// What a test needs, taken down in the right order when it ends, and every phone checked for cleanness.

import { launch } from './browser.mjs';
import { Line } from './line.mjs';
import { Phone } from './phone.mjs';
import { Server } from './server.mjs';

/**
 * const world = await World.for(t);                 // t: the context of node:test
 * const resident = await world.phone('resident');   // on http://resident.localhost:PORT
 * const line = await world.line();                  // later phones go through it
 */
export class World {
  phones = [];
  #line;

  /** `server`: a server of the test's own, anything with `port`, `origin(name)` and `dispose()`. */
  static async for(t, options = {}) {
    const world = new World();
    t.after(() => world.dispose());
    await world.#open(options);
    return world;
  }

  /** A world that several tests share; whoever begins it disposes of it. */
  static async begin(options = {}) {
    const world = new World();
    await world.#open(options);
    return world;
  }

  /** A phone in the shared browser. `name` is its host; `at` another place than the server, such as a line. */
  async phone(name, { at = this.way, ...options } = {}) {
    this.browser ??= await launch();
    return this.#add(await Phone.inBrowser(this.browser, at.origin(name), options));
  }

  /** A phone that can be killed and reopened. */
  async killablePhone(name, { at = this.way, ...options } = {}) {
    return this.#add(await Phone.withProfile(at.origin(name), options));
  }

  /** Puts a line that can lose things between the server and the phones opened after this. */
  async line() {
    this.#line = await Line.to(this.server);
    return this.#line;
  }

  get way() { return this.#line ?? this.server; }

  async dispose() {
    for (const phone of this.phones) await phone.dispose();
    await this.browser?.close();
    await this.#line?.dispose();
    await this.server?.dispose();
    for (const phone of this.phones) phone.assertClean();
  }

  async #open({ server, ...options }) { this.server = server ?? await Server.start(options); }

  #add(phone) {
    this.phones.push(phone);
    return phone;
  }
}
