/** Flows with one fault each, and beside each its report: word for word what an author reads. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadFlow, renderProblem } from '../../src/flow/index.ts';

const folder = join(__dirname, 'bad-flows');
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace('.json', ''));

const read = (name: string) => {
  const text = readFileSync(join(folder, `${name}.json`), 'utf8');
  const settings = { file: 'flow.json', settings: () => undefined, missingSettings: 'refuse' } as const;
  const loaded = loadFlow(text, { ...settings, today: '2026-10-26' });
  const report = loaded.problems.map((problem) => renderProblem(problem, text)).join('\n');
  return { loaded, report: `${report}\n` };
};

test.each(names)('%s has its exact report', (name) => {
  const { loaded, report } = read(name);
  expect(report).toBe(readFileSync(join(folder, `${name}.report.txt`), 'utf8'));
  expect(loaded.kind === 'ok').toBe(loaded.problems.every(({ severity }) => severity !== 'error'));
});

test('there are at least sixty, and every report has its flow', () => {
  expect(names.length).toBeGreaterThanOrEqual(60);
  const reports = readdirSync(folder).filter((name) => name.endsWith('.report.txt'));
  expect(reports).toHaveLength(names.length);
});

test('each has one fault, which is one problem; a misspelt property is unknown, and the right one missing', () => {
  const several = names.filter((name) => {
    const codes = read(name).loaded.problems.map(({ code }) => code);
    return codes.length !== 1 && !(codes.length === 2 && codes.includes('FLOW-UNKNOWN-PROPERTY'));
  });
  expect(several).toEqual([]);
});
