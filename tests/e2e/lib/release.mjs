// Deployments: a folder that the server serves, and later versions of the built app that take its place.

import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DIST = process.env.DOORSTEP_DIST ?? fileURLToPath(new URL('../../../dist', import.meta.url));
const HASHED = /-([0-9a-f]{12,})(?=[._])/;

const digest = (kind, bytes, form = 'base64') => createHash(kind).update(bytes).digest(form);
const swapped = (bytes, from, to) => Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');
const inline = (html) => [...html.matchAll(/<(script|style)((?:(?!src=)[^>])*)>([^]*?)<\/\1>/g)].map((found) => found[3]);

/** What a server serves. `Server.start({ env: site.env })`. */
export class Site {
  #at = 0;

  /** Begins with the app as it was built. */
  static async start() {
    const site = new Site();
    site.folder = await mkdtemp(join(tmpdir(), 'doorstep-site-'));
    await site.#serve(DIST);
    return site;
  }

  get env() { return { DOORSTEP_DIST: join(this.folder, 'now') }; }

  /**
   * A later version goes live: the same app under new hashed names, and nothing else is there any more, as after an upgrade.
   * Its page says so: `<html data-release="2">`.
   */
  async deploy() {
    const { next, release } = await this.#copy();
    const names = (await readdir(next, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    const files = names.map((entry) => join(entry.parentPath, entry.name));
    const hashes = new Set(files.map((file) => HASHED.exec(file)?.[1]).filter(Boolean));
    const bytes = new Map(await Promise.all(files.map(async (file) => [file, await readFile(file)])));
    const seals = [];
    for (const [file, before] of bytes) {
      let after = before;
      for (const hash of hashes) after = swapped(after, hash, digest('sha256', hash + release, 'hex').slice(0, hash.length));
      seals.push([digest('sha384', before), digest('sha384', after)]);
      bytes.set(file, after);
    }
    const [index, policy, worker] = ['index.html', 'csp.txt', 'sw.js'].map((name) => join(next, name));
    const before = await readFile(index, 'utf8');
    let html = bytes.get(index).toString('utf8');
    for (const [from, to] of seals) html = html.replaceAll(from, to);
    html = html.replace(/<html/, `<html data-release="${release}"`);
    bytes.set(index, Buffer.from(html));
    const blocks = [inline(before), inline(html)];
    let allowed = bytes.get(policy).toString('utf8');
    blocks[0].forEach((block, at) => { allowed = allowed.replaceAll(digest('sha256', block), digest('sha256', blocks[1][at])); });
    bytes.set(policy, Buffer.from(allowed));
    const version = digest('sha256', html, 'hex').slice(0, 12);
    const text = bytes.get(worker).toString('utf8');
    const named = text.replace(/(VERSION\s*=\s*["'])[0-9a-f]{12}/, `$1${version}`);
    if (named === text) throw new Error('sw.js names no version');
    bytes.set(worker, Buffer.from(named));
    for (const [file, after] of bytes) {
      await writeFile(file, after);
      const hash = HASHED.exec(file)?.[1];
      if (hash) await rename(file, file.replace(hash, digest('sha256', hash + release, 'hex').slice(0, hash.length)));
    }
    await this.#serve(next);
  }

  /** The kill switch goes live: its bytes stand under the service worker's address. */
  async kill() {
    const { next } = await this.#copy();
    await cp(join(next, 'sw-kill.js'), join(next, 'sw.js'));
    await this.#serve(next);
  }

  async dispose() { await rm(this.folder, { recursive: true, force: true }); }

  /** Every version begins at the built one; compressed copies would be old. */
  async #copy() {
    this.#at += 1;
    const next = join(this.folder, `v${this.#at}`);
    await cp(DIST, next, { recursive: true, filter: (path) => !/\.(br|gz)$/.test(path) });
    return { next, release: this.#at + 1 };
  }

  /** The link is replaced in one step, so that no request falls between two versions. */
  async #serve(folder) {
    const fresh = join(this.folder, `link-${this.#at}`);
    await symlink(folder, fresh);
    await rename(fresh, join(this.folder, 'now'));
  }
}
