import { instant } from '../../src/call/index.ts';
import { asLine, createLog } from '../../src/telemetry/index.ts';

test.each([
  ['error', ['error']],
  ['warn', ['error', 'warn']],
  ['debug', ['error', 'warn', 'info', 'debug']],
] as const)('at the level %s only what is at least as grave is told', (threshold, expected) => {
  const told: string[] = [];
  const log = createLog(threshold, (level) => told.push(level));
  for (const level of ['error', 'warn', 'info', 'debug'] as const)
    log(level, 'ivr.media.removed', { count: 2 });
  expect(told).toEqual(expected);
});

test('an event is a line of JSON, with when it happened where that is not now', () => {
  const lines: string[] = [];
  const log = createLog(
    'info',
    asLine((level, line) => lines.push(`${level} ${line}`)),
  );
  log('info', 'ivr.media.removed', { count: 2 });
  log('warn', 'ivr.store.failed', { reason: 'away' }, instant(0));
  expect(lines).toEqual([
    'info {"level":"info","event":"ivr.media.removed","count":2}',
    'warn {"level":"warn","event":"ivr.store.failed","at":"1970-01-01T00:00:00.000Z","reason":"away"}',
  ]);
});
