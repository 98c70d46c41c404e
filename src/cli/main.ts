import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { replacingLine } from './replacing-line.ts';
import { runCli } from './run-cli.ts';
import { appVersion } from '../telemetry/index.ts';

/** How long a stopping command may take before the process ends anyway. */
const patienceMs = 9_000;

const stopped = new Promise<void>((resolveStopped) => {
  let asked = false;
  const stop = (): void => {
    if (asked) process.exit(1);
    asked = true;
    setTimeout(() => process.exit(1), patienceMs).unref();
    resolveStopped();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
});

process.exitCode = await runCli(process.argv.slice(2), {
  print: (line) => process.stdout.write(`${line}\n`),
  note: (line) => process.stderr.write(`${line}\n`),
  environment: process.env,
  terminal: { input: process.stdin, output: process.stdout },
  workingFolder: process.cwd(),
  packageFolder: resolve(dirname(fileURLToPath(import.meta.url)), '../..'),
  version: appVersion,
  stopped,
  // https://no-color.org: set and not empty.
  hasColours: process.stdout.isTTY && (process.env.NO_COLOR ?? '') === '',
  ...(process.stderr.isTTY
    ? { progress: (line: string) => process.stderr.write(replacingLine(line, process.stderr.columns)) }
    : {}),
});
// What a hosted app left running (a timer, a socket) must not keep a finished command alive.
process.exit();
