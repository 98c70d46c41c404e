import { lateTelemetry, linesOnly } from '../../src/telemetry/index.ts';
import type { Telemetry } from '../../src/telemetry/index.ts';

const work = { kind: 'internal', dimensions: {}, causes: [] } as const;

function listener(): { readonly heard: unknown[]; readonly telemetry: Telemetry } {
  const heard: unknown[] = [];
  const telemetry: Telemetry = {
    tell: (...event) => heard.push(event),
    measure: (...value) => heard.push(value),
    trace: (name, _options, run) => {
      heard.push(name);
      return run({ traceparent: 'here', answered: () => undefined, fail: () => undefined });
    },
  };
  return { heard, telemetry };
}

test('what is told before it is there comes in its order, then everything at once', async () => {
  const { heard, telemetry } = listener();
  const late = lateTelemetry(
    Promise.resolve(telemetry),
    linesOnly(() => undefined),
  );
  late.tell('error', 'ivr.store.failed', { reason: 'away' });
  late.measure('ivr.calls.active', 1, { state: 'running' });
  expect(await late.trace('early', work, ({ traceparent }) => Promise.resolve(traceparent))).toBeNull();
  await Promise.resolve();
  expect(heard).toEqual([
    ['error', 'ivr.store.failed', { reason: 'away' }],
    ['ivr.calls.active', 1, { state: 'running' }],
  ]);
  expect(await late.trace('late', work, ({ traceparent }) => Promise.resolve(traceparent))).toBe('here');
  late.tell('info', 'ivr.media.removed', { count: 1 });
  expect(heard.slice(2)).toEqual(['late', ['info', 'ivr.media.removed', { count: 1 }]]);
});

test('where it cannot be loaded, the log is told, also of what was kept', async () => {
  const { heard, telemetry } = listener();
  const late = lateTelemetry(Promise.reject(new Error('no such chunk')), telemetry);
  late.tell('error', 'ivr.store.failed', { reason: 'away' });
  await new Promise((resolve) => setImmediate(resolve));
  expect(heard).toEqual([['error', 'ivr.store.failed', { reason: 'away' }]]);
});

test('what is kept is bounded', async () => {
  const { heard, telemetry } = listener();
  const late = lateTelemetry(Promise.resolve(telemetry), telemetry);
  for (let count = 0; count < 5_000; count += 1) late.tell('info', 'ivr.media.removed', { count });
  await Promise.resolve();
  expect(heard).toHaveLength(1_000);
});
