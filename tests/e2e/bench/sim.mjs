// The simulator and the kill loop in figures: runs a second, commands judged and checked, planted mistakes found, kills survived.

import { randomInt } from 'node:crypto';
import { cargo, counted } from './chore.mjs';
import { Figure } from './figure.mjs';

/** Fresh seeds of each round, on the memory store. */
const SEEDS = 500;
/** Within so many runs each planted mistake must be found. */
const WITHIN = 1000;
const SIM = ['run', '--quiet', '--release', '--package', 'doorstep-sim', '--'];

/** The number on the line that begins with `name`. */
function number(said, name) {
  const line = said.split('\n').find((one) => one.startsWith(name));
  const found = /([\d.]+)\s*$/.exec(line ?? '');
  if (!found) throw new Error(`nothing was said of ${name}:\n${said}`);
  return Number(found[1]);
}

export class Sim {
  rate = new Figure('simulator: seeds', { kind: 'rate' });
  commands = new Figure(`the same: commands judged and checked in ${SEEDS} seeds`, { kind: 'count' });
  broken = new Figure('the same: violations, most of a round', { kind: 'count', goal: 0, q: 1 });
  missed = new Figure('the same: planted mistakes not found', { kind: 'count', goal: 0 });
  found = new Figure('the same: planted mistakes found', { kind: 'count' });
  kills = new Figure('kill -9 of the server under load: survived', { kind: 'count' });
  told = new Figure('the same: acknowledged commands, each there once', { kind: 'count' });
  figures = [this.rate, this.commands, this.broken, this.found, this.missed, this.kills, this.told];

  /** What is either so or not is done once. */
  async begin() {
    const planted = await counted(...SIM, '--plants', '--seeds', String(WITHIN));
    this.missed.add(number(planted, 'planted mistakes not found:'));
    for (const line of planted.split('\n').filter((one) => / not found in /.test(one))) console.error(line);
    this.found.add(planted.split('\n').filter((line) => / seed \d+, run \d+$/.test(line)).length);
    const killed = await cargo(
      'test', '--quiet', '--package', 'doorstep-server', '--test', 'faults', '--', '--nocapture', 'two_hundred_kills',
    );
    this.kills.add(number(killed, 'kills survived:'));
    this.told.add(number(killed, 'acknowledged commands:'));
  }

  async round() {
    const said = await counted(...SIM, '--seeds', String(SEEDS), '--from', String(randomInt(2 ** 40)));
    this.rate.add(number(said, 'runs per second'));
    this.commands.add(number(said, 'commands judged'));
    this.broken.add(number(said, 'violations:'));
    for (const line of said.split('\n').filter((one) => /^seed \d+: /.test(one))) console.error(line);
  }

  async dispose() {}
}
