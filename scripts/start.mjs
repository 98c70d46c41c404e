/**
 * `npm start`: builds, then becomes `ivr dev`. The command runs in this very process, so that a signal to it ends
 * everything that it started.
 */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = resolve(import.meta.dirname, '..');
const build = spawnSync(process.execPath, [resolve(root, 'scripts/build.mjs')], { stdio: 'inherit' });
if (build.status !== 0) process.exit(build.status ?? 1);
const command = resolve(root, 'dist/cli/ivr.mjs');
process.argv = [process.execPath, command, 'dev', ...process.argv.slice(2)];
await import(pathToFileURL(command).href);
