// The real server in its own process, on a free port, with a data folder of its own.
//
// `kill` is kill -9: what was not on disk is gone. `restart` opens the same folder on the same port, so that phones find
// it again under the address they know.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, rmSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** How long the server may take to say that it listens; only reached when it never will. */
const START_MS = 60_000;
const STOP_MS = 15_000;

/** The binary that `cargo xtask test` built, or the one the environment names. */
export function binary() {
  const path = process.env.DOORSTEP_BIN ?? join(ROOT, 'target/debug/doorstep');
  if (!existsSync(path)) throw new Error(`${path} is missing: run cargo build --workspace --all-targets`);
  return path;
}

/** Mounts a disk in memory over the folder in `$0`, which only what comes after it sees, and becomes that. */
const SMALL_DISK = ['unshare', '--mount', '--map-root-user', 'sh', '-c', 'mount -t tmpfs -o size=16m tmpfs "$0" && exec "$@"'];

export class Server {
  #child;
  #log = '';

  constructor(data, extra, env) {
    this.data = data;
    this.extra = extra;
    this.env = env;
    this.port = 0;
  }

  /** A demo server on a small disk of its own; undefined where the system allows nobody to make one. */
  static async onSmallDisk() {
    const server = new Server(await mkdtemp(join(tmpdir(), 'doorstep-data-')), ['--demo'], {});
    server.disk = [...SMALL_DISK, server.data];
    const [program, ...words] = server.disk;
    if (spawnSync(program, [...words, 'true']).status !== 0) return undefined;
    await server.restart();
    return server;
  }

  /** Fills the small disk until not one byte more fits; `makeRoom` ends it. */
  fill() {
    const file = openSync(this.#filler, 'w');
    for (const size of [65_536, 4_096, 1]) {
      for (const block = Buffer.alloc(size, 7); ;) {
        try { writeSync(file, block); } catch (error) { if (error.code === 'ENOSPC') break; throw error; }
      }
    }
    closeSync(file);
  }

  makeRoom() { rmSync(this.#filler); }

  /** The disk as the server sees it. */
  get #filler() { return join('/proc', String(this.#child.pid), 'root', this.data, 'filler'); }

  /** A demo server that answers. `extra`: more arguments; `env`: more environment. */
  static async start({ extra = ['--demo'], env = {} } = {}) {
    const server = new Server(await mkdtemp(join(tmpdir(), 'doorstep-data-')), extra, env);
    await server.restart();
    return server;
  }

  /** Starts the process (again) on the same folder and, after the first time, the same port. */
  async restart() {
    if (this.#child) throw new Error('the server still runs');
    const serve = [binary(), 'serve', '--listen', `127.0.0.1:${this.port}`, '--data', this.disk ? join(this.data, 'data') : this.data, ...this.extra];
    const [program, ...words] = [...(this.disk ?? []), ...serve];
    const env = { ...process.env, DOORSTEP_DIST: process.env.DOORSTEP_DIST ?? join(ROOT, 'dist'), ...this.env };
    const child = spawn(program, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    child.once('exit', () => { if (this.#child === child) this.#child = undefined; });
    child.stderr.on('data', (bytes) => { this.#log += bytes; });
    this.port = await new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`the server did not say that it listens\n${this.log}`)), START_MS);
      const settle = (how, value) => { clearTimeout(timer); how(value); };
      let said = '';
      child.stdout.on('data', (bytes) => {
        this.#log += bytes;
        said += bytes;
        const found = /listening on https?:\/\/\S*:(\d+)/.exec(said);
        if (found) settle(resolve, Number(found[1]));
      });
      child.once('error', (error) => settle(reject, error));
      child.once('exit', (code, signal) => settle(reject, new Error(`the server ended (${code ?? signal})\n${this.log}`)));
    });
  }

  /** Everything the server wrote so far, of every start. */
  get log() { return this.#log; }

  /** `http://NAME.localhost:PORT`: a cookie jar and a storage of its own for each name. */
  origin(name) { return `http://${name}.localhost:${this.port}`; }

  /** kill -9. */
  async kill() { await this.#end('SIGKILL'); }

  /** Asks it to end; fails when it does not. */
  async stop() {
    const code = await this.#end('SIGTERM');
    if (code !== 0) throw new Error(`the server ended with ${code} when asked to stop\n${this.log}`);
  }

  /** Ends it if it still runs and removes its data. */
  async dispose() {
    await this.#end('SIGKILL');
    await rm(this.data, { recursive: true, force: true });
  }

  async #end(signal) {
    const child = this.#child;
    if (!child) return undefined;
    const gone = once(child, 'exit');
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    const [code, by] = await gone;
    clearTimeout(timer);
    return code ?? by;
  }
}
