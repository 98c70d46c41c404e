/**
 * `ivr check` on files that somebody broke: whatever is in them, it says where and what, soon, and in the same way to
 * people and to programs.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as fc from 'fast-check';
import * as z from 'zod';
import { runCli } from '../../src/cli/run-cli.ts';
import { processorTime } from '../support/processor-time.ts';
import { share } from '../support/thoroughness.ts';

const root = resolve(__dirname, '../..');
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ivr-fuzz-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const flowsIn = (path: string): readonly string[] =>
  readdirSync(join(root, path))
    .filter((name) => name.endsWith('.json') && name !== 'routes.json')
    .map((name) => readFileSync(join(root, path, name), 'utf8'));
const texts = [...flowsIn('flows'), ...flowsIn('test/flow/good-flows')];

const reportSchema = z.object({
  files: z.array(
    z.object({
      file: z.string(),
      problems: z.array(
        z.object({
          code: z.string(),
          severity: z.enum(['error', 'warning', 'remark']),
          message: z.string(),
          line: z.int().min(1),
          column: z.int().min(1),
        }),
      ),
    }),
  ),
});

async function run(...options: readonly string[]) {
  const printed: string[] = [];
  const noted: string[] = [];
  const exitCode = await runCli(['check', 'flow.json', '--at', '2026-11-21', ...options], {
    print: (line) => printed.push(line),
    note: (line) => noted.push(line),
    environment: {},
    workingFolder: folder,
    packageFolder: root,
    version: '0.0.0',
    stopped: new Promise(() => undefined),
  });
  return { exitCode, printed: printed.join('\n'), noted: noted.join('\n') };
}

/** Checks a file in both ways; gives the codes that were told. Everything that holds of any report is asserted. */
async function check(text: string, within = 5_000): Promise<readonly string[]> {
  writeFileSync(join(folder, 'flow.json'), text);
  const started = processorTime();
  const [words, json, strict] = [await run(), await run('--json'), await run('--strict')];
  expect((processorTime() - started) / 3).toBeLessThan(within);
  const [file, ...others] = reportSchema.parse(JSON.parse(json.printed)).files;
  expect(others).toEqual([]);
  const problems = file?.problems ?? [];
  const has = (severity: string): boolean => problems.some((problem) => problem.severity === severity);
  expect(words.exitCode).toBe(has('error') ? 1 : 0);
  expect(json.exitCode).toBe(words.exitCode);
  expect(strict.exitCode).toBe(has('error') || has('warning') ? 1 : 0);
  expect(words.noted + json.noted).toBe('');
  expect(words.printed).not.toMatch(/^ +at .*:\d+:\d+/m);
  const heads = words.printed.split('\n').filter((line) => /^flow\.json:\d+:\d+ {2}/.test(line));
  expect(heads.map((line) => line.split(/ +/).slice(0, 3).join(' '))).toEqual(
    problems.map(({ line, column, severity, code }) => `flow.json:${line}:${column} ${severity} ${code}`),
  );
  return problems.map(({ code }) => code);
}

type Json = null | boolean | number | string | readonly Json[] | JsonMembers;
interface JsonMembers {
  readonly [name: string]: Json;
}
const json = z.json();

/** Every value that somebody could write by mistake, or to do harm. */
const strange: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    0,
    -1,
    0.5,
    1e308,
    9_007_199_254_740_993,
    '',
    '0s',
    '999999h',
    '1e9s',
    [],
    {},
  ),
  fc.constantFrom<Json>(
    '\uD800',
    '\uFEFF',
    '\u0000',
    '{',
    '{{',
    '${',
    '${X}',
    '{a.b.c}',
    '(',
    '__proto__',
    'constructor',
  ),
  fc.constantFrom<Json>(
    '9'.repeat(400),
    'x'.repeat(3_000),
    '('.repeat(600),
    '!'.repeat(600),
    'end',
    'toString',
  ),
  fc.string(),
  fc.constantFrom<Json>(
    [[[[]]]],
    { a: { b: { c: {} } } },
    ['a', 1, null],
    { type: 'hangup' },
    { type: 'subflow' },
  ),
);

const isObject = (value: Json): value is JsonMembers =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** Changes the `at`-th value below `value`, counted in depth. */
function mutated(value: Json, at: number, change: (value: Json) => Json | undefined): Json {
  let left = at;
  const visit = (one: Json): Json | undefined => {
    left -= 1;
    if (left < 0) return left === -1 ? change(one) : one;
    if (isList(one)) return one.flatMap((item) => visit(item) ?? []);
    if (!isObject(one)) return one;
    return Object.fromEntries(
      Object.entries(one).flatMap(([name, member]) => {
        const changed = visit(member);
        return changed === undefined ? [] : [[name, changed] as const];
      }),
    );
  };
  return visit(value) ?? null;
}

