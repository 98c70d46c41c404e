/** Only permissive licences in what is deployed: the production packages of the lock file. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const permissive = new Set([
  'MIT',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  '0BSD',
  'BlueOak-1.0.0',
]);

/** An SPDX expression: any of an OR, all of an AND; where both are mixed, all names, which errs on the safe side. */
function isPermissive(expression) {
  const names = expression.split(/[()\s]+|\bOR\b|\bAND\b/).filter((name) => name !== '');
  const isChoice = /\bOR\b/.test(expression) && !/\bAND\b/.test(expression);
  const isAllowed = (name) => permissive.has(name);
  return isChoice ? names.some(isAllowed) : names.length > 0 && names.every(isAllowed);
}

const lock = JSON.parse(readFileSync(resolve(import.meta.dirname, '../package-lock.json'), 'utf8'));
const deployed = Object.entries(lock.packages).filter(([path, { dev }]) => path !== '' && dev !== true);
const refused = deployed.filter(([, { license }]) => typeof license !== 'string' || !isPermissive(license));
for (const [path, { version, license }] of refused)
  console.log(`${path} ${version}: ${license ?? 'no licence named'}`);
console.log(`${deployed.length} production packages, ${refused.length} without a permissive licence`);
process.exitCode = refused.length > 0 || deployed.length === 0 ? 1 : 0;
