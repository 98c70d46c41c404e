import { createLog } from '../../src/telemetry/index.ts';

test.each([
  ['error', ['error']],
  ['warn', ['error', 'warn']],
  ['debug', ['error', 'warn', 'info', 'debug']],
] as const)('at the level %s only what is at least as grave is written', (threshold, expected) => {
  const lines: string[] = [];
  const log = createLog(threshold, (level, line) => lines.push(`${level} ${line}`));
  for (const level of ['error', 'warn', 'info', 'debug'] as const)
    log(level, 'ivr.call.started', { callId: 'in-1' });
  expect(lines).toEqual(
    expected.map((level) => `${level} {"level":"${level}","event":"ivr.call.started","callId":"in-1"}`),
  );
});
