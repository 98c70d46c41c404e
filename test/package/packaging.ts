/** Runs `npm run package` as people do, on copies: what is built and the flows of the repository stay as they are. */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { read, root } from '../support/repository.ts';

const dist = join(root, 'dist');

export interface Finished {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

export interface Circumstances {
  readonly cwd?: string;
  readonly umask?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs a script of the repository to its end. */
export async function run(
  script: string,
  arguments_: readonly string[],
  { cwd = root, umask = '022', environment = {} }: Circumstances = {},
): Promise<Finished> {
  const masked = ['--import', `data:text/javascript,process.umask(0o${umask})`];
  const child = spawn(process.execPath, [...masked, resolve(root, script), ...arguments_], {
    cwd,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output, errors };
}

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'ivr-package-'));

/** Writes files, by their names relative to the folder. */
export function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** Where a build could have been made: the functions as they were built, and the command line, which checks flows. */
export function builtIn(folder: string): string {
  const copy = join(folder, 'dist');
  cpSync(join(dist, 'functions'), join(copy, 'functions'), {
    recursive: true,
    filter: (name) => !name.endsWith('.map'),
  });
  return withCommandLine(copy);
}

/** As above, with functions of one line: what is packaged of the flows does not depend on them. */
export function smallBuildIn(folder: string): string {
  const copy = join(folder, 'dist');
  write(copy, { 'functions/main.cjs': '"use strict";\n', 'functions/THIRD-PARTY-NOTICES.txt': 'none\n' });
  return withCommandLine(copy);
}

function withCommandLine(copy: string): string {
  mkdirSync(join(copy, 'cli'), { recursive: true });
  symlinkSync(join(dist, 'cli', 'ivr.mjs'), join(copy, 'cli', 'ivr.mjs'));
  return copy;
}

/** A copy of the flows of the repository. */
export function flowsIn(folder: string): string {
  cpSync(join(root, 'flows'), join(folder, 'flows'), { recursive: true });
  return join(folder, 'flows');
}

/** The smallest flows that can be deployed: one of the repository, what it plays, and a route to it. */
export function lobbyIn(folder: string): string {
  const flows = join(folder, 'flows');
  const files = ['lobby.json', 'prompts/en-GB/reception.wav', 'prompts/en-GB/nobody-there.wav'];
  for (const name of files) cpSync(join(root, 'flows', name), join(flows, name));
  write(flows, { 'routes.json': '{ "otherwise": { "flow": "lobby" } }' });
  return flows;
}

/** The files below a folder, by their names relative to it. */
export const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

/** What people are told of it. */
export const page = read('docs/package.md');

/** The first cells of the table under a heading of the page. */
export const firstCells = (heading: string): readonly string[] => {
  const section = page.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  return [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, cell = '']) => cell);
};
