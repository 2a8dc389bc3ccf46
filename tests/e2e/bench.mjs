// The figures of the app as it is shipped, in a real Chromium, as one table.
//
//   cargo xtask bench                      everything
//   cargo xtask bench --only repeat        `first`, `repeat`, `steps`, `sim`, `pulls`, `behind` or `restart`
//   cargo xtask bench --only offline       the last four: what is promised of a phone without a network and of its server
//   cargo xtask bench --runs 9             so many starts of each kind, eight steps for each
//
// Prints and fails nothing for a missed goal: it ends with 1 only when something could not be measured. The starts are
// interleaved, so that what disturbs the machine disturbs all of them.

import { parseArgs } from 'node:util';
import { Behind } from './bench/behind.mjs';
import { table } from './bench/figure.mjs';
import { First } from './bench/first.mjs';
import { disk, load, machine } from './bench/machine.mjs';
import { Pulls } from './bench/pulls.mjs';
import { Repeat } from './bench/repeat.mjs';
import { Restart } from './bench/restart.mjs';
import { SLOW_4G } from './bench/road.mjs';
import { Sim } from './bench/sim.mjs';
import { Steps } from './bench/steps.mjs';

const SCREENS = { first: First, repeat: Repeat, steps: Steps };
const OFFLINE = { sim: Sim, pulls: Pulls, behind: Behind, restart: Restart };
const KINDS = { ...SCREENS, ...OFFLINE };
const GROUPS = { screens: Object.keys(SCREENS), offline: Object.keys(OFFLINE) };

const { values } = parseArgs({ options: { only: { type: 'string' }, runs: { type: 'string', default: '7' } } });
const runs = Number(values.runs);
const chosen = GROUPS[values.only] ?? Object.keys(KINDS).filter((name) => !values.only || name === values.only);
if (chosen.length === 0) throw new Error(`there is no ${values.only}; there are ${[...Object.keys(KINDS), ...Object.keys(GROUPS)].join(', ')}`);
if (!Number.isInteger(runs) || runs < 1) throw new Error(`--runs ${values.runs} is no number of runs`);

const say = (words) => process.stderr.write(`${words}\n`);
const before = load();
const about = await machine();
const syncs = disk();
const open = [];
try {
  for (const name of chosen) {
    say(`getting ready: ${name}`);
    const kind = new KINDS[name]();
    open.push([name, kind]);
    await kind.begin();
  }
  for (let run = 1; run <= runs; run += 1) {
    for (const [name, kind] of open.filter(([, one]) => run <= (one.constructor.rounds ?? runs))) {
      say(`run ${run} of ${runs}: ${name}`);
      await kind.round();
    }
  }
} finally {
  for (const [, kind] of open) await kind.dispose();
}

const { rtt, down, up, name } = SLOW_4G;
const roads = chosen.some((kind) => kind in SCREENS) ? `
First visits: ${name} (${rtt} ms there and back, ${down} kbit/s down, ${up} up, TCP and TLS first), 4× slower processor, empty profile.
Repeat starts: network off, 4× slower processor.` : '';
console.log(`
${about.join('\n')}
fdatasync of a page: half of them within ${syncs} before, ${disk()} at the end.
Load of the machine: ${before} before, ${load()} at the end, the browsers' own included.${roads}
Medians, unless the figure says otherwise; KB are 1000 bytes.

${table(open.flatMap(([, kind]) => kind.figures))}
`);
