// What the figures were taken on: without it they compare with nothing.

import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from '../lib/browser.mjs';
import { quantile } from './figure.mjs';

/** The slow-down of Lighthouse for phones. */
export const SLOWER = 4;

/**
 * What DevTools takes for a phone of the middle (Pixel 5) and for a cheap one (Moto G Power 2022), as benchmark indices:
 * front_end/panels/mobile_throttling/CalibrationController.ts.
 */
const MIDDLE = 1000;
const CHEAP = 264;

/**
 * How fast pages compute here, on the scale of Lighthouse's BenchmarkIndex: strings of 10 000 characters built, and arrays of
 * 100 000 numbers copied, in tenths per second; the mean of both.
 */
function benchmarkIndex(page) {
  return page.evaluate(() => {
    const perSecond = (work) => {
      const begun = performance.now();
      let rounds = 0;
      while (performance.now() - begun < 500 || rounds % 10) { work(rounds); rounds += 1; }
      return rounds / 10 / ((performance.now() - begun) / 1000);
    };
    const [from, to] = [[], []];
    for (let at = 0; at < 100_000; at += 1) { from[at] = at; to[at] = at; }
    const copies = perSecond((round) => {
      const [a, b] = round % 2 ? [from, to] : [to, from];
      for (let at = 0; at < a.length; at += 1) b[at] = a[at];
    });
    const strings = perSecond(() => {
      let text = '';
      for (let at = 0; at < 10_000; at += 1) text += 'a';
      if (text.length === 1) throw new Error('never; it keeps the loop from being left out');
    });
    return Math.round((copies + strings) / 2);
  });
}

/** Pages written, each until the disk has it. */
const SYNCS = 200;

/** How long the disk under the servers' data takes for a page of 4 KB, in words: a commit waits for one. */
export function disk() {
  const path = join(tmpdir(), `doorstep-disk-${process.pid}`);
  const file = openSync(path, 'w');
  const page = Buffer.alloc(4096, 1);
  const took = Array.from({ length: SYNCS }, (_, nth) => {
    const begun = performance.now();
    writeSync(file, page, 0, page.length, nth * page.length);
    fdatasyncSync(file);
    return performance.now() - begun;
  });
  closeSync(file);
  rmSync(path);
  return [0.5, 0.95].map((share) => `${quantile(took, share).toFixed(2)} ms`).join(', 95 in 100 ');
}

/** How many others wanted a processor in the last minute; more than there are, and the times below are theirs as well. */
export const load = () => loadavg()[0].toFixed(1);

/** The machine in words. */
export async function machine() {
  const browser = await launch();
  const page = await browser.newPage();
  const index = await benchmarkIndex(page);
  const version = browser.version();
  await browser.close();
  const [{ model }] = cpus();
  return [
    `Chromium ${version} · ${cpus().length} CPUs (${model.trim()}) · benchmark index ${index}`,
    `${SLOWER}× is an index of ${Math.round(index / SLOWER)}; a phone of the middle has ${MIDDLE} (here ${(index / MIDDLE).toFixed(1)}×), `
      + `a cheap one ${CHEAP} (here ${(index / CHEAP).toFixed(1)}×)`,
  ];
}
