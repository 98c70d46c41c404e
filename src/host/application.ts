/** Loads an app's entry files the way the Node worker does (azure-functions-nodejs-worker, `src/startApp.ts`, `src/loadScriptFile.ts`). */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import type { Registrations } from './core-api.ts';
import { describeCause, HostError } from './errors.ts';
import { installModuleHook } from './module-hook.ts';

const packageSchema = z.object({ main: z.string().min(1).optional(), type: z.string().optional() });

export interface EntryFile {
  readonly path: string;
  readonly isModule: boolean;
}

/** The files that `main` of the app's package.json names; it may be a glob. */
function findEntryFiles(appDirectory: string): readonly EntryFile[] {
  const manifestPath = path.join(appDirectory, 'package.json');
  if (!existsSync(manifestPath)) {
    throw new HostError(
      'HOST-APP-MISSING',
      `There is no package.json in ${appDirectory}. Point --app at the root folder of a Functions app.`,
      { appDirectory },
    );
  }
  const manifest = readManifest(manifestPath);
  if (manifest.main === undefined) {
    throw new HostError(
      'HOST-MAIN-MISSING',
      `${manifestPath} has no "main". A v4-model app names its entry file or files there, e.g. "dist/functions/*.js".`,
      { manifestPath },
    );
  }
  const files = matchingFiles(appDirectory, manifest.main);
  if (files.length === 0) {
    throw new HostError(
      'HOST-MAIN-MISSING',
      `No file matches "main": "${manifest.main}" in ${appDirectory}. The app is probably not built yet: run its build first (e.g. npm run build).`,
      { appDirectory, main: manifest.main },
    );
  }
  return files.map((file) => ({
    path: file,
    isModule: file.endsWith('.mjs') || (manifest.type === 'module' && !file.endsWith('.cjs')),
  }));
}

function readManifest(manifestPath: string): z.infer<typeof packageSchema> {
  try {
    return packageSchema.parse(JSON.parse(readFileSync(manifestPath, 'utf8')));
  } catch (error) {
    throw new HostError(
      'HOST-APP-MISSING',
      `${manifestPath} cannot be read as a package manifest: ${describeCause(error)}`,
      { manifestPath },
      error,
    );
  }
}

/** Files below the directory that match the glob (`*`, `**`, `?`, `{a,b}`), in order; node_modules are not searched. */
function matchingFiles(directory: string, glob: string): readonly string[] {
  const pattern = globPattern(path.posix.normalize(glob));
  const exact = path.resolve(directory, glob);
  if (existsSync(exact)) return [exact];
  return listFiles(directory, '')
    .filter((file) => pattern.test(file))
    .sort()
    .map((file) => path.join(directory, file));
}

function listFiles(root: string, relative: string): string[] {
  return readdirSync(path.join(root, relative), { withFileTypes: true }).flatMap((entry) => {
    const name = relative === '' ? entry.name : `${relative}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : listFiles(root, name);
    return [name];
  });
}

const globTokens = /\*\*\/|\*\*|\*|\?|\{[^{}]*\}|[^*?{]+|\{/g;

function globPattern(glob: string): RegExp {
  const source = (glob.match(globTokens) ?? []).map((token) => {
    if (token === '**/') return '(?:.*/)?';
    if (token === '**') return '.*';
    if (token === '*') return '[^/]*';
    if (token === '?') return '[^/]';
    if (/^\{.+\}$/.test(token)) return `(?:${token.slice(1, -1).split(',').map(escapePattern).join('|')})`;
    return escapePattern(token);
  });
  return new RegExp(`^${source.join('')}$`);
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** ES modules are evaluated once per process: what they registered is kept for the next host that loads the same app. */
const evaluatedApps = new Map<string, Registrations>();

/** Loads the app; what it registers goes to `registrations`. */
export async function loadApplication(appDirectory: string, registrations: Registrations): Promise<void> {
  const files = findEntryFiles(appDirectory);
  const earlier = evaluatedApps.get(appDirectory);
  if (earlier !== undefined) {
    copyRegistrations(earlier, registrations);
    return;
  }
  installModuleHook();
  const require = createRequire(path.join(appDirectory, 'package.json'));
  forgetModules(require.cache, appDirectory);
  for (const file of files) await loadFile(file, require);
  if (files.some((file) => file.isModule)) evaluatedApps.set(appDirectory, registrations);
}

async function loadFile(file: EntryFile, require: NodeJS.Require): Promise<void> {
  try {
    if (file.isModule) await import(pathToFileURL(file.path).href);
    else require(file.path);
  } catch (error) {
    if (error instanceof HostError) throw error;
    throw new HostError(
      'HOST-APP-FAILED',
      `The app's entry file ${file.path} failed while it was loaded: ${describeCause(error)}`,
      { file: file.path },
      error,
    );
  }
}

/** The app's own CommonJS modules are evaluated anew for every host; its packages are not. */
function forgetModules(cache: NodeJS.Dict<NodeJS.Module>, appDirectory: string): void {
  const prefix = appDirectory + path.sep;
  for (const file of Object.keys(cache)) {
    if (file.startsWith(prefix) && !file.slice(prefix.length).split(path.sep).includes('node_modules'))
      Reflect.deleteProperty(cache, file);
  }
}

function copyRegistrations(from: Registrations, to: Registrations): void {
  to.functions.push(...from.functions);
  for (const hook of ['preInvocation', 'postInvocation', 'appStart', 'appTerminate', 'log'] as const) {
    for (const callback of from.hooks[hook]) to.hooks[hook].add(callback);
  }
}