const size = (value: Json): number =>
  1 +
  (isList(value) ? value : isObject(value) ? Object.values(value) : []).reduce<number>(
    (sum, one) => sum + size(one),
    0,
  );

const change: fc.Arbitrary<(value: Json) => Json | undefined> = fc.oneof(
  fc.constant(() => undefined),
  strange.map((other) => () => other),
  fc.constant((value: Json) => [value, value]),
  fc.constant((value: Json) => ({ value })),
  fc.constant((value: Json) =>
    isObject(value) ? { ...value, unheardOf: 1, constructor: {} } : JSON.stringify(value),
  ),
  fc.constant((value: Json) =>
    isObject(value) ? Object.fromEntries(Object.entries(value).reverse()) : -Number(value) || 0,
  ),
);

const broken = fc
  .record({
    text: fc.constantFrom(...texts),
    places: fc.array(fc.tuple(fc.nat(), change), { minLength: 1, maxLength: 3 }),
  })
  .map(({ text, places }) => {
    const document = places.reduce<Json>(
      (value, [at, by]) => mutated(value, at % size(value), by),
      json.parse(JSON.parse(text)),
    );
    return JSON.stringify(document, null, 2);
  });

/** Changes to the text itself: most leave no JSON. */
const torn = fc
  .record({
    text: fc.constantFrom(...texts),
    at: fc.nat(),
    instead: fc.constantFrom(
      '',
      '{',
      '}',
      '"',
      ',',
      ':',
      '\\',
      '\u0000',
      '\uD800',
      '\r\n',
      '"__proto__": 1,',
      '1e999',
      '//',
      '[[',
    ),
    removed: fc.nat({ max: 40 }),
  })
  .map(({ text, at, instead, removed }) => {
    const start = at % text.length;
    return text.slice(0, start) + instead + text.slice(start + removed);
  });

test('a flow with changed values is reported alike to people and programs, whatever they are', async () => {
  await fc.assert(
    fc.asyncProperty(broken, async (text) => {
      await check(text);
    }),
    { numRuns: share(120) },
  );
}, 60_000);

test('a flow with changed text is, too', async () => {
  await fc.assert(
    fc.asyncProperty(torn, async (text) => {
      await check(text);
    }),
    { numRuns: share(80) },
  );
}, 60_000);

const document = (nodes: object, more: object = {}): string =>
  JSON.stringify({ id: 'big', version: '1.0.0', locale: 'en-GB', start: 'n0', ...more, nodes });
const named = (count: number, node: (index: number) => object): object =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, node(index)]));
const menu = (choices: number, to: (index: number) => string) => ({
  type: 'menu',
  play: [],
  choices: Object.fromEntries(
    Array.from({ length: choices }, (_, index) => [String(1_000 + index), to(index)]),
  ),
  onExhausted: 'n0',
});

const extremes: Readonly<Record<string, string>> = {
  'a byte order mark and Windows line ends': `\uFEFF${(texts[0] ?? '').replaceAll('\n', '\r\n')}`,
  'five megabytes': document(named(1, () => ({ type: 'hangup', reason: 'x'.repeat(5_000_000) }))),
  'five megabytes of brackets': '['.repeat(5_000_000),
  'a key of its own meaning': '{"__proto__": {"nodes": {}}, "constructor": 1}',
  'two thousand nodes in a row': document(
    named(2_000, (index) => ({
      type: 'prompt',
      play: [],
      next: `n${Math.min(index + 1, 1_999)}`,
      onError: 'n7',
    })),
  ),
  'two thousand menus that lead anywhere': document(
    named(2_000, (index) => menu(4, (choice) => `n${(index * 7 + choice * 131) % 2_000}`)),
    { on: { error: 'n1', keys: { '*': 'n2', '#': 'n3' }, maxDuration: 'n4', hangup: 'n5' } },
  ),
  'two thousand menus that go round and end': document({
    ...named(2_000, (index) => ({
      ...menu(4, (choice) => `n${(index * 7 + choice * 131 + 1) % 2_000}`),
      onExhausted: 'end',
    })),
    end: { type: 'hangup' },
  }),
  'five hundred choices': document({ ...named(1, () => menu(500, () => 'end')), end: { type: 'hangup' } }),
  'two thousand nodes that nobody knows': document(
    named(2_000, (index) => ({ type: 'prompt', play: [], next: `m${index}` })),
  ),
  'a name that is an object member': document({
    n0: { type: 'prompt', play: ['constructor'], next: 'toString' },
  }),
};

test.each(Object.entries(extremes))(
  '%s',
  async (_name, text) => {
    await check(text);
  },
  120_000,
);
