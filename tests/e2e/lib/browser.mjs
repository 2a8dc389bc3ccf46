// Chromium, as Debian ships it, told to speak to nobody but this machine.

import { readFile, readdir } from 'node:fs/promises';
import { chromium } from 'playwright-core';

export const CHROMIUM = process.env.DOORSTEP_CHROMIUM ?? '/usr/bin/chromium';

const ARGUMENTS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
  // A request that leaves the machine is a finding, and it must not get anywhere either.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1',
];

/** What a phone of a few years ago shows. */
export const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const SPEECH = { locale: 'zh-CN', timezoneId: 'Asia/Shanghai' };

/** One browser for many phones; each phone is a context with its own storage, cookies and network switch. */
export const launch = (more = []) =>
  chromium.launch({ executablePath: CHROMIUM, args: [...ARGUMENTS, ...more] });

export const newContext = (browser, options = {}) => browser.newContext({ ...PHONE, ...SPEECH, ...options });

/** A browser of its own on a profile folder, for tests that kill and reopen it. */
export const launchProfile = (folder, { args = [], ...options } = {}) =>
  chromium.launchPersistentContext(folder, {
    executablePath: CHROMIUM, args: [...ARGUMENTS, ...args], ...PHONE, ...SPEECH, ...options,
  });

/** kill -9 on every process of the browser that runs on this profile folder. Found by its own command line, exactly. */
export async function killProfile(folder) {
  const own = `--user-data-dir=${folder}`;
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').then((text) => text.split('\0'), () => []);
    if (!words.includes(own)) continue;
    try { process.kill(Number(pid), 'SIGKILL'); } catch (error) { if (error.code !== 'ESRCH') throw error; }
  }
}
