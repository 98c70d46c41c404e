/**
 * Completes package-lock.json: `node scripts/complete-lock.mjs` after `npm install`. Packages with native code name one
 * optional package for each platform. Those that npm cannot read while it makes the lock file it leaves out, and `npm ci`
 * then refuses the file. Version, licence and engines are known without reading them: the version is named by the package
 * that wants it, the rest is that of its siblings. Such an entry has no integrity until npm on that platform adds it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const file = resolve(import.meta.dirname, '../package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const platforms = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];

/** What the package's name says of where it runs: `@scope/name-linux-x64-musl`. */
function platformOf(name) {
  if (name.endsWith('-wasm32-wasi')) return { cpu: ['wasm32'] };
  const [, os, cpu, abi = ''] =
    new RegExp(`-(${platforms.join('|')})-([a-z0-9]+)(?:-([a-z]+))?$`).exec(name) ?? [];
  if (os === undefined) return undefined;
  const libc = abi === 'gnu' ? { libc: ['glibc'] } : abi.startsWith('musl') ? { libc: ['musl'] } : {};
  return { cpu: [cpu], ...libc, os: [os] };
}

const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {}, dev }]) =>
  Object.entries(optionalDependencies).flatMap(([name, version]) => {
    const platform = platformOf(name);
    const isKnown =
      `${path}/node_modules/${name}` in lock.packages || `node_modules/${name}` in lock.packages;
    if (isKnown || platform === undefined || !/^\d+\.\d+\.\d+$/.test(version)) return [];
    const sibling = Object.keys(optionalDependencies)
      .map((other) => lock.packages[`node_modules/${other}`])
      .find((entry) => entry !== undefined);
    const { license, engines } = sibling ?? {};
    const { libc, os, cpu } = platform;
    const entry = { version, cpu, dev, libc, license, optional: true, os, engines };
    return [[`node_modules/${name}`, entry]];
  }),
);

const [root, ...others] = Object.entries(lock.packages);
const sorted = [...others, ...missing].sort(([one], [other]) => one.localeCompare(other, 'en'));
lock.packages = Object.fromEntries([root, ...sorted]);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${missing.length} optional packages of other platforms added`);
