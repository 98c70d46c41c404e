/**
 * The import rules of `.dependency-cruiser.cjs` over the tree in the current folder.
 * `--json` prints `{ modules, violations: [{ rule, from, to }] }`. Exit 1 on a violation, and where nothing was
 * looked at: a cruiser that cannot read TypeScript reports "no violations" for zero modules.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const root = process.cwd();
const { options, ...ruleSet } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs'));
const folders = ['src', 'functions'].filter((folder) => existsSync(join(root, folder)));
const { output } = await cruise(folders, { ...options, ruleSet, validate: true, baseDir: root }, undefined, {
  tsConfig: extractTSConfig(join(root, 'tsconfig.json')),
});
const modules = output.modules.filter(({ source }) => /^(src|functions)\//.test(source)).length;
const violations = output.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));

if (values.json) {
  console.log(JSON.stringify({ modules, violations }));
} else {
  for (const { rule, from, to } of violations) console.log(`${from} may not import ${to} (${rule})`);
  console.log(`${violations.length} forbidden imports in ${modules} modules`);
}
process.exitCode = violations.length > 0 || modules === 0 ? 1 : 0;
