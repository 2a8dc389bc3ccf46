// Figures that are taken without a browser, by programs of this workspace.

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Runs cargo with these words, its complaints on our own stderr; resolves to what it printed. */
export function cargo(...words) {
  return new Promise((resolve, reject) => {
    const child = spawn('cargo', words, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (part) => { said += part; });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(said);
      else reject(new Error(`cargo ${words.join(' ')} ended with ${code}\n${said}`));
    });
  });
}
