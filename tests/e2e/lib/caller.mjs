// Somebody who speaks to the server without a screen: what the server really holds, and the part of people who are not
// what a test is about. Every answer is for that person only, through the same rules as the app's.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import http from 'node:http';

export class Caller {
  #cookie = '';
  #client = randomUUID();
  #number = 0;

  /** A demo person, such as `desk`. */
  static async demo(server, who) {
    const caller = new Caller(server);
    caller.person = (await caller.post('/api/demo', { who })).person;
    return caller;
  }

  constructor(server) { this.server = server; }

  /** The cookie of the session, as a browser would keep it: {name, value}. */
  get session() {
    const [name, ...value] = this.#cookie.split('=');
    return { name, value: value.join('=') };
  }

  /** One call; anything but success is an error that says what came back. */
  async call(method, path, body) {
    const answer = await this.try(method, path, body);
    assert(answer.status >= 200 && answer.status < 300, `${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.text ? JSON.parse(answer.text) : undefined;
  }

  /** One call, whatever comes back: {status, text}. */
  try(method, path, body) {
    return new Promise((resolve, reject) => {
      const request = http.request({
        host: '127.0.0.1', port: this.server.port, method, path,
        headers: {
          host: `desk.localhost:${this.server.port}`, 'content-type': 'application/json', 'x-doorstep-slot': '0',
          ...(this.#cookie && { cookie: this.#cookie }),
        },
      }, (response) => {
        const [kept] = response.headers['set-cookie'] ?? [];
        if (kept) [this.#cookie] = kept.split(';');
        let text = '';
        response.setEncoding('utf8').on('data', (part) => { text += part; });
        response.once('end', () => resolve({ status: response.statusCode, text }));
        response.once('error', reject);
      });
      request.once('error', reject);
      request.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  post(path, body) { return this.call('POST', path, body); }

  /** Everything this person may see now: [{kind, id, ...}]. */
  async everything() {
    const rows = [];
    let cursor;
    for (let more = true; more;) {
      const reply = await this.post('/api/pull', { schema: 1, actor: this.person, limit: 500, ...(cursor && { cursor }) });
      rows.push(...reply.rows);
      ({ cursor, more } = reply);
    }
    const latest = new Map(rows.map((row) => [`${row.key.kind} ${row.key.id}`, row]));
    return [...latest.values()].filter((row) => row.body).map((row) => ({ key: row.key, body: row.body }));
  }

  /** The orders this person may see. */
  async orders() {
    return (await this.everything()).filter((row) => row.key.kind === 'order').map((row) => row.body.order ?? row.body);
  }

  /** One order, which must be there. */
  async order(id) {
    const found = (await this.orders()).find((order) => order.id === id);
    assert(found, `the server shows no order ${id} to ${this.person}`);
    return found;
  }

  /** The steps of an order's trail, oldest first. */
  async steps(id) { return (await this.order(id)).trail.map((entry) => entry.step); }

  /** One command on an order; resolves to the outcome. */
  async act(order, act) { return (await this.acts([[order, act]]))[0]; }

  /** Several acts in one push, [[order, act], …]; resolves to their outcomes. */
  acts(list) { return this.push(list.map(([order, act]) => ({ order: { order: order.id, community: order.community, act } }))); }

  /** One command about a person, such as {end_proxy: …}; resolves to the outcome. */
  async say(command) { return (await this.push([{ person: command }]))[0]; }

  /** Any commands in one push; resolves to their outcomes. */
  async push(bodies) {
    const entries = bodies.map((body) => {
      this.#number += 1;
      return {
        schema: 1, version: 1, actor: this.person, client: this.#client, number: this.#number, command_id: randomUUID(),
        device_time: Date.now(), body,
      };
    });
    return (await this.post('/api/push', { actor: this.person, entries })).results;
  }
}
