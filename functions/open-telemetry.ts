import type { ExportedTelemetry } from '../src/application-insights/index.ts';
import type { Settings } from '../src/config/index.ts';
import { managedIdentity } from '../src/identity/index.ts';
import { asLine, lateTelemetry, linesOnly } from '../src/telemetry/index.ts';
import type { Telemetry, WriteLine } from '../src/telemetry/index.ts';

/** Written into the bundle when it is built. */
declare const IVR_VERSION: string | undefined;

export interface OpenedTelemetry {
  readonly telemetry: Telemetry;
  /** What sends it, once it is loaded; null: nothing does. */
  readonly exporter: Promise<ExportedTelemetry | null>;
}

/** The exporter is loaded only where it has somewhere to send to: it takes longer to load than the rest of the app. */
export function openTelemetry(
  connection: Settings['telemetry'],
  environment: NodeJS.ProcessEnv,
  write: WriteLine,
): OpenedTelemetry {
  const lines = linesOnly(asLine(write));
  if (connection.kind === 'none') return { telemetry: lines, exporter: Promise.resolve(null) };
  // The exporter would tell its makers how it is used, over addresses that a closed network does not let out.
  environment.APPLICATION_INSIGHTS_NO_STATSBEAT ??= 'true';
  const { connectionString, identity, role } = connection;
  const credential = identity.kind === 'none' ? null : managedIdentity(identity.clientId);
  const version = typeof IVR_VERSION === 'string' ? IVR_VERSION : 'development';
  const loading = import('../src/application-insights/index.ts').then(({ connectApplicationInsights }) =>
    connectApplicationInsights({ connectionString, credential }, { ...role, version }, Date.now),
  );
  const exporter = loading.catch((error: unknown) => {
    write('error', `Telemetry is not sent, since its exporter does not load: ${String(error)}`);
    return null;
  });
  return { telemetry: lateTelemetry(loading, lines), exporter };
}
