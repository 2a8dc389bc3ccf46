// axe-core over a page as it stands, with WCAG 2.2 AA and the best practices.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

let source;

/** One line per violation: rule, what it asks, where. Empty is good. Runs under the page's CSP. */
export async function violations(page, options = {}) {
  source ??= await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  // Evaluated by the debugger, not added as a script: the CSP would refuse that, rightly.
  await page.evaluate(`if (!window.axe) { ${source} }`);
  const result = await page.evaluate((given) => window.axe.run(document, given), {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'], ...options,
  });
  return result.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${rule.help} at ${node.target.join(' ')}: ${node.failureSummary}`));
}
