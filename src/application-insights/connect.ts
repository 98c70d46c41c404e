import type { TokenCredential } from '@azure/core-auth';
import {
  AzureMonitorLogExporter,
  AzureMonitorMetricExporter,
  AzureMonitorTraceExporter,
} from '@azure/monitor-opentelemetry-exporter';
import type { LogRecordExporter } from '@opentelemetry/sdk-logs';
import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import type { SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { Instant } from '../call/index.ts';
import { patiently } from './patiently.ts';
import type { OnLost } from './patiently.ts';
import { exportedTelemetry } from './exported-telemetry.ts';
import type { ExportedTelemetry, Role } from './exported-telemetry.ts';

/** How Application Insights is reached. */
export interface Connection {
  readonly connectionString: { readonly reveal: () => string };
  /**
   * Null: the connection string alone. The exporter, unlike the Functions host, does not read
   * `APPLICATIONINSIGHTS_AUTHENTICATION_STRING`: where local authentication is off, without a credential everything is
   * refused and nobody is told.
   */
  readonly credential: TokenCredential | null;
}

/**
 * Sends what it is told to Application Insights, in batches; what is not taken is sent again a few times.
 */
export function connectApplicationInsights(
  { connectionString, credential }: Connection,
  role: Role,
  clock: () => Instant,
  onLost: OnLost,
): ExportedTelemetry {
  const options = {
    connectionString: connectionString.reveal(),
    disableOfflineStorage: true,
    ...(credential === null ? {} : { credential }),
  };
  const exporters = {
    spans: patientSpans(new AzureMonitorTraceExporter(options), onLost),
    logs: patientLogs(new AzureMonitorLogExporter(options), onLost),
    metrics: patientMetrics(new AzureMonitorMetricExporter(options), onLost),
  };
  return exportedTelemetry(exporters, role, clock);
}

const patientSpans = (exporter: AzureMonitorTraceExporter, onLost: OnLost): SpanExporter => ({
  export: patiently((spans, done) => void exporter.export(spans, done), onLost),
  shutdown: () => exporter.shutdown(),
});

const patientLogs = (exporter: AzureMonitorLogExporter, onLost: OnLost): LogRecordExporter => ({
  export: patiently((records, done) => void exporter.export(records, done), onLost),
  forceFlush: () => Promise.resolve(),
  shutdown: () => exporter.shutdown(),
});

const patientMetrics = (exporter: AzureMonitorMetricExporter, onLost: OnLost): PushMetricExporter => ({
  export: patiently((metrics, done) => void exporter.export(metrics, done), onLost),
  forceFlush: () => exporter.forceFlush(),
  shutdown: () => exporter.shutdown(),
  selectAggregationTemporality: (type) => exporter.selectAggregationTemporality(type),
});
