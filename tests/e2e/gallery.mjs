// A picture of every screen in every look, with an index that shows them side by side.
//
//   cargo xtask gallery                            everything, into gallery/
//   cargo xtask gallery --only desk --look elder   what has `desk` in its name, in one look; names of both stand in gallery/
//   cargo xtask gallery --readme                   the few pictures of README.md and of the manifest, into docs/pictures/
//
// Ends with 1 when a screen could not be opened, is wider than its window, or has a target too small for a thumb.

import { mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Album } from './gallery/album.mjs';
import { LOOKS, SIZES, USUAL } from './gallery/looks.mjs';
import { readme } from './gallery/readme.mjs';
import { Studio } from './gallery/studio.mjs';
import { desk } from './gallery/desk.mjs';
import { member } from './gallery/member.mjs';
import { nobody } from './gallery/nobody.mjs';
import { resident } from './gallery/resident.mjs';

const PEOPLE = [...nobody, ...resident, ...member, ...desk];
const folder = (name) => fileURLToPath(new URL(`../../${name}/`, import.meta.url));

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    look: { type: 'string', multiple: true, default: [] },
    size: { type: 'string', multiple: true, default: [] },
    readme: { type: 'boolean', default: false },
  },
});
for (const [given, known] of [[values.look, LOOKS], [values.size, SIZES]]) {
  const strange = given.find((name) => !(name in known));
  if (strange) throw new Error(`there is no ${strange}; there are ${Object.keys(known).join(', ')}`);
}

if (values.readme) {
  await readme(folder('docs/pictures'));
} else {
  const to = folder('gallery');
  const whole = !values.only && !values.look.length && !values.size.length;
  if (whole) await rm(to, { recursive: true, force: true });
  await mkdir(to, { recursive: true });
  const album = new Album(to);
  for (const look of values.look.length ? values.look : USUAL) {
    const sizes = LOOKS[look].sizes.filter((size) => !values.size.length || values.size.includes(size));
    const studio = new Studio(album, look, sizes);
    for (const person of PEOPLE) await studio.take(person, values.only);
    await studio.close();
  }
  await album.write();
  for (const line of album.findings) console.error(line);
  console.log(`${album.count} pictures in ${to}index.html, ${album.findings.length} findings`);
  if (album.findings.length || !album.count) process.exitCode = 1;
}
