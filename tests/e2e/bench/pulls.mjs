// What a pull costs as the city grows from 10³ to 10⁶ orders: crates/store-sqlite/examples/city, as ratios within one run. What
// changed for whoever asks is the same in each, so the cost should be too.

import { cargo } from './chore.mjs';
import { Figure, quantile } from './figure.mjs';

/** A tree of a thousand times as many rows is two steps deeper, and no step is free. */
const FLAT = 1.5;

const power = (orders) => `10${'⁰¹²³⁴⁵⁶⁷⁸⁹'[Math.round(Math.log10(orders))]}`;

export class Pulls {
  static rounds = 1;

  figures = [];

  async begin() {
    const run = ['--quiet', '--release', '--package', 'doorstep-store-sqlite', '--example', 'city'];
    await cargo('build', ...run);
    this.lines = (await cargo('run', ...run)).trim().split('\n').map((line) => JSON.parse(line));
  }

  /** All rounds are in what the program printed. */
  async round() {
    const least = Math.min(...this.lines.map(({ orders }) => orders));
    for (const first of this.lines.filter(({ orders }) => orders === least)) {
      const { asks, who } = first;
      const base = new Figure(`a pull, ${who}, ${asks}: city of ${power(least)} orders`, { kind: 'us' });
      first.us.forEach((us) => base.add(us));
      this.figures.push(base);
      for (const other of this.lines.filter((line) => line.asks === asks && line.who === who && line.orders > least)) {
        const last = other.orders === Math.max(...this.lines.map(({ orders }) => orders));
        const figure = new Figure(`the same: ${power(other.orders)} orders`, { kind: 'times', ...(last && { goal: FLAT }) });
        const middle = quantile(first.us, 0.5);
        other.us.forEach((us) => figure.add(us / middle));
        this.figures.push(figure);
      }
    }
  }

  async dispose() {}
}
