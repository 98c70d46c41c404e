/**
 * `npm start`: builds, then becomes `ivr dev`. The command runs in this very process, so that a signal to it ends
 * everything that it started. A SIGTERM to npm ends only the shell between npm and this process; an orphan therefore
 * ends itself as that signal would have.
 */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const orphanCheckMs = 500;

const root = resolve(import.meta.dirname, '..');
const parent = process.ppid;
const build = spawnSync(process.execPath, [resolve(root, 'scripts/build.mjs')], { stdio: 'inherit' });
if (build.status !== 0) process.exit(build.status ?? 1);

const watch = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(watch);
  process.kill(process.pid, 'SIGTERM');
}, orphanCheckMs);
watch.unref();

const command = resolve(root, 'dist/cli/ivr.mjs');
process.argv = [process.execPath, command, 'dev', ...process.argv.slice(2)];
await import(pathToFileURL(command).href);
