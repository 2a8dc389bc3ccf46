// The sync backend as a recording: what the real server said to the demo's people, said again.
//
// The .json files beside this one are written by `cargo xtask mock` from the real server, never by hand. Nothing is judged
// here: a command is acknowledged without being looked at, and no other person ever sees it. Only what must differ from call
// to call is filled in: ids, numbers, sequences, moments.

import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('./', import.meta.url));
const DAY_MS = 86_400_000;
/** From here up, an integer in the recording is a moment; nothing else there is so large. */
const MOMENTS = 1e12;
/** Sequences of what the mock acknowledges. No cursor reaches them, so phones go on showing what they sent. */
const BEYOND = 1_000_000;

/** A recorded value on a day so many days later. */
function moved(value, days, name) {
  if (Array.isArray(value)) return value.map((one) => moved(one, days));
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, moved(one, days, key)]));
  }
  if (!Number.isInteger(value)) return value;
  if (name === 'day') return value + days;
  return value >= MOMENTS ? value + days * DAY_MS : value;
}

/** The recordings: `server`, and one by each word of a person. */
function recordings() {
  const names = readdirSync(HERE).filter((name) => name.endsWith('.json'));
  return new Map(names.map((name) => [name.slice(0, -5), JSON.parse(readFileSync(HERE + name, 'utf8'))]));
}

/** The name of the partition a command writes to. */
function partition(body) {
  const [[kind, command]] = Object.entries(body);
  const found = ['order', 'duty', 'feedback'].includes(kind) ? command.community ?? Object.values(command)[0].community : undefined;
  return found ? `c:${found}` : 'city';
}

/** The act of a command on an order: its order and its word. */
function act(body) {
  const command = body.order;
  if (!command) return undefined;
  return { order: command.order, word: typeof command.act === 'string' ? command.act : Object.keys(command.act)[0] };
}

export class Backend {
  #server;
  #people = new Map();
  #now;
  #starts = 0;

  /** `now`: the clock, in milliseconds. What was recorded is moved by whole days, to the last time of day of its start. */
  constructor({ now = Date.now } = {}) {
    this.#now = now;
    const all = recordings();
    const days = Math.floor((now() - all.get('server').start) / DAY_MS);
    for (const [who, recording] of all) {
      const here = moved(recording, days);
      if (who === 'server') this.#server = here;
      else this.#people.set(who, { who, ...here });
    }
    this.reset();
  }

  get headers() { return this.#server.headers; }

  /** Those one can become, as `GET /api/demo/people` lists them. */
  get people() { return this.#server.people; }

  get health() { return { ...this.#server.health, epoch: this.epoch, boot: this.epoch }; }

  fault(word) { return this.#server.faults[word]; }

  /** An event of the feed: `hello` or `news`. */
  event(word) { return word === 'hello' ? { ...this.#server.feed.hello, epoch: this.epoch, boot: this.epoch } : this.#server.feed[word]; }

  /** A person by their word, with everything that was recorded. */
  person(who) { return this.#people.get(who); }

  /** Forgets what was sent. A new life of the data: phones throw away what they hold, as after 重置演示. */
  reset() {
    this.#starts += 1;
    this.epoch = `${this.#server.health.epoch}-${this.#now()}-${this.#starts}`;
    this.answers = new Map();
    this.clients = new Map();
    this.acknowledged = 0;
    this.played = new Map([...this.#people.keys()].map((who) => [who, []]));
    this.numbers = new Map();
    for (const { leases } of this.#people.values()) {
      for (const { community, to } of Object.values(leases)) {
        this.numbers.set(community, Math.max(this.numbers.get(community) ?? 0, to));
      }
    }
  }

  stamp() { return { epoch: this.epoch, boot: this.epoch, now: this.#now() }; }

  /** The page that follows the request's cursor; a cursor that was not recorded starts over. */
  pull(person, request) {
    const [after, seen = 0] = (request.cursor ?? '').split('#');
    const page = (after && person.pages.find((one) => one.after === after)) || person.pages[0];
    const reply = { ...page.reply, stamp: this.stamp() };
    const last = page.after === page.reply.cursor;
    if (last) {
      const played = this.played.get(person.who);
      reply.rows = played.slice(Number(seen)).flatMap((scene) => scene.rows);
      reply.cursor = `${after}#${played.length}`;
      reply.upto = { ...reply.upto };
      for (const { upto } of played) {
        for (const [name, sequence] of Object.entries(upto)) reply.upto[name] = Math.max(sequence, reply.upto[name] ?? 0);
      }
    }
    const lease = request.lease && this.#lease(person, request.lease);
    return lease ? { ...reply, lease } : reply;
  }

  #lease(person, community) {
    const recorded = person.leases[community];
    if (!recorded) return undefined;
    const from = this.numbers.get(community);
    const to = from + recorded.to - recorded.from;
    this.numbers.set(community, to);
    return { ...recorded, from, to };
  }

  /** What became of each command, in order; fewer results mean that the rest was not looked at. */
  push(person, request) {
    const results = [];
    for (const entry of request.entries) {
      const result = this.#judge(person, entry);
      results.push({ ...result, command_id: entry.command_id });
      if (['gap', 'fork'].includes(result.outcome)) break;
    }
    return { ...this.#server.pushes.applied, stamp: this.stamp(), results };
  }

  #canned(word) { return this.#server.pushes[word].results[0]; }

  #judge(person, entry) {
    const { client, number, command_id: id } = entry;
    // The mock forgets clients when it starts anew: whoever it does not know has sent everything before.
    const last = this.clients.get(client) ?? number - 1;
    const first = this.answers.get(id);
    if (first) {
      if (number === last + 1) this.clients.set(client, number);
      const { command_id: _, ...outcome } = first;
      return { ...this.#canned('already'), first: outcome };
    }
    if (number <= last) return this.#canned('fork');
    if (number > last + 1) return { ...this.#canned('gap'), expected: last + 1 };
    this.clients.set(client, number);
    const result = { ...this.#play(person, entry.body) ?? this.#acknowledge(entry.body), command_id: id };
    this.answers.set(id, result);
    return result;
  }

  /** What was recorded for this very act, once. */
  #play(person, body) {
    const played = this.played.get(person.who);
    const wanted = act(body);
    const scene = wanted && person.scenes.find((one) => one.order === wanted.order && one.act === wanted.word);
    if (!scene || played.includes(scene)) return undefined;
    played.push(scene);
    return this.#received(scene.result, {});
  }

  #acknowledge(body) {
    this.acknowledged += 1;
    return this.#received(this.#canned('applied'), { partition: partition(body), seq: BEYOND + this.acknowledged });
  }

  #received(result, place) {
    return { ...result, receipt: { ...result.receipt, epoch: this.epoch, at: this.#now(), ...place } };
  }
}
