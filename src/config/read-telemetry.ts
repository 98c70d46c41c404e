import * as z from 'zod';
import { secret } from './secret.ts';
import type { SettingReader } from './setting-reader.ts';
import { guid, text } from './setting-schema.ts';
import type { TelemetryConnection } from './settings.ts';

const connection = text.regex(
  /(?:^|;)\s*InstrumentationKey\s*=\s*[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\s*(?:;|$)/i,
  'must be a connection string of Application Insights: "InstrumentationKey=…;IngestionEndpoint=…"',
);

/** `Authorization=AAD` alone means the system-assigned identity. */
const authentication = z
  .string()
  .transform((pairs) => new Map(pairs.split(';').map((pair) => split(pair))))
  .refine(
    (pairs) => pairs.get('authorization')?.toLowerCase() === 'aad',
    'must be "Authorization=AAD" or "ClientId=…;Authorization=AAD"',
  )
  .transform((pairs) => pairs.get('clientid') ?? null)
  .pipe(guid.nullable())
  .transform((clientId) => ({ kind: 'managed', clientId }) as const);

function split(pair: string): [string, string] {
  const [name = '', ...value] = pair.split('=');
  return [name.trim().toLowerCase(), value.join('=').trim()];
}

/** Where telemetry goes. The Functions host reads the same two settings; the exporter of the app knows only the first. */
export function readTelemetry(read: SettingReader): TelemetryConnection {
  const connectionString = read.optional('APPLICATIONINSIGHTS_CONNECTION_STRING', connection);
  const identity = read.optional('APPLICATIONINSIGHTS_AUTHENTICATION_STRING', authentication);
  if (connectionString === null) return { kind: 'none' };
  return {
    kind: 'applicationInsights',
    connectionString: secret(connectionString),
    identity: identity ?? { kind: 'none' },
    role: {
      name: read.optional('WEBSITE_SITE_NAME', text) ?? 'ivr',
      instance: read.optional('WEBSITE_INSTANCE_ID', text),
    },
  };
}
