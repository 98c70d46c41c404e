/** `npm run bench`: figures of this machine, for comparing runs on it; with `--json` one document. */
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { benchInterpreter } from './interpreter.ts';
import { benchTurn } from './turn.ts';

const root = resolve(process.argv[2] ?? '.');
const results = [...benchInterpreter(join(root, 'flows')), ...(await benchTurn(root))];

if (process.argv.includes('--json')) {
  const [processor] = cpus();
  const machine = `${cpus().length} x ${processor?.model ?? 'unknown'}`;
  process.stdout.write(`${JSON.stringify({ node: process.version, machine, results }, null, 2)}\n`);
} else {
  for (const { name, unit, value } of results)
    process.stdout.write(`${String(value).padStart(10)} ${unit.padEnd(8)} ${name}\n`);
}
