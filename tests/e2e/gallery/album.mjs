// The pictures that were taken, what was found wrong on the way, and the page that shows them side by side.

import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SIZES } from './looks.mjs';

export class Album {
  findings = [];
  count = 0;

  constructor(folder) { this.folder = folder; }

  /** Where a picture belongs: `name.look-size.png`. */
  place(name, look, size) {
    this.count += 1;
    return join(this.folder, `${name}.${look}-${size}.png`);
  }

  /** Something that a person has to mend. */
  note(name, look, size, words) { this.findings.push(`${name} (${look} ${size}): ${words}`); }

  /** Lists whatever stands in the folder, so that a run of one screen keeps the others. */
  async write() {
    const rows = new Map();
    for (const file of (await readdir(this.folder)).filter((file) => file.endsWith('.png')).sort()) {
      const [name, look] = file.split('.');
      rows.set(name, [...(rows.get(name) ?? []), { file, look }]);
    }
    const figure = ({ file, look }) => {
      const { width, height } = SIZES[look.split('-')[1]];
      return `<figure><a href="${file}"><img src="${file}" width="${width}" loading="lazy" alt=""></a>`
        + `<i style="top:${height}px"></i><figcaption>${look}</figcaption></figure>`;
    };
    const section = ([name, pictures]) => `<section id="${name}"><h2>${name}</h2><div>${pictures.map(figure).join('')}</div></section>`;
    const links = [...rows.keys()].map((name) => `<a href="#${name}">${name}</a>`).join(' ');
    await writeFile(join(this.folder, 'index.html'), `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>家门口 · every screen</title><style>
body { margin: 24px; font: 15px/1.5 system-ui, sans-serif; background: #ddd; }
div { display: flex; gap: 20px; align-items: flex-start; overflow-x: auto; padding-bottom: 12px; }
figure { position: relative; flex: none; margin: 0; background: #fff; }
img { display: block; }
i { position: absolute; left: -8px; width: 8px; border-top: 2px solid #c00; }
figcaption { padding: 4px 8px; }
</style></head><body><h1>家门口 · every screen</h1><p>The red mark is the lower edge of the window.</p><p>${links}</p>
${[...rows].map(section).join('\n')}
</body></html>
`);
  }
}
