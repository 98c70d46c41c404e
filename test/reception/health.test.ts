import type { FileProblem } from '../../src/library/index.ts';
import { healthOf } from '../../src/reception/index.ts';

const problem = (severity: 'error' | 'warning'): FileProblem => ({
  code: 'FLOW-UNREADABLE',
  severity,
  message: 'cannot be read',
  file: '/srv/flows/lobby.json',
  line: 3,
  column: 1,
  length: 1,
  pointer: '',
  rendered: 'everything',
});

test('an app whose flows all loaded is well, warnings or not', () => {
  expect(healthOf({ problems: [problem('warning')] })).toEqual({ status: 200, body: { status: 'ok' } });
});

test('a flow that did not load is told without the folder of the machine', () => {
  expect(healthOf({ problems: [problem('error')] })).toEqual({
    status: 503,
    body: { status: 'degraded', problems: ['lobby.json:3 FLOW-UNREADABLE cannot be read'] },
  });
});
