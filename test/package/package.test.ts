/** What `npm run package` makes: the same bytes everywhere, everything that the app reads, and nothing else. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { settingLookup } from '../../src/config/index.ts';
import { loadLibrary } from '../../src/library/index.ts';
import type { Library } from '../../src/library/index.ts';
import { read, root } from '../support/repository.ts';
import { builtIn, filesBelow, firstCells, flowsIn, newFolder, page, run, write } from './packaging.ts';
import type { Finished } from './packaging.ts';
import { readZip } from './read-zip.ts';
import type { ZipEntry } from './read-zip.ts';

const packageScript = 'scripts/package.mjs';
const marked = 'MARKED-FOREIGN-7f3a';

/** What may lie about in a folder of flows, and is nobody's business. */
const foreignInFlows = [
  '.env',
  '.front-desk.json.swp',
  '.hidden.json',
  '.git/config.json',
  '#front-desk.json#',
  'front-desk.json~',
  'front-desk.json.bak',
  'front-desk.json.orig',
  'local.settings.json',
  'new.scenarios.json',
  'flow.schema.json',
  'notes.md',
  'callers.csv',
  'key.pem',
  'drafts/old.json',
  'prompts/.DS_Store',
  'prompts/._greeting.wav',
  'prompts/draft.mp3',
  'prompts/greeting.wav.part',
];
const foreignInDist = [
  '.env',
  'local.settings.json',
  'functions/.env',
  'functions/.main.cjs',
  'functions/local.settings.json',
  'functions/main.cjs.map',
  'functions/main.cjs~',
  'functions/node_modules/left-over/index.cjs',
];

const folders: string[] = [];
const fresh = (): string => {
  const folder = newFolder();
  folders.push(folder);
  return folder;
};
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

interface Packaged {
  readonly finished: Finished;
  readonly zip: Buffer;
  readonly entries: readonly ZipEntry[];
  readonly folder: string;
}

function packaged(finished: Finished, dist: string): Packaged {
  if (finished.code !== 0) throw new Error(finished.errors);
  const zip = readFileSync(join(dist, 'teams-ivr.zip'));
  return { finished, zip, entries: readZip(zip), folder: join(dist, 'package') };
}

let clean: Packaged;
let littered: Packaged;
beforeAll(async () => {
  const [here, there] = [fresh(), fresh()];
  const [dist, littering] = [builtIn(here), builtIn(there)];
  const flows = flowsIn(there);
  write(flows, Object.fromEntries(foreignInFlows.map((name) => [name, marked])));
  write(littering, Object.fromEntries(foreignInDist.map((name) => [name, marked])));
  writeFileSync(join(there, 'secret.wav'), marked);
  symlinkSync(join(there, 'secret.wav'), join(flows, 'link.wav'));
  symlinkSync(there, join(flows, 'elsewhere'));
  const runs = await Promise.all([
    run(packageScript, ['--dist', dist]),
    run(packageScript, ['--dist', './dist', '--flows', 'flows'], {
      cwd: there,
      umask: '077',
      environment: { TZ: 'Pacific/Apia', LC_ALL: 'tr_TR.UTF-8', FLOWS_PATH: '/nowhere' },
    }),
  ]);
  clean = packaged(runs[0], dist);
  littered = packaged(runs[1], littering);
});

const names = (): readonly string[] => clean.entries.map(({ name }) => name);
const bytesOf = (wanted: string): Buffer => {
  const entry = clean.entries.find(({ name }) => name === wanted);
  if (entry === undefined) throw new Error(`${wanted} is not in the package`);
  return entry.bytes;
};

describe('the same bytes', () => {
  test('whatever mask, time zone, language, folder and stray files there are', () => {
    expect(littered.zip.equals(clean.zip)).toBe(true);
  });

  test('its entries are sorted and carry one time, and modes that a web server can live with', () => {
    expect(names()).toEqual([...names()].sort());
    expect(new Set(names()).size).toBe(names().length);
    expect(new Set(clean.entries.map(({ time }) => time))).toEqual(new Set(['1980-01-01 12:00:00']));
    expect(new Set(clean.entries.map(({ mode }) => mode))).toEqual(new Set([0o100644]));
  });

  test('no name leads out of the folder that it is unpacked into', () => {
    expect(names().filter((name) => /^[/\\]|\\|^\w:|(^|\/)\.\.?(\/|$)/.test(name))).toEqual([]);
  });

  test('no path of this machine is in it', () => {
    const said = clean.entries.filter(({ name }) => !name.endsWith('.wav'));
    const found = said.filter(({ bytes }) => bytes.includes(root) || bytes.includes(`${homedir()}/`));
    expect(found.map(({ name }) => name)).toEqual([]);
  });

  test('the folder holds what the zip file holds, readable by others under any mask', () => {
    for (const { folder, entries } of [clean, littered]) {
      expect(filesBelow(folder)).toEqual(entries.map(({ name }) => name).sort());
      for (const { name, bytes } of entries) {
        expect(readFileSync(join(folder, name)).equals(bytes)).toBe(true);
        expect(statSync(join(folder, name)).mode & 0o777).toBe(0o644);
        expect(statSync(dirname(join(folder, name))).mode & 0o777).toBe(0o755);
      }
    }
  });

  const hasUnzip = spawnSync('unzip', ['-v']).status === 0;
  (hasUnzip ? test : test.skip)('unzip reads it without a complaint', () => {
    const { status, stdout } = spawnSync('unzip', ['-t', join(clean.folder, '../teams-ivr.zip')], {
      encoding: 'utf8',
    });
    expect(stdout).toContain('No errors detected');
    expect(status).toBe(0);
  });
});

