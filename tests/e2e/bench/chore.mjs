// Figures that are taken without a browser, by programs of this workspace.

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Runs cargo with these words, its complaints on our own stderr; resolves to what it printed. */
export const cargo = (...words) => said(words, [0]);

/** The same for a program that counts what is wrong and ends with 1 when there is something: what it printed is the measurement. */
export const counted = (...words) => said(words, [0, 1]);

function said(words, fine) {
  return new Promise((resolve, reject) => {
    const child = spawn('cargo', words, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part) => { text += part; });
    child.once('error', reject);
    child.once('close', (code) => {
      if (fine.includes(code)) resolve(text);
      else reject(new Error(`cargo ${words.join(' ')} ended with ${code}\n${text}`));
    });
  });
}
