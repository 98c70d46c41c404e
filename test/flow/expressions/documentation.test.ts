import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  expressionFailureCodes,
  expressionLimits,
  expressionProblemCodes,
  functions,
} from '../../../src/flow/expressions/index.ts';

const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'expressions.md'), 'utf8');

/** The codes that a section lists, short forms completed. */
function codesIn(section: string): readonly string[] {
  return [...section.matchAll(/`(?:EXPRESSION)?(-[A-Z-]+)`/g)].map(([, code]) => `EXPRESSION${code}`);
}

test('the page has a row for every function, and no other', () => {
  const [, section = ''] = /## Functions\n([^]*?)\n## /.exec(page) ?? [];
  const rows = [...section.matchAll(/^\| (`[^|]*`) +\|/gm)].flatMap(([, cell = '']) => [
    ...cell.matchAll(/`(\w+)\(/g),
  ]);
  expect(rows.map(([, name]) => name).sort()).toStrictEqual([...functions.keys()].sort());
});

test('the page lists every problem and every failure, and no other', () => {
  const [, problems = '', failures = ''] =
    /When a flow is loaded:([^]*)When it runs,([^]*?)## /.exec(page) ?? [];
  expect([...codesIn(problems)].sort()).toStrictEqual([...expressionProblemCodes].sort());
  expect([...codesIn(failures)].sort()).toStrictEqual([...expressionFailureCodes].sort());
});

test('the page names the limits as they are', () => {
  const [, section = ''] = /## Limits\n([^]*?)\n## /.exec(page) ?? [];
  for (const limit of Object.values(expressionLimits)) {
    if (limit !== expressionLimits.buckets) expect(section).toContain(limit.toLocaleString('en-US'));
  }
});