describe('what is inside', () => {
  test('the functions as they were built, in all their files', () => {
    const built = filesBelow(join(root, 'dist/functions')).filter((name) => name.endsWith('.cjs'));
    expect(built).toContain('main.cjs');
    expect(names().filter((name) => name.startsWith('dist/'))).toEqual(
      built.map((name) => `dist/functions/${name}`),
    );
    for (const name of built)
      expect(bytesOf(`dist/functions/${name}`).equals(readFileSync(join(root, 'dist/functions', name)))).toBe(
        true,
      );
  });

  test('host.json and LICENSE, byte for byte those of the repository', () => {
    for (const name of ['host.json', 'LICENSE'])
      expect(bytesOf(name).equals(readFileSync(join(root, name)))).toBe(true);
  });

  test('a package.json that names the entry, and nothing to be installed', () => {
    const own = JSON.parse(read('package.json'));
    const { name, version, license, type, main } = own;
    expect(main).toBe('dist/functions/main.cjs');
    expect(JSON.parse(bytesOf('package.json').toString())).toEqual({
      name,
      version,
      license,
      private: true,
      type,
      main,
    });
  });

  test('nothing else but flows', () => {
    expect(names().filter((name) => !/^(dist\/functions|flows)\//.test(name))).toEqual([
      'LICENSE',
      'THIRD-PARTY-NOTICES.txt',
      'host.json',
      'package.json',
    ]);
    const kinds = names().filter((name) => name.startsWith('flows/'));
    expect(kinds.filter((name) => !/^flows\/([\w-]+\.json|.+\.(wav|ics))$/.test(name))).toEqual([]);
    expect(kinds.filter((name) => name.endsWith('.scenarios.json'))).toEqual([]);
  });

  test('no stray file, by name or by what is in it', () => {
    for (const { name, bytes } of littered.entries) {
      expect([...foreignInFlows, ...foreignInDist]).not.toContain(name.replace(/^(flows|dist)\//, ''));
      expect(bytes.includes(marked)).toBe(false);
    }
    for (const name of [...foreignInFlows, 'link.wav', 'elsewhere'])
      expect(littered.finished.output).toContain(name);
  });
});

describe('the flows that are inside', () => {
  const settings = settingLookup({});
  const libraryAt = (flowsPath: string): Library =>
    loadLibrary({ flowsPath, settings, unspokenText: 'refuse' });

  test('are loaded as those of the repository are, with every prompt and calendar', () => {
    const own = libraryAt(join(root, 'flows'));
    const unpacked = fresh();
    for (const { name, bytes } of clean.entries) {
      mkdirSync(dirname(join(unpacked, name)), { recursive: true });
      writeFileSync(join(unpacked, name), bytes);
    }
    const library = libraryAt(join(unpacked, 'flows'));
    expect([...library.flows.keys()]).toEqual([...own.flows.keys()]);
    expect(JSON.stringify([...library.flows])).toBe(JSON.stringify([...own.flows]));
    expect(library.problems.map(({ code }) => code)).toEqual(own.problems.map(({ code }) => code));
  });

  test('are all that the routes name', () => {
    const ids = names()
      .filter((name) => /^flows\/[^/]+\.json$/.test(name) && name !== 'flows/routes.json')
      .map((name) => JSON.parse(bytesOf(name).toString()).id);
    const named = [
      ...bytesOf('flows/routes.json')
        .toString()
        .matchAll(/"flow": *"([^"]+)"/g),
    ];
    expect(named.length).toBeGreaterThan(2);
    for (const [, id] of named) expect(ids).toContain(id);
  });
});

describe('the page', () => {
  /** `*` stands for a name, `**` for folders. */
  const pattern = (glob: string): RegExp =>
    new RegExp(`^${glob.replaceAll('.', '\\.').replaceAll('**/', '(.+/)?').replaceAll(/\*/g, '[^/]*')}$`);

  test('lists what is inside, and nothing that is not', () => {
    const listed = firstCells('What is inside');
    expect(listed.length).toBeGreaterThan(6);
    expect(names().filter((name) => !listed.some((glob) => pattern(glob).test(name)))).toEqual([]);
    expect(listed.filter((glob) => !names().some((name) => pattern(glob).test(name)))).toEqual([]);
  });

  test('promises a size that is kept', () => {
    const promised = Number(/stays under (\d+) MB/.exec(page)?.[1]);
    expect(clean.zip.length).toBeLessThan(promised * 1_000_000);
  });
});
