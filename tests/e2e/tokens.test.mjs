// Holds the colour pairs of style/tokens.css to the norms: 4.5:1 ordinary, 7:1 in the elder edition and in the dark,
// 3:1 for the edges of controls. Needs no browser: the file is data.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';

const css = fs.readFileSync(new URL('../../style/tokens.css', import.meta.url), 'utf8').replace(/\/\*.*?\*\//gs, '');

/** The custom properties with a hex colour in the first block that opens with `selector {` after `from`. */
function block(selector, from = 0) {
  const start = css.indexOf(`${selector} {`, from);
  assert.notEqual(start, -1, `tokens.css has no block ${selector}`);
  const body = css.slice(start, css.indexOf('}', start));
  return Object.fromEntries([...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{3,6})\b/g)].map((m) => [m[1], m[2]]));
}

function luminance(hex) {
  const full = hex.length === 4 ? [...hex.slice(1)].map((c) => c + c).join('') : hex.slice(1);
  const [r, g, b] = [0, 2, 4].map((i) => {
    const v = parseInt(full.slice(i, i + 2), 16) / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a, b) {
  const [hi, lo] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (hi + 0.05) / (lo + 0.05);
}

const inks = ['ink', 'ink-2', 'red', 'blue', 'green-ink', 'amber', 'grey'];
const pairs = [
  ...inks.flatMap((ink) => ['card', 'ground', 'sunk'].map((ground) => [ink, ground])),
  ['blue', 'blue-soft'], ['green-ink', 'green-soft'], ['amber', 'amber-soft'], ['grey', 'grey-soft'], ['red', 'red-soft'],
  ['ink', 'blue-soft'], ['ink', 'green-soft'], ['ink', 'amber-soft'], ['ink', 'lit'],
  ['on-red', 'red'], ['on-red', 'red-press'],
  ['card', 'ink'], ['card', 'blue'], ['card', 'green-ink'], ['card', 'amber'],
];

const light = block(':root');
const dark = block('html:root', css.indexOf('@media (prefers-color-scheme: dark)'));
const sets = {
  ordinary: [light, 4.5],
  elder: [{ ...light, ...block('html[data-elder]') }, 7],
  dark: [{ ...light, ...dark }, 7],
};

for (const [name, [tokens, least]] of Object.entries(sets)) {
  test(`${name}: every text pair holds ${least}:1`, () => {
    const poor = pairs
      .map(([ink, ground]) => [`${ink} on ${ground}`, contrast(tokens[ink], tokens[ground])])
      .filter(([, ratio]) => ratio < least);
    assert.deepEqual(poor, []);
  });
  test(`${name}: the edge of a control holds 3:1`, () => {
    for (const ground of ['card', 'ground']) assert.ok(contrast(tokens['line-2'], tokens[ground]) >= 3, `line-2 on ${ground}`);
  });
}

test('the three reds are those of the visual direction', () => {
  assert.deepEqual(Object.values(sets).map(([tokens]) => tokens.red), ['#c7000b', '#a5000a', '#ff8a80']);
});
