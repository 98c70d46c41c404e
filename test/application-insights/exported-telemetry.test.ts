import { context, propagation, trace as api } from '@opentelemetry/api';
import { ExportResultCode } from '@opentelemetry/core';
import type { ExportResult } from '@opentelemetry/core';
import { InMemoryLogRecordExporter } from '@opentelemetry/sdk-logs';
import { AggregationTemporality, InMemoryMetricExporter } from '@opentelemetry/sdk-metrics';
import { InMemorySpanExporter } from '@opentelemetry/sdk-trace-base';
import { exportedTelemetry } from '../../src/application-insights/index.ts';
import { instant, traceParent } from '../../src/call/index.ts';

const spans = new InMemorySpanExporter();
const logs = new InMemoryLogRecordExporter();
const metrics = new InMemoryMetricExporter(AggregationTemporality.DELTA);
const role = { name: 'ivr-prod', version: '0.1.0', instance: 'one' };
const telemetry = exportedTelemetry({ spans, logs, metrics }, role, () => instant(5_000));

const host = { traceParent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' };
const dimensions = { callId: 'in-1', graphCallId: null };
const internal = { kind: 'internal', of: null, dimensions, cause: null } as const;

beforeEach(() => {
  spans.reset();
  logs.reset();
  metrics.reset();
});

async function finished() {
  await telemetry.flush();
  return spans.getFinishedSpans();
}

describe('events', () => {
  test('are stamped with when they happened, else with now', async () => {
    telemetry.tell('info', 'ivr.media.removed', { count: 1 }, instant(1_500));
    telemetry.tell('warn', 'ivr.media.removed', { count: 2 });
    await telemetry.flush();
    const [first, second] = logs.getFinishedLogRecords();
    expect([first?.hrTime, second?.hrTime]).toEqual([
      [1, 500_000_000],
      [5, 0],
    ]);
  });

  test('carry their name as Application Insights reads it, and their dimensions as text; none that has no value', async () => {
    telemetry.tell('error', 'ivr.dead_letter', {
      queue: 'ivr-outbound-calls',
      code: null,
      count: 2,
      yes: true,
    });
    await telemetry.flush();
    const [record] = logs.getFinishedLogRecords();
    expect(record?.attributes).toEqual({
      'microsoft.custom_event.name': 'ivr.dead_letter',
      queue: 'ivr-outbound-calls',
      count: '2',
      yes: 'true',
      severity: 'error',
    });
    expect(record?.resource.attributes).toMatchObject({
      'service.name': 'ivr-prod',
      'service.instance.id': 'one',
    });
  });

  test('belong to the invocation that tells them', async () => {
    telemetry.within(host, () => telemetry.tell('info', 'ivr.media.removed', { count: 1 }));
    await telemetry.flush();
    expect(logs.getFinishedLogRecords()[0]?.spanContext?.traceId).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
  });
});

describe('spans', () => {
  test('stand below the span that the host began, and below one another', async () => {
    await telemetry.within(host, () =>
      telemetry.trace('notification', internal, () =>
        telemetry.trace('effect', { ...internal, of: 'http' }, () => Promise.resolve()),
      ),
    );
    const [inner, outer] = await finished();
    expect(outer?.parentSpanContext?.spanId).toBe('00f067aa0ba902b7');
    expect(inner?.parentSpanContext?.spanId).toBe(outer?.spanContext().spanId);
    expect([inner?.name, inner?.attributes]).toEqual(['effect http', { callId: 'in-1' }]);
  });

  test('are linked with what led to them, where that can be read', async () => {
    const causes = ['00-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbb-01', 'nonsense'].map(traceParent);
    for (const cause of [...causes, null])
      await telemetry.trace('effect', { ...internal, cause }, () => Promise.resolve());
    const linked = (await finished()).map(({ links }) => links.map(({ context: { spanId } }) => spanId));
    expect(linked).toEqual([['bbbbbbbbbbbbbbbb'], [], []]);
  });

  test('say where they stand, so that whoever goes on elsewhere can be linked', async () => {
    const traceparent = await telemetry.trace('notification', internal, (span) =>
      Promise.resolve(span.traceparent),
    );
    const [span] = await finished();
    expect(traceparent).toBe(`00-${span?.spanContext().traceId}-${span?.spanContext().spanId}-01`);
  });

  test('fail by a code, and with whoever throws, whose message is not told', async () => {
    await telemetry.trace('effect', internal, (span) => {
      span.fail('http');
      return Promise.resolve();
    });
    const thrown = telemetry.trace('effect', internal, () => Promise.reject(new TypeError('4711')));
    await expect(thrown).rejects.toThrow('4711');
    expect((await finished()).map(({ status, events }) => [status.message, events])).toEqual([
      ['http', []],
      ['TypeError', []],
    ]);
  });

  test('of requests name method, host and status, and no address', async () => {
    const request = { kind: 'request', host: 'graph.microsoft.com', method: 'POST' } as const;
    await telemetry.trace('effect', { ...internal, ...request }, (span) => {
      span.answered(202);
      return Promise.resolve();
    });
    expect((await finished())[0]?.attributes).toEqual({
      callId: 'in-1',
      'http.request.method': 'POST',
      'server.address': 'graph.microsoft.com',
      'http.response.status_code': 202,
    });
  });

  test('pass on what they stand below to the SDK of the durable functions', async () => {
    await telemetry.trace('notification', internal, ({ traceparent }) => {
      // As it does where it starts an orchestration.
      const headers: Record<string, string> = {};
      expect(api.getSpan(context.active())).toBeDefined();
      propagation.inject(context.active(), headers);
      expect(headers.traceparent).toBe(traceparent);
      return Promise.resolve();
    });
  });
});

test('metrics are histograms and gauges, with the dimensions that have a value', async () => {
  const place = { flow: 'desk', flowVersion: '1', node: 'menu', operation: 'playPrompt' };
  for (const latency of [100, 300])
    telemetry.measure('ivr.turn.latency', latency, { callId: 'in-1', graphCallId: null, ...place });
  telemetry.measure('ivr.calls.active', 4, { state: 'running' });
  telemetry.measure('ivr.calls.active', 5, { state: 'running' });
  await telemetry.flush();
  const exported = metrics
    .getMetrics()
    .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
  expect(exported.map(({ descriptor: { name, unit } }) => [name, unit])).toEqual([
    ['ivr.turn.latency', 'ms'],
    ['ivr.calls.active', '1'],
  ]);
  expect(exported[0]?.dataPoints[0]).toMatchObject({
    attributes: { callId: 'in-1', ...place },
    value: { count: 2, sum: 400, min: 100, max: 300 },
  });
  expect(exported[1]?.dataPoints[0]).toMatchObject({ value: 5, attributes: { state: 'running' } });
});

test('an instance that ends does not wait for whoever takes telemetry in and hangs', async () => {
  const hanging = new InMemorySpanExporter();
  const taken: ((result: ExportResult) => void)[] = [];
  hanging.export = (_spans, done) => void taken.push(done);
  const other = exportedTelemetry({ spans: hanging, logs, metrics }, role, () => instant(5_000));
  await other.trace('notification', internal, () => Promise.resolve());
  await expect(other.flush()).resolves.toBeUndefined();
  expect(taken).toHaveLength(1);
  // Else the SDK would wait for it for half a minute, and the tests with it.
  for (const done of taken) done({ code: ExportResultCode.SUCCESS });
}, 15_000);
