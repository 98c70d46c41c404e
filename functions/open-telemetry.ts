import type { ExportedTelemetry } from '../src/application-insights/index.ts';
import { errorCode } from '../src/call/index.ts';
import type { Instant } from '../src/call/index.ts';
import type { Settings } from '../src/config/index.ts';
import { managedIdentity } from '../src/identity/index.ts';
import { appVersion, asLine, lateTelemetry, linesOnly } from '../src/telemetry/index.ts';
import type { Telemetry, WriteLine } from '../src/telemetry/index.ts';

export interface OpenedTelemetry {
  readonly telemetry: Telemetry;
  /** What sends it, once it is loaded; null: nothing does. */
  readonly exporter: Promise<ExportedTelemetry | null>;
}

/** The exporter is loaded only where it has somewhere to send to: it takes longer to load than the rest of the app. */
export function openTelemetry(
  connection: Settings['telemetry'],
  write: WriteLine,
  clock: () => Instant,
): OpenedTelemetry {
  const lines = linesOnly(asLine(write));
  if (connection.kind === 'none') return { telemetry: lines, exporter: Promise.resolve(null) };
  const { connectionString, identity, role } = connection;
  const credential = identity.kind === 'none' ? null : managedIdentity(identity.clientId);
  const onLost = onceAMinute(clock, (code, lost) =>
    lines.tell('error', 'ivr.telemetry.failed', { code, lost }),
  );
  const loading = import('../src/application-insights/index.ts').then(({ connectApplicationInsights }) =>
    connectApplicationInsights(
      { connectionString, credential },
      { ...role, version: appVersion },
      clock,
      onLost,
    ),
  );
  const exporter = loading.catch((error: unknown) => {
    lines.tell('error', 'ivr.telemetry.failed', { code: errorCode(error), lost: null });
    return null;
  });
  return { telemetry: lateTelemetry(loading, lines, clock), exporter };
}

/** While nothing can be sent, batches are lost each second: the log is told once a minute, of how many. */
function onceAMinute(
  clock: () => Instant,
  tell: (code: string, lost: number) => void,
): (code: string) => void {
  let lost = 0;
  let toldAt = -Infinity;
  return (code) => {
    lost += 1;
    if (clock() - toldAt < 60_000) return;
    tell(code, lost);
    toldAt = clock();
    lost = 0;
  };
}
