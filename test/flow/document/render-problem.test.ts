import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareProblems, problemAt, readJson, renderProblem } from '../../../src/flow/document/index.ts';
import type { Finding, Problem, Spot } from '../../../src/flow/document/index.ts';
import { displayWidth } from '../../../src/flow/document/display-width.ts';

const long = 'x'.repeat(300);
const texts = {
  plain: '{\n  "nodes": {\n    "welcome": { "type": "promt", "next": "main" }\n  }\n}',
  tabs: '{\n\t"a":\t"b",\t"type":\t"promt"\n}',
  wide: '{ "日本語": "こんにちは", "type": "promt" }',
  emoji: '{ "greeting": "👋🏽 e\\u0301 é", "type": "promt" }',
  combining: '{ "cafe\u0301": 1, "type": "promt" }',
  longBefore: `{ "a": "${long}", "type": "promt" }`,
  longAfter: `{ "type": "promt", "a": "${long}" }`,
  longValue: `{ "a": "b", "type": "${long}", "c": 1 }`,
  longBoth: `{ "a": "${long}", "type": "${long}", "c": "${long}" }`,
  controls: '{ "a": "\u202e\u0085", "type": "promt" }',
  severalLines: '{\n  "type": [\n    "promt"\n  ]\n}',
};
const promt: Finding = {
  code: 'FLOW-WRONG-VALUE',
  message: '"type" must be "prompt".',
  suggestion: 'prompt',
};

function shown(text: string, spot: Spot, finding: Finding = promt): string {
  const result = readJson(text, 'flows/desk.json');
  if (result.kind === 'problems') throw new Error(result.problems[0]?.message);
  return renderProblem(problemAt(result.positions, spot, finding), text);
}

/** Every case, one under the other; the golden file beside this test holds what a person has looked at. */
const cases = [
  shown(texts.plain, { pointer: '/nodes/welcome/type', at: 'value' }),
  shown(texts.plain, { pointer: '/nodes/welcome/type', at: 'key' }),
  shown(texts.plain, { pointer: '/nodes/welcome/type', at: { start: 1, end: 3 } }),
  shown(
    texts.plain,
    { pointer: '/nodes/welcome/play/0' },
    { code: 'FLOW-MISSING-PROPERTY', message: '"play" is missing in "welcome".' },
  ),
  shown(texts.plain, { pointer: '' }, { code: 'FLOW-MISSING-PROPERTY', message: '"id" is missing.' }),
  shown(
    texts.plain,
    { pointer: '/nodes' },
    { code: 'SETTING-MISSING', message: 'A warning.', severity: 'warning' },
  ),
  ...[
    texts.tabs,
    texts.wide,
    texts.emoji,
    texts.combining,
    texts.longBefore,
    texts.longAfter,
    texts.longValue,
    texts.longBoth,
    texts.controls,
    texts.severalLines,
  ].map((text) => shown(text, { pointer: '/type', at: 'value' })),
];

test('problems look as in the golden file', () => {
  const golden = readFileSync(join(__dirname, 'excerpts', 'problems.txt'), 'utf8');
  expect(`${cases.join('\n\n')}\n`).toBe(golden);
});

test('no line of an excerpt is wider than a terminal, and the caret stands under the place', () => {
  for (const rendered of cases) {
    const [, line = '', caret = ''] = rendered.split('\n');
    expect(displayWidth(line)).toBeLessThanOrEqual(110);
    expect(caret).toMatch(/^ +\| +\^+$/);
    expect(caret.length).toBeLessThanOrEqual(displayWidth(line));
  }
});

test('without a source text there is no excerpt', () => {
  const problem: Problem = {
    code: 'X',
    severity: 'error',
    message: 'm',
    file: 'f',
    line: 9,
    column: 1,
    length: 1,
    pointer: '',
  };
  expect(renderProblem(problem)).toBe('f:9:1  error X  m');
  expect(renderProblem(problem, 'one line')).toBe('f:9:1  error X  m');
});

test('problems are ordered by file, line, column, code and message', () => {
  const problem = (file: string, line: number, column: number, code: string, message = ''): Problem => ({
    code,
    severity: 'error',
    message,
    file,
    line,
    column,
    length: 1,
    pointer: '',
  });
  const ordered = [
    problem('a', 1, 9, 'Z'),
    problem('a', 2, 1, 'A', 'a'),
    problem('a', 2, 1, 'A', 'b'),
    problem('a', 2, 1, 'B'),
    problem('a', 2, 10, 'A'),
    problem('a', 10, 1, 'A'),
    problem('b', 1, 1, 'A'),
  ];
  expect(ordered.toReversed().sort(compareProblems)).toStrictEqual(ordered);
});
