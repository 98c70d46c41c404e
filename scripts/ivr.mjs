#!/usr/bin/env node
/**
 * What `npx ivr` runs: the command line as it was built. It is committed, since npm links a command only if its file is
 * there when packages are installed, and what is built comes later.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const command = resolve(import.meta.dirname, '../dist/cli/ivr.mjs');
if (existsSync(command)) await import(pathToFileURL(command).href);
else {
  console.error('ivr was not built yet. Run first: npm run build');
  process.exitCode = 2;
}
