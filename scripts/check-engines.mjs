/**
 * Every installed package must allow the Node versions that we promise: production packages 20, 22 and 24, tools 20
 * (they run where the lock file is made). npm does not refuse a package whose `engines` do not fit; it warns, or
 * silently picks an old version.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import semver from 'semver';

const promised = ['20.19.0', '22.13.0', '24.11.0'];
const forTools = ['20.19.0'];

const lock = JSON.parse(readFileSync(resolve(import.meta.dirname, '../package-lock.json'), 'utf8'));
const installed = Object.entries(lock.packages).filter(([path]) => path !== '');
const refused = installed.flatMap(([path, { version, engines, dev }]) =>
  (dev ? forTools : promised)
    .filter((node) => engines?.node !== undefined && !semver.satisfies(node, engines.node))
    .map(
      (node) => `${path.replace(/^.*node_modules\//, '')} ${version} wants Node ${engines.node}, not ${node}`,
    ),
);
for (const line of refused) console.log(line);
console.log(`${installed.length} packages, ${refused.length} that do not fit`);
process.exitCode = refused.length > 0 || installed.length === 0 ? 1 : 0;
