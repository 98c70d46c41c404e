/**
 * The import rules can go red: each forbidden import of a small tree is reported, by the rule that was
 * meant, and the allowed ones are not. A gate that was never seen red proves nothing.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const gate = join(root, 'scripts/boundaries.mjs');

const allowed: Record<string, string> = {
  'functions/index.ts': `import { run } from '../src/orchestration/index.ts';\nimport { app } from '@azure/functions';\nconsole.log(run, app);\n`,
  'src/call/index.ts': `export { one } from './one.ts';\n`,
  'src/call/one.ts': `export const one = 1;\n`,
  'src/operations/index.ts': `import * as z from 'zod';\nexport const operations = [z];\n`,
  'src/flow/index.ts': `export { nodes } from './nodes/index.ts';\n`,
  'src/flow/nodes/index.ts': `import { createHash } from 'node:crypto';\nimport { one } from '../../call/index.ts';\nexport const nodes = { one, createHash };\n`,
  'src/interpreter/index.ts': `import { nodes } from '../flow/index.ts';\nimport type { one } from '../call/index.ts';\nexport const step = (event: typeof one) => [nodes, event];\n`,
  'src/orchestration/index.ts': `import * as df from 'durable-functions';\nimport { step } from '../interpreter/index.ts';\nexport const run = { df, step };\n`,
  'src/simulator/index.ts': `import { createServer } from 'node:http';\nimport { operations } from '../operations/index.ts';\nexport const startSimulator = { createServer, operations };\n`,
  'src/cli/main.ts': `import { startSimulator } from '../simulator/index.ts';\nvoid import('../host/index.ts');\nconsole.log(startSimulator);\n`,
  'src/host/index.ts': `export const startHost = 1;\n`,
};

const forbidden: readonly (readonly [rule: string, file: string, text: string])[] = [
  [
    'call-imports-only-its-rooms',
    'src/call/bad.ts',
    `import { nodes } from '../flow/index.ts';\nexport { nodes };\n`,
  ],
  [
    'flow-imports-only-its-rooms',
    'src/flow/bad.ts',
    `import type { step } from '../interpreter/index.ts';\nexport type S = typeof step;\n`,
  ],
  [
    'interpreter-uses-doors',
    'src/interpreter/bad.ts',
    `import { nodes } from '../flow/nodes/index.ts';\nexport { nodes };\n`,
  ],
  [
    'functions-imports-only-its-rooms',
    'functions/bad.ts',
    `import { startHost } from '../src/host/index.ts';\nexport { startHost };\n`,
  ],
  [
    'orchestration-imports-only-its-rooms',
    'src/orchestration/bad.ts',
    `import { startSimulator } from '../simulator/index.ts';\nexport { startSimulator };\n`,
  ],
  [
    'host-imports-only-its-rooms',
    'src/host/bad.ts',
    `import { one } from '../call/index.ts';\nexport { one };\n`,
  ],
  [
    'package-durable-functions',
    'src/graph/bad.ts',
    `import * as df from 'durable-functions';\nexport { df };\n`,
  ],
  [
    'package-@azure/identity',
    'src/interpreter/worse.ts',
    `import * as identity from '@azure/identity';\nexport { identity };\n`,
  ],
  [
    'pure-rooms-use-no-node-modules',
    'src/flow/worse.ts',
    `import { readFileSync } from 'node:fs';\nexport { readFileSync };\n`,
  ],
  ['declared', 'src/config/bad.ts', `import ajv from 'ajv';\nexport { ajv };\n`],
  ['resolvable', 'src/config/worse.ts', `import { gone } from './gone.ts';\nexport { gone };\n`],
  ['room-without-row', 'src/attic/index.ts', `import { one } from '../call/index.ts';\nexport { one };\n`],
  [
    'product-never-imports-tests',
    'src/media/bad.ts',
    `import { probe } from '../../test/probe.ts';\nexport { probe };\n`,
  ],
  ['no-cycles', 'src/telemetry/one.ts', `import { two } from './two.ts';\nexport const one = () => two;\n`],
];

const support: Record<string, string> = {
  'test/probe.ts': `export const probe = 1;\n`,
  'src/telemetry/two.ts': `import { one } from './one.ts';\nexport const two = () => one;\n`,
};

interface Report {
  readonly violations: readonly { readonly rule: string; readonly from: string }[];
  readonly modules: number;
  readonly exitCode: number | null;
}

function cruise(files: Record<string, string>): Report {
  const tree = mkdtempSync(join(tmpdir(), 'boundaries-'));
  try {
    for (const name of ['package.json', 'tsconfig.json', '.dependency-cruiser.cjs']) {
      cpSync(join(root, name), join(tree, name));
    }
    symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), text);
    }
    const run = spawnSync(process.execPath, [gate, '--json'], { cwd: tree, encoding: 'utf8' });
    return { ...JSON.parse(run.stdout || '{}'), exitCode: run.status };
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

/** `room: what it may import`, as the design page's table has it. */
function designTable(): Map<string, readonly string[]> {
  const page = readFileSync(join(root, 'docs/design.md'), 'utf8');
  const rows = [...page.matchAll(/^\|\s*(`[^|]+)\|[^|]+\|\s*([^|]+?)\s*\|$/gm)];
  return new Map(
    rows.flatMap(([, rooms = '', imports = '']) => {
      const names = [...rooms.matchAll(/`(?:src\/)?([a-z-]+)\/`/g)].map(([, name = '']) => name);
      const allowed = imports.split(/,\s*/).filter((name) => name !== 'durable-functions');
      return names.map((name) => [name, allowed] as const);
    }),
  );
}

test('the rules are the table of the design page', () => {
  const { forbidden: rules } = createRequire(__filename)(join(root, '.dependency-cruiser.cjs'));
  const enforced = new Map<string, string[]>(
    rules.flatMap(({ name, comment }: { name: string; comment?: string }) => {
      const [, room] = /^(.+)-imports-only-its-rooms$/.exec(name) ?? [];
      const [, imports = ''] = / may import (.+)\.$/.exec(comment ?? '') ?? [];
      return room === undefined ? [] : [[room, imports === 'no other room' ? [] : imports.split(', ')]];
    }),
  );
  const words: Record<string, readonly string[]> = {
    nothing: [],
    all: enforced.get('cli') ?? [],
  };
  const design = designTable();
  expect([...enforced.keys()].sort()).toEqual([...design.keys()].sort());
  for (const [room, allowed] of design) {
    const expected = words[allowed.join(', ')] ?? allowed;
    expect([room, [...(enforced.get(room) ?? [])].sort()]).toEqual([room, [...expected].sort()]);
  }
});

test('imports that the table of rooms allows stay green', () => {
  const { violations, modules, exitCode } = cruise(allowed);
  expect(violations).toEqual([]);
  expect(modules).toBe(Object.keys(allowed).length);
  expect(exitCode).toBe(0);
});

test('each forbidden import turns red by its own rule', () => {
  const planted = Object.fromEntries(forbidden.map(([, path, text]) => [path, text]));
  const { violations, exitCode } = cruise({ ...allowed, ...support, ...planted });
  const found = new Set(violations.map(({ rule, from }) => `${rule} in ${from}`));
  for (const [rule, path] of forbidden) expect(found).toContain(`${rule} in ${path}`);
  expect(exitCode).toBe(1);
});

test('a tree in which nothing was read is red', () => {
  expect(cruise({}).exitCode).toBe(1);
});
