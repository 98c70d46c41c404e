import { instant, traceParent } from '../../src/call/index.ts';
import { lateTelemetry, linesOnly } from '../../src/telemetry/index.ts';
import type { Telemetry } from '../../src/telemetry/index.ts';

const now = () => instant(7_000);
const work = {
  kind: 'internal',
  of: null,
  dimensions: { callId: 'in-1', graphCallId: null },
  cause: null,
} as const;

function listener(): { readonly heard: unknown[]; readonly telemetry: Telemetry } {
  const heard: unknown[] = [];
  const telemetry: Telemetry = {
    tell: (...event) => heard.push(event),
    measure: (...value) => heard.push(value),
    trace: (name, _options, run) => {
      heard.push(name);
      return run({ traceparent: traceParent('here'), answered: () => undefined, fail: () => undefined });
    },
  };
  return { heard, telemetry };
}

test('what is told before it is there comes in its order, then everything at once', async () => {
  const { heard, telemetry } = listener();
  const late = lateTelemetry(
    Promise.resolve(telemetry),
    linesOnly(() => undefined),
    now,
  );
  late.tell('error', 'ivr.store.failed', { reason: 'away' });
  late.measure('ivr.calls.active', 1, { state: 'running' });
  expect(
    await late.trace('notification', work, ({ traceparent }) => Promise.resolve(traceparent)),
  ).toBeNull();
  await Promise.resolve();
  expect(heard).toEqual([
    ['error', 'ivr.store.failed', { reason: 'away' }, 7_000],
    ['ivr.calls.active', 1, { state: 'running' }],
  ]);
  expect(await late.trace('effect', work, ({ traceparent }) => Promise.resolve(traceparent))).toBe('here');
  late.tell('info', 'ivr.media.removed', { count: 1 });
  expect(heard.slice(2)).toEqual(['effect', ['info', 'ivr.media.removed', { count: 1 }, 7_000]]);
});

test('where it cannot be loaded, the log is told, also of what was kept', async () => {
  const { heard, telemetry } = listener();
  const late = lateTelemetry(Promise.reject(new Error('no such chunk')), telemetry, now);
  late.tell('error', 'ivr.store.failed', { reason: 'away' });
  await new Promise((resolve) => setImmediate(resolve));
  expect(heard).toEqual([['error', 'ivr.store.failed', { reason: 'away' }, 7_000]]);
});

test('what is kept is bounded, and how much was lost is told', async () => {
  const { heard, telemetry } = listener();
  const late = lateTelemetry(Promise.resolve(telemetry), telemetry, now);
  for (let count = 0; count < 5_000; count += 1) late.tell('info', 'ivr.media.removed', { count });
  await Promise.resolve();
  expect(heard).toHaveLength(1_001);
  expect(heard.at(-1)).toEqual(['warn', 'ivr.telemetry.failed', { code: 'TOO-MANY-EVENTS', lost: 4_000 }]);
});
