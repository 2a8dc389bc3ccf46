#!/usr/bin/env node
// The app and the recorded backend on one port, without the real server: `cargo xtask serve --mock`, and the browser test.
//
// node tests/mock/serve.mjs [--port 8080] [--dist dist]

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Backend } from './backend.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Shorter than what idle proxies wait; the real server's own. */
const PING_MS = 25_000;
/** As long as a browser keeps a cookie. */
const COOKIE_SECONDS = 400 * 86_400;

export class Mock {
  #feeds = new Set();

  /** A mock that answers. Port 0 is any free one. */
  static async start({ port = 0, dist = process.env.DOORSTEP_DIST ?? join(ROOT, 'dist') } = {}) {
    const mock = new Mock();
    mock.dist = dist;
    mock.backend = new Backend();
    mock.http = http.createServer((request, answer) => {
      mock.#serve(request, answer).catch((error) => {
        console.error(error);
        mock.#say(answer, 500, { error: 'broken' });
      });
    });
    mock.http.listen(port, '127.0.0.1');
    await once(mock.http, 'listening');
    mock.port = mock.http.address().port;
    return mock;
  }

  /** `http://NAME.localhost:PORT`, as the real server in the tests. */
  origin(name) { return `http://${name}.localhost:${this.port}`; }

  async dispose() {
    this.http.close();
    this.http.closeAllConnections();
    await once(this.http, 'close');
  }

  async #serve(request, answer) {
    const url = new URL(request.url, 'http://localhost');
    const { every } = this.backend.headers;
    const hashes = await readFile(join(this.dist, 'csp.txt'), 'utf8').catch(() => '');
    for (const [name, value] of Object.entries(every)) answer.setHeader(name, withHashes(value, hashes));
    if (url.pathname.startsWith('/api/')) return this.#api(request, answer, url);
    answer.setHeader('cache-control', 'no-cache');
    if (!['GET', 'HEAD'].includes(request.method)) return this.#file(answer, 405, 'method\n', '.txt');
    if (url.pathname === '/demo') return this.#file(answer, 200, await this.#startPage(), '.html');
    const page = await this.#find(url.pathname);
    if (page) return this.#file(answer, 200, page.bytes, page.ending);
    const named = url.pathname.split('/').pop().includes('.');
    const shell = !named && await this.#find('/index.html');
    if (shell) return this.#file(answer, 200, shell.bytes, '.html');
    return this.#file(answer, 404, named ? 'not found\n' : `no app in ${this.dist}: build it with cargo xtask serve --mock\n`, '.txt');
  }

  /** A file of the app, or of the demo's start page. */
  async #find(path) {
    const plain = normalize(decodeURIComponent(path === '/' ? '/index.html' : path));
    if (plain.split(sep).includes('..') || ['.br', '.gz'].includes(extname(plain)) || plain === '/csp.txt') return undefined;
    const file = plain === '/demo/page.css' ? join(ROOT, 'crates/server/src', plain) : join(this.dist, plain);
    const bytes = await readFile(file).catch(() => undefined);
    return bytes && { bytes, ending: extname(plain) };
  }

  #file(answer, status, bytes, ending) {
    const kind = this.backend.headers.kinds[ending.slice(1)] ?? 'application/octet-stream';
    answer.writeHead(status, { 'content-type': kind });
    answer.end(answer.req.method === 'HEAD' ? undefined : bytes);
  }

  async #startPage() {
    const people = this.backend.people.map(({ who, name, zh, en, host }) =>
      `<li><a class="person" href="http://${host}:${this.port}/#demo=${who}" target="doorstep-${who}"><b>${name}</b><span>${zh}</span>`
      + `<span lang="en">${en}</span></a></li>\n`);
    const page = await readFile(new URL('start.html', import.meta.url), 'utf8');
    return page.replace('<!--PEOPLE-->', people.join(''));
  }

  #say(answer, status, body, more = {}) {
    if (answer.headersSent) { answer.end(); return; }
    answer.writeHead(status, { ...this.backend.headers.api, 'x-doorstep-epoch': this.backend.epoch, ...more });
    answer.end(body === undefined ? undefined : JSON.stringify(body));
  }

  #refuse(answer, word) {
    const { status, body } = this.backend.fault(word);
    this.#say(answer, status, body);
  }

  async #api(request, answer, url) {
    const { backend } = this;
    const slot = request.headers['x-doorstep-slot'] ?? url.searchParams.get('slot') ?? '';
    const own = [undefined, 'same-origin', 'none'].includes(request.headers['sec-fetch-site']);
    const json = (request.headers['content-type'] ?? '').startsWith('application/json');
    if (request.method !== 'GET' && !(json && own && /^[0-9]$/.test(slot))) return this.#refuse(answer, 'forbidden');
    const body = request.method === 'POST' ? JSON.parse(await text(request) || '{}') : {};
    const name = `__Host-ds${slot}`;
    const keep = (value, seconds) => ({ 'set-cookie': `${name}=${value}; Path=/; Max-Age=${seconds}; Secure; HttpOnly; SameSite=Strict` });
    const what = `${request.method} ${url.pathname.slice('/api'.length)}`;
    switch (what) {
      case 'GET /health': return this.#say(answer, 200, backend.health);
      case 'GET /demo/people': return this.#say(answer, 200, backend.people);
      case 'POST /demo': {
        const person = backend.person(body.who);
        return person ? this.#say(answer, 200, person.session, keep(person.who, COOKIE_SECONDS)) : this.#refuse(answer, 'not_found');
      }
      case 'POST /demo/reset':
        backend.reset();
        this.#poke(() => true);
        return this.#say(answer, 204);
      default:
    }
    const person = backend.person(cookie(request, name));
    const actor = body.actor ?? url.searchParams.get('actor');
    if (!person || (actor && actor !== person.session.person)) return this.#refuse(answer, 'reauth');
    switch (what) {
      case 'GET /session': return this.#say(answer, 200, person.session);
      case 'GET /session/devices': return this.#say(answer, 200, person.devices);
      case 'POST /session/out': return this.#say(answer, 204, undefined, keep('', 0));
      case 'POST /pull': return this.#say(answer, 200, backend.pull(person, body));
      case 'POST /push': {
        this.#say(answer, 200, backend.push(person, body));
        return this.#poke((feed) => feed.person === person);
      }
      case 'POST /reveal': {
        const contacts = person.reveals[body.order];
        return contacts ? this.#say(answer, 200, contacts) : this.#refuse(answer, 'forbidden');
      }
      case 'GET /feed': return this.#feed(answer, person);
      // Cards, transfer codes and the like mean nothing without a server.
      default: return this.#refuse(answer, 'not_found');
    }
  }

  #feed(answer, person) {
    answer.writeHead(200, { ...this.backend.headers.api, 'content-type': 'text/event-stream', 'x-doorstep-epoch': this.backend.epoch });
    const feed = { answer, person };
    const ping = setInterval(() => answer.write(': ping\n\n'), PING_MS);
    this.#feeds.add(feed);
    answer.once('close', () => { clearInterval(ping); this.#feeds.delete(feed); });
    this.#tell(feed, 'hello');
  }

  #poke(test) { for (const feed of [...this.#feeds].filter(test)) this.#tell(feed, 'news'); }

  #tell({ answer }, word) { answer.write(`data: ${JSON.stringify(this.backend.event(word))}\n\n`); }
}

/** The recorded policy with the hashes of the app that is served. */
function withHashes(value, lines) {
  const of = (kind) => lines.split('\n').filter((line) => line.startsWith(`${kind} `)).map((line) => line.slice(kind.length)).join('');
  return value.replace(" 'sha256-SCRIPTS'", of('script')).replace(" 'sha256-STYLES'", of('style'));
}

function cookie(request, name) {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([one]) => one === name)?.[1];
}

async function text(request) {
  let all = '';
  for await (const part of request.setEncoding('utf8')) all += part;
  return all;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const word = (name, otherwise) => {
    const at = process.argv.indexOf(name);
    return at < 0 ? otherwise : process.argv[at + 1];
  };
  const mock = await Mock.start({ port: Number(word('--port', '8080')), dist: word('--dist', join(ROOT, 'dist')) });
  console.log(`listening on http://127.0.0.1:${mock.port}`);
}
