import { reportGraphRequest } from '../../src/telemetry/index.ts';

test.each([
  [200, 'debug', 'ivr.graph.request'],
  [399, 'debug', 'ivr.graph.request'],
  [400, 'warn', 'ivr.graph.failed'],
  [504, 'warn', 'ivr.graph.failed'],
  ['no connection', 'warn', 'ivr.graph.failed'],
])('a request with the outcome %p is written at the level %s', (outcome, level, event) => {
  const lines: unknown[] = [];
  reportGraphRequest((...line) => lines.push(line), { operation: 'answer', outcome });
  expect(lines).toEqual([[level, event, { operation: 'answer', outcome }]]);
});
