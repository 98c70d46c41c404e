import { asLine, createLog, flowProblemReporter } from '../../src/telemetry/index.ts';
import type { Level } from '../../src/telemetry/index.ts';

const rendered = 'lobby.json:3:5  error FLOW-UNKNOWN-NODE  There is no node "ned".\n  3 | "start": "ned"';
const problem = {
  code: 'FLOW-UNKNOWN-NODE',
  severity: 'error',
  message: 'There is no node "ned".',
  file: 'lobby.json',
  line: 3,
  rendered,
} as const;

function written(deployed: boolean, threshold: Level): (readonly [Level, string])[] {
  const lines: (readonly [Level, string])[] = [];
  const write = (...line: [Level, string]): unknown => lines.push(line);
  const log = createLog(threshold, asLine(write));
  const report = flowProblemReporter({ deployed, log, threshold, write });
  report(problem);
  report({ ...problem, severity: 'warning' });
  report({ ...problem, severity: 'remark' });
  return lines;
}

test('on a machine of one’s own a problem is told as people read it', () => {
  expect(written(false, 'info')).toEqual([
    ['error', rendered],
    ['warn', rendered],
  ]);
});

test('a remark, which nobody has to act on, is told to who wants details', () => {
  expect(written(false, 'debug').at(-1)).toEqual(['debug', rendered]);
});

test('on a deployed app it is a line of JSON', () => {
  const [first] = written(true, 'info');
  expect(first?.[0]).toBe('error');
  expect(JSON.parse(first?.[1] ?? '')).toEqual({
    level: 'error',
    event: 'ivr.flow.problem',
    code: 'FLOW-UNKNOWN-NODE',
    file: 'lobby.json',
    line: 3,
    message: 'There is no node "ned".',
  });
});

test('what is quieter than the chosen level is not written', () => {
  for (const deployed of [true, false])
    expect(written(deployed, 'error').map(([level]) => level)).toEqual(['error']);
});
