/** The lint rules that the design leans on can go red, each by its own rule, and plain code is green. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

/** File, text, and the rule that must speak. */
const forbidden: readonly (readonly [path: string, text: string, rule: string])[] = [
  ['src/flow/clock.ts', 'export const now = (): number => Date.now();\n', 'no-restricted-syntax'],
  ['src/flow/date.ts', 'export const now = (): Date => new Date();\n', 'no-restricted-syntax'],
  [
    'src/interpreter/chance.ts',
    'export const chance = (): number => Math.random();\n',
    'no-restricted-syntax',
  ],
  [
    'src/call/id.ts',
    "import { randomUUID } from 'node:crypto';\nexport const id = (): string => randomUUID();\n",
    'no-restricted-syntax',
  ],
  [
    'src/orchestration/wait.ts',
    'export async function wait(): Promise<void> {\n  await Promise.resolve();\n}\n',
    'no-restricted-syntax',
  ],
  [
    'src/operations/reach.ts',
    "export const reach = (): unknown => fetch('http://localhost');\n",
    'no-restricted-globals',
  ],
  [
    'src/orchestration/timer.ts',
    'export const later = (go: () => void): unknown => setTimeout(go, 1);\n',
    'no-restricted-globals',
  ],
  ['src/flow/setting.ts', 'export const setting = (): unknown => process.env;\n', 'no-restricted-globals'],
  [
    'src/flow/text.ts',
    'export const text = (at: number): string => new Intl.DateTimeFormat().format(at);\n',
    'no-restricted-globals',
  ],
  [
    'src/graph/cast.ts',
    'export const cast = (x: unknown): string => x as string;\n',
    '@typescript-eslint/consistent-type-assertions',
  ],
  ['src/graph/any.ts', 'export const any = (x: any): unknown => x;\n', '@typescript-eslint/no-explicit-any'],
  [
    'src/graph/bang.ts',
    'export const bang = (x: string | null): string => x!;\n',
    '@typescript-eslint/no-non-null-assertion',
  ],
  [
    'src/graph/float.ts',
    'export const float = (): void => {\n  Promise.resolve();\n};\n',
    '@typescript-eslint/no-floating-promises',
  ],
  [
    'src/graph/switch.ts',
    "export const f = (x: 'a' | 'b'): void => {\n  switch (x) {\n    case 'a':\n  }\n};\n",
    '@typescript-eslint/switch-exhaustiveness-check',
  ],
  ['src/graph/default.ts', 'export default 1;\n', 'no-restricted-syntax'],
  [
    'src/graph/boundary.ts',
    'export const open = (x: number) => x;\n',
    '@typescript-eslint/explicit-module-boundary-types',
  ],
  ['src/graph/long.ts', '\n'.repeat(360), 'max-lines'],
];

const allowed: Record<string, string> = {
  'src/flow/ids.ts':
    "export type Id = string & { readonly brand: 'id' };\nexport const id = (text: string): Id => text as Id;\n",
  'src/flow/words.ts':
    "export const words = ['a', 'b'] as const;\nexport const at = (ms: number): string => new Date(ms).toISOString();\n",
  'src/graph/clock.ts': 'export const now = (): number => Date.now();\n',
};

function lint(files: Record<string, string>): { results: Map<string, string[]>; exitCode: number | null } {
  const tree = mkdtempSync(join(tmpdir(), 'lint-'));
  try {
    for (const name of ['package.json', 'tsconfig.json', 'eslint.config.mjs'])
      cpSync(join(root, name), join(tree, name));
    symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), text);
    }
    const eslint = join(root, 'node_modules/eslint/bin/eslint.js');
    const run = spawnSync(process.execPath, [eslint, 'src', '--format', 'json'], {
      cwd: tree,
      encoding: 'utf8',
    });
    const found: { filePath: string; messages: { ruleId: string | null }[] }[] = JSON.parse(run.stdout);
    const results = found.map(({ filePath, messages }): [string, string[]] => [
      filePath.slice(filePath.indexOf('/src/') + 1),
      messages.map(({ ruleId }) => ruleId ?? 'fatal'),
    ]);
    return { results: new Map(results), exitCode: run.status };
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

test('what the house allows is green', () => {
  const { results, exitCode } = lint(allowed);
  expect(Object.fromEntries(results)).toEqual({
    'src/flow/ids.ts': [],
    'src/flow/words.ts': [],
    'src/graph/clock.ts': [],
  });
  expect(exitCode).toBe(0);
});

test('what the house forbids is red, each by its own rule', () => {
  const { results, exitCode } = lint(Object.fromEntries(forbidden.map(([path, text]) => [path, text])));
  for (const [path, , rule] of forbidden)
    expect([path, results.get(path)]).toEqual([path, expect.arrayContaining([rule])]);
  expect(exitCode).toBe(1);
});
