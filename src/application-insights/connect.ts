import type { TokenCredential } from '@azure/core-auth';
import {
  AzureMonitorLogExporter,
  AzureMonitorMetricExporter,
  AzureMonitorTraceExporter,
} from '@azure/monitor-opentelemetry-exporter';
import type { Instant } from '../call/index.ts';
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

/** Sends what it is told to Application Insights, in batches; what cannot be sent is kept on disk and sent later. */
export function connectApplicationInsights(
  { connectionString, credential }: Connection,
  role: Role,
  clock: () => Instant,
): ExportedTelemetry {
  const options = {
    connectionString: connectionString.reveal(),
    ...(credential === null ? {} : { credential }),
  };
  const exporters = {
    spans: new AzureMonitorTraceExporter(options),
    logs: new AzureMonitorLogExporter(options),
    metrics: new AzureMonitorMetricExporter(options),
  };
  return exportedTelemetry(exporters, role, clock);
}
