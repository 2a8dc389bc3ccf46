// Figures and their table. A goal that is missed is said and fails nothing: a clock on a shared machine is no test.

/** Share `q` of the samples lie at or below this. */
export function quantile(samples, q) {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)];
}

const KINDS = {
  ms: (value) => (value >= 1000 ? `${(value / 1000).toFixed(2)} s` : `${Math.round(value)} ms`),
  bytes: (value) => `${(value / 1000).toFixed(1)} KB`,
  us: (value) => (value >= 1000 ? `${(value / 1000).toFixed(2)} ms` : `${Math.round(value)} µs`),
  count: (value) => String(Math.round(value)),
  rate: (value) => `${value >= 100 ? Math.round(value) : value.toFixed(1)} a second`,
  times: (value) => `${value.toFixed(2)} ×`,
};

export class Figure {
  samples = [];

  /**
   * `goal`: the most it should be, or none; with `least` the least. `kind`: one of `KINDS` (KB = 1000 bytes). `q`: the share that is
   * held against the goal.
   */
  constructor(name, { goal, kind = 'ms', q = 0.5, least = false } = {}) {
    Object.assign(this, { name, goal, kind, q, least });
  }

  add(value) { this.samples.push(value); }

  get value() { return quantile(this.samples, this.q); }

  #say(value) { return KINDS[this.kind](value); }

  get verdict() {
    if (this.goal === undefined) return '';
    const beyond = this.least ? this.goal - this.value : this.value - this.goal;
    return beyond <= 0 ? 'met' : `missed by ${this.#say(beyond)}`;
  }

  /** The row of the table. */
  get row() {
    const [least, most] = [Math.min(...this.samples), Math.max(...this.samples)];
    return [
      this.name, this.goal === undefined ? '' : `${this.least ? '≥' : '≤'} ${this.#say(this.goal)}`,
      this.#say(this.value), `${this.#say(least)} – ${this.#say(most)}`, String(this.samples.length), this.verdict,
    ];
  }
}

const HEAD = ['figure', 'goal', 'measured', 'least – most', 'runs', 'verdict'];

/** A table that is Markdown as it stands. Medians, unless the name says otherwise. */
export function table(figures) {
  const rows = [HEAD, ...figures.filter((figure) => figure.samples.length).map((figure) => figure.row)];
  const wide = HEAD.map((_, at) => Math.max(...rows.map((row) => row[at].length)));
  const line = (row) => `| ${row.map((cell, at) => cell.padEnd(wide[at])).join(' | ')} |`;
  return [line(rows[0]), line(wide.map((width) => '-'.repeat(width))), ...rows.slice(1).map(line)].join('\n');
}
