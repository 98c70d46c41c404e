import { setTimeout as sleep } from 'node:timers/promises';
import { context, propagation } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { LogRecordExporter } from '@opentelemetry/sdk-logs';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import type { SpanExporter } from '@opentelemetry/sdk-trace-base';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { Instant } from '../call/index.ts';
import type { Telemetry } from '../telemetry/index.ts';
import { eventTeller } from './events.ts';
import { measurer } from './measures.ts';
import { tracer } from './traces.ts';

/** Where each kind of telemetry goes. */
export interface Exporters {
  readonly spans: SpanExporter;
  readonly logs: LogRecordExporter;
  readonly metrics: PushMetricExporter;
}

/** Who tells: the role and the instance of the application map. */
export interface Role {
  readonly name: string;
  readonly version: string;
  /** Null: not known. */
  readonly instance: string | null;
}

/** The parent that the Functions host passes with an invocation. */
export interface InvocationParent {
  readonly traceParent?: string | undefined;
  readonly traceState?: string | undefined;
}

export interface ExportedTelemetry extends Telemetry {
  /** Runs an invocation of a function below the span that the host began for it. */
  readonly within: <Result>(parent: InvocationParent, work: () => Result) => Result;
  /** Resolves once everything told so far has been sent, or could not be within a few seconds. */
  readonly flush: () => Promise<void>;
}

/** A caller makes a few hundred of each in his call; a batch leaves once a second. */
const batches = { scheduledDelayMillis: 1_000, maxQueueSize: 16_384, maxExportBatchSize: 1_024 };

/** An instance that ends is given little time, and whoever takes telemetry in may hang. */
const longestFlush = 3_000;

/** Metrics leave once a minute. */
const metricInterval = 60_000;

/** Of one metric in a minute: every turn of a call is a series of its own, since its call is a dimension. */
const mostSeries = 20_000;

/**
 * Telemetry by OpenTelemetry's SDK. One for each process: the context of what runs is the process's, so that the SDK of
 * the durable functions finds it and passes it on where it starts an orchestration.
 */
export function exportedTelemetry(exporters: Exporters, role: Role, clock: () => Instant): ExportedTelemetry {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  const resource = resourceFromAttributes({
    'service.name': role.name,
    'service.version': role.version,
    ...(role.instance === null ? {} : { 'service.instance.id': role.instance }),
  });
  const spans = new BasicTracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor(exporters.spans, batches)],
  });
  const logs = new LoggerProvider({
    resource,
    processors: [new BatchLogRecordProcessor(exporters.logs, batches)],
  });
  const reader = new PeriodicExportingMetricReader({
    exporter: exporters.metrics,
    exportIntervalMillis: metricInterval,
    cardinalityLimits: { default: mostSeries },
  });
  const meters = new MeterProvider({ resource, readers: [reader] });
  return {
    tell: eventTeller(logs.getLogger(role.name), clock),
    measure: measurer(meters.getMeter(role.name)),
    trace: tracer(spans.getTracer(role.name)),
    within: (parent, work) => {
      const carrier = { traceparent: parent.traceParent ?? '', tracestate: parent.traceState ?? '' };
      return context.with(propagation.extract(context.active(), carrier), work);
    },
    flush: async () => {
      const sent = Promise.allSettled([spans.forceFlush(), logs.forceFlush(), meters.forceFlush()]);
      await Promise.race([sent, sleep(longestFlush, null, { ref: false })]);
    },
  };
}
