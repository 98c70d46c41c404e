/**
 * What a deployed app consists of, as names and bytes. Everything is taken by what it is, never by where it lies: a file
 * that nobody thought of when this was written is left out, and said to be.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** The regular files below a folder, by their names relative to it, and whatever else lies there. */
function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => ({
      name: relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'),
      isFile: entry.isFile(),
    }));
}

const isHidden = (name) => name.split('/').some((part) => part.startsWith('.'));

/** Flows and routes lie in the folder itself; `src/library` reads no others. */
const isFlowOrRoutes = (name) =>
  /^[^/]+\.json$/.test(name) && !/\.(scenarios|schema)\.json$/.test(name) && name !== 'local.settings.json';

/** Prompts and calendars are named by flows, and may lie deeper. */
const isPromptOrCalendar = (name) => /\.(wav|ics)$/i.test(name);

const belongsToFlows = ({ name, isFile }) =>
  isFile && !isHidden(name) && (isFlowOrRoutes(name) || isPromptOrCalendar(name));

/**
 * A flows folder as it is deployed, and the names in it that are not: scenarios, which only tests read, and whatever is no
 * flow, prompt or calendar. Links are not followed: what they lead to is not the folder's.
 */
export function flowsContents(folder) {
  const files = filesBelow(folder);
  const taken = files.filter(belongsToFlows);
  return {
    entries: taken.map(({ name }) => ({ name: `flows/${name}`, bytes: readFileSync(join(folder, name)) })),
    leftOut: files
      .filter((file) => !taken.includes(file))
      .map(({ name }) => name)
      .sort(),
  };
}

/** The bundle in all its files. Source maps are left out: they are made again from the same commit. */
function functionsContents(dist) {
  const folder = join(dist, 'functions');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  if (!names.includes('main.cjs'))
    throw new Error(`${join(folder, 'main.cjs')} is missing; npm run build makes it`);
  return names
    .filter((name) => name.endsWith('.cjs') && !isHidden(name))
    .map((name) => ({ name: `dist/functions/${name}`, bytes: readFileSync(join(folder, name)) }));
}

/** What the Functions worker reads of it, and whose it is. Nothing is installed: it is all in the bundle. */
function manifest() {
  const { name, version, license, type, main } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return `${JSON.stringify({ name, version, license, private: true, type, main }, null, 2)}\n`;
}

/** The rest of the app: the bundle that lies in `dist`, the host's configuration, and the licences. */
export function appContents(dist) {
  return [
    ...functionsContents(dist),
    { name: 'host.json', bytes: readFileSync(join(root, 'host.json')) },
    { name: 'package.json', bytes: Buffer.from(manifest()) },
    { name: 'LICENSE', bytes: readFileSync(join(root, 'LICENSE')) },
    {
      name: 'THIRD-PARTY-NOTICES.txt',
      bytes: readFileSync(join(dist, 'functions/THIRD-PARTY-NOTICES.txt')),
    },
  ];
}
