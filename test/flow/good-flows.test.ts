/** Flows in which nothing is wrong: whatever the checker learns, it accepts them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadFlow, renderProblem } from '../../src/flow/index.ts';
import { processorTime } from '../support/processor-time.ts';

const folder = join(__dirname, 'good-flows');

test.each(readdirSync(folder))('%s has no error', (name) => {
  const text = readFileSync(join(folder, name), 'utf8');
  const loaded = loadFlow(text, { file: name, settings: () => undefined, missingSettings: 'standIn' });
  const errors = loaded.problems.filter(({ severity }) => severity === 'error');
  expect(errors.map((problem) => renderProblem(problem, text))).toEqual([]);
  expect(loaded.kind).toBe('ok');
});

const chain = (length: number, last: string): string => {
  const nodes = Array.from({ length }, (_, index) => [
    `n${index}`,
    { type: 'prompt', play: [], next: index + 1 === length ? last : `n${index + 1}`, onError: 'end' },
  ]);
  const document = { id: 'chain', version: '1.0.0', locale: 'en-GB', start: 'n0' };
  return JSON.stringify({ ...document, nodes: { ...Object.fromEntries(nodes), end: { type: 'hangup' } } });
};

test('a flow of thousands of nodes is judged at once, a loop in it found', () => {
  const options = { file: 'chain.json', settings: () => undefined, missingSettings: 'refuse' } as const;
  const started = processorTime();
  expect(loadFlow(chain(3_000, 'end'), options).kind).toBe('ok');
  expect(loadFlow(chain(3_000, 'n0'), options).problems.map(({ code }) => code)).toEqual([
    'FLOW-ENDLESS-LOOP',
  ]);
  expect(processorTime() - started).toBeLessThan(10_000);
});
