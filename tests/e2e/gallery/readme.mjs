// The pictures of README.md and of the manifest: what a stranger sees first. Small, with the ribbon of the demo on each.

import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Album } from './album.mjs';
import { order } from './demo.mjs';
import { Studio } from './studio.mjs';

/** None is heavier than this. */
const LIMIT = 60_000;
const PHONE = { width: 390, height: 844 };

const PICTURES = [
  { name: 'home', who: 'resident', at: '/', sees: '.tiles', tap: '.banner .btn' },
  { name: 'order', who: 'luo', at: order(7), sees: '.door-card' },
  { name: 'job', who: 'member', at: order(3), sees: '.btn-grow' },
  { name: 'elder', who: 'resident', at: '/', sees: '.huge-list', look: 'elder' },
  { name: 'desk', who: 'desk', at: '/desk', sees: '.desk-row', tap: '.desk-row.only-wide', window: { width: 1280, height: 800 }, scale: 1 },
];

/** Takes them all into `to`. */
export async function readme(to) {
  await mkdir(to, { recursive: true });
  const studios = new Map();
  for (const { name, who, at, sees, tap, look = 'ordinary', window = PHONE, scale = 2 } of PICTURES) {
    if (!studios.has(look)) studios.set(look, new Studio(new Album(to), look, []));
    const hand = await studios.get(look).open({ who, scale });
    await hand.page.setViewportSize(window);
    await hand.visit(at);
    await hand.shows(sees);
    if (tap) await hand.tap(tap);
    await hand.shows('.ribbon');
    // A screen at rest: everything sent, from its top, and no ring around what was pressed last.
    await hand.shows('.syncbar.is-ok');
    await hand.page.evaluate(() => { document.activeElement?.blur(); scrollTo(0, 0); });
    const file = join(to, `${name}.webp`);
    await writeFile(file, await webp(hand.page));
    const { size } = await stat(file);
    if (size > LIMIT) throw new Error(`${file} is ${size} bytes, more than ${LIMIT}`);
    console.log(`${file} ${size}`);
    await hand.phone.dispose();
    await hand.server.dispose();
  }
  for (const studio of studios.values()) await studio.close();
}

/** What the window shows. Playwright itself writes only PNG and JPEG. */
async function webp(page) {
  await page.evaluate(() => document.fonts.ready);
  const line = await page.context().newCDPSession(page);
  const { data } = await line.send('Page.captureScreenshot', { format: 'webp', quality: 80 });
  return Buffer.from(data, 'base64');
}
