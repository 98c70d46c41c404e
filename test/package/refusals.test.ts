/** What `npm run package` does not make a package of, and what it says then. */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { read } from '../support/repository.ts';
import { lobbyIn, newFolder, run, smallBuildIn } from './packaging.ts';
import type { Finished } from './packaging.ts';

let folder: string;
let flows: string;
let dist: string;
beforeEach(() => {
  folder = newFolder();
  flows = lobbyIn(folder);
  dist = smallBuildIn(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const packageFlows = (...options: readonly string[]): Promise<Finished> =>
  run('scripts/package.mjs', ['--dist', dist, '--flows', flows, ...options]);

function change(name: string, from: string, to: string): void {
  const text = readFileSync(join(flows, name), 'utf8');
  if (!text.includes(from)) throw new Error(`${name} has no ${from}`);
  writeFileSync(join(flows, name), text.replace(from, to));
}

const isPackaged = (): boolean =>
  existsSync(join(dist, 'teams-ivr.zip')) || existsSync(join(dist, 'package'));

test('a flow with an error, with what the checker says of it', async () => {
  change('lobby.json', '"next": "transfer"', '"next": "transfr"');
  const { code, errors } = await packageFlows();
  expect(code).toBe(1);
  expect(errors).toContain('lobby.json:');
  expect(errors).toContain('transfr');
  expect(errors).toContain('not packaged');
  expect(isPackaged()).toBe(false);
});

test('a route to a flow that is not there', async () => {
  change('routes.json', '"flow": "lobby"', '"flow": "loby"');
  const { code, errors } = await packageFlows();
  expect(code).toBe(1);
  expect(errors).toContain('loby');
});

test('a flow with a warning, where only strict ones are wanted', async () => {
  change('lobby.json', '"type": "prompt", "play": ["reception"]', '"type": "prompt", "play": []');
  change('lobby.json', '"audio": "prompts/en-GB/reception.wav"', '"audio": "prompts/en-GB/nowhere.wav"');
  const strict = await packageFlows('--strict');
  expect(strict.code).toBe(1);
  expect(strict.errors).toContain('warning');
  expect(isPackaged()).toBe(false);
  const { code } = await packageFlows();
  expect(code).toBe(0);
});

test('flows without routes', async () => {
  rmSync(join(flows, 'routes.json'));
  const { code, errors } = await packageFlows();
  expect(code).toBe(1);
  expect(errors).toContain('routes.json is missing');
});

test('a flow whose prompt would be left out, though the checker finds it where it is', async () => {
  renameSync(join(flows, 'prompts/en-GB/reception.wav'), join(flows, 'prompts/en-GB/reception.wave'));
  change('lobby.json', 'prompts/en-GB/reception.wav', 'prompts/en-GB/reception.wave');
  const { code, errors } = await packageFlows();
  expect(code).toBe(1);
  expect(errors).toContain('reception.wave');
  expect(errors).toContain('not packaged');
  expect(isPackaged()).toBe(false);
});

test('a folder that does not exist, or an app that was not built', async () => {
  const nowhere = await run('scripts/package.mjs', ['--dist', dist, '--flows', join(folder, 'nowhere')]);
  expect(nowhere).toMatchObject({ code: 1, output: '' });
  expect(nowhere.errors).toContain('There is no folder');
  rmSync(join(dist, 'functions/main.cjs'));
  const unbuilt = await packageFlows();
  expect(unbuilt.code).toBe(1);
  expect(unbuilt.errors).toContain('npm run build');
});

test('wrong use is told apart, and help is given', async () => {
  const wrong = await packageFlows('--flow', 'x');
  expect(wrong.code).toBe(2);
  expect(wrong.errors).toContain('--flows FOLDER');
  const help = await run('scripts/package.mjs', ['--help']);
  expect(help.code).toBe(0);
  const options = [...read('scripts/package.mjs').matchAll(/^ {8}(\w+): \{ type/gm)];
  expect(options.length).toBeGreaterThan(4);
  for (const [, option] of options) expect(help.output).toContain(`--${option}`);
});

test('only the zip file is written where one is asked for by name', async () => {
  const out = join(folder, 'release/app.zip');
  const { code, output } = await packageFlows('--out', out);
  expect(code).toBe(0);
  expect(existsSync(out)).toBe(true);
  expect(output).toMatch(/^sha256 [0-9a-f]{64}$/m);
  expect(isPackaged()).toBe(false);
});

test('the environment may name the flows, so that azd and a workflow need no option', async () => {
  const out = join(folder, 'app.zip');
  const options = ['--dist', dist, '--out', out];
  const named = await run('scripts/package.mjs', options, { environment: { IVR_FLOWS: flows } });
  expect(named).toMatchObject({ code: 0, errors: '' });
  expect(named.output).toBe((await packageFlows('--out', out)).output);
  const elsewhere = { IVR_FLOWS: join(folder, 'nowhere') };
  const lost = await run('scripts/package.mjs', options, { environment: elsewhere });
  expect(lost.code).toBe(1);
  expect(lost.errors).toContain(join(folder, 'nowhere'));
});
