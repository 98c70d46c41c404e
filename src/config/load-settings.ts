import { resolve } from 'node:path';
import * as z from 'zod';
import { applicationInstanceId, assertNever, milliseconds } from '../call/index.ts';
import type { ApplicationInstanceId } from '../call/index.ts';
import { isLoopbackUrl } from '../loopback/index.ts';
import { levels } from '../telemetry/index.ts';
import { allowedHosts } from './allowed-hosts.ts';
import { readSpeech } from './read-speech.ts';
import { readTelemetry } from './read-telemetry.ts';
import { secret } from './secret.ts';
import { settingReader } from './setting-reader.ts';
import type { Environment, SettingReader } from './setting-reader.ts';
import {
  baseUrl,
  guid,
  listOf,
  retention,
  storageConnectionString,
  text,
  url,
  wholeNumber,
} from './setting-schema.ts';
import { SettingsError } from './settings-error.ts';
import type { SettingProblem } from './settings-error.ts';
import type { GraphCredential, Identity, Settings, Speech, StorageConnection } from './settings.ts';

const graphPublicCloud = 'https://graph.microsoft.com/v1.0';
/** Where Graph's calling service publishes the keys of its callback tokens ("Handle call notifications"). */
const notificationPublicCloud = 'https://api.aps.skype.com/v1/.well-known/OpenIdConfiguration';
const notificationIssuers = ['https://api.botframework.com', 'https://graph.microsoft.com'];
const sevenDays = milliseconds(7 * 86_400_000);
const credentialKinds = ['federated', 'managedIdentity', 'clientSecret', 'none'] as const;

/**
 * The settings of the environment, with the defaults of the documentation.
 * @throws SettingsError that names everything wrong or missing at once.
 */
export function loadSettings(environment: Environment): Settings {
  const read = settingReader(environment);
  const graphBaseUrl = read.optional('GRAPH_BASE_URL', baseUrl) ?? graphPublicCloud;
  const credential = readCredential(read, graphBaseUrl);
  const callbackBaseUrl = readCallbackBaseUrl(read, credential);
  const settings: Settings = {
    flowsPath: readFlowsPath(read),
    graph: { baseUrl: graphBaseUrl, credential },
    notification: {
      openIdConfigurationUrl:
        read.optional('NOTIFICATION_OPENID_CONFIGURATION_URL', url) ?? notificationPublicCloud,
      issuers: read.optional('NOTIFICATION_ISSUERS', listOf(text)) ?? notificationIssuers,
      audience:
        read.required(
          'BOT_APP_ID',
          guid,
          'it is the application id of the calling bot, for which Graph makes its tokens',
        ) ?? '',
      allowedTenants: readAllowedTenants(read),
    },
    outbound: {
      tenantId: read.optional('BOT_TENANT_ID', guid),
      appId: read.optional('BOT_APP_ID', guid) ?? '',
      instanceId: readOutboundInstance(read),
      limits: {
        concurrent: read.optional('OUTBOUND_CONCURRENT_CALLS', wholeNumber(0, 1_000)) ?? 20,
        perMinute: read.optional('OUTBOUND_CALLS_PER_MINUTE', wholeNumber(1, 600)) ?? 60,
      },
    },
    callbackBaseUrl,
    mediaBaseUrl: read.optional('MEDIA_BASE_URL', baseUrl) ?? `${callbackBaseUrl}/api/media`,
    speech: readSpeaker(read, credential),
    http: { allowedHosts: read.optional('HTTP_ALLOWED_HOSTS', allowedHosts) ?? [] },
    queues: readQueues(read),
    media: readMedia(read),
    historyRetention: read.optional('HISTORY_RETENTION', retention) ?? sevenDays,
    identity: readIdentity(read, credential),
    deployed: isDeployed(read),
    telemetry: readTelemetry(read),
    logLevel: read.optional('LOG_LEVEL', z.enum(levels, `must be one of ${levels.join(', ')}`)) ?? 'info',
  };
  const { problems } = read;
  if (problems.length > 0) throw new SettingsError(problems, settings.deployed ? '' : wayOutOf(problems));
  return settings;
}

/** Who has set nothing yet may want no tenant at all. */
function wayOutOf(problems: readonly SettingProblem[]): string {
  if (!problems.some(({ reason }) => reason.startsWith('is missing'))) return '';
  return (
    'Without a tenant: "npm start" runs everything on this machine and needs no settings; or start ' +
    '"npx ivr graph --notify http://127.0.0.1:7071/api/notifications", and set what it prints.'
  );
}

function readOutboundInstance(read: SettingReader): ApplicationInstanceId | null {
  const id = read.optional('OUTBOUND_INSTANCE_ID', guid);
  return id === null ? null : applicationInstanceId(id);
}

/** The Functions host says where the app is; a path of the settings is meant from there. */
const readFlowsPath = (read: SettingReader): string =>
  resolve(read.optional('AzureWebJobsScriptRoot', text) ?? '.', read.optional('FLOWS_PATH', text) ?? 'flows');

function readCredential(read: SettingReader, graphBaseUrl: string): GraphCredential {
  const kind =
    read.optional(
      'GRAPH_CREDENTIAL',
      z.enum(credentialKinds, `must be one of ${credentialKinds.join(', ')}`),
    ) ?? 'federated';
  const needed = `GRAPH_CREDENTIAL=${kind}${read.isSet('GRAPH_CREDENTIAL') ? '' : ' (the default)'} needs it`;
  const appId = (): string => read.optional('BOT_APP_ID', guid) ?? '';
  switch (kind) {
    case 'none':
      if (!isLoopbackUrl(graphBaseUrl))
        read.report('GRAPH_CREDENTIAL', 'none is for a Graph on loopback only; GRAPH_BASE_URL is not one');
      return { kind };
    case 'clientSecret':
      return {
        kind,
        appId: appId(),
        tenantId: read.required('BOT_TENANT_ID', guid, needed) ?? '',
        clientSecret: secret(read.required('BOT_CLIENT_SECRET', text, needed) ?? ''),
      };
    case 'managedIdentity':
      return { kind, identityClientId: read.optional('AZURE_CLIENT_ID', guid) };
    case 'federated':
      return {
        kind,
        appId: appId(),
        tenantId: read.required('BOT_TENANT_ID', guid, needed) ?? '',
        identityClientId: read.required('AZURE_CLIENT_ID', guid, needed) ?? '',
      };
    default:
      return assertNever(kind, 'credential kind');
  }
}

function readCallbackBaseUrl(read: SettingReader, credential: GraphCredential): string {
  if (!read.isSet('CALLBACK_BASE_URL')) return callbackFromHost(read, credential);
  const given = read.optional('CALLBACK_BASE_URL', baseUrl) ?? noCallback;
  if (given.startsWith('http:') && credential.kind !== 'none')
    read.report('CALLBACK_BASE_URL', 'must be https; http on loopback is for GRAPH_CREDENTIAL=none only');
  return given;
}

/** Stands for the callback of settings that are refused anyway. */
const noCallback = 'https://missing.invalid';

/** Where the Functions host says that the app is. */
function callbackFromHost(read: SettingReader, credential: GraphCredential): string {
  const hostname = read.optional('WEBSITE_HOSTNAME', text);
  const origin = hostname === null ? null : originOf(hostname);
  const missing = 'is missing; it is the public https origin under which Graph reaches this app';
  if (origin !== null && (credential.kind === 'none' || origin.startsWith('https:'))) return origin;
  const why = origin === null ? '' : ` (it cannot reach ${origin}, where this machine runs it)`;
  read.report('CALLBACK_BASE_URL', `${missing}${why}`);
  return noCallback;
}

/** `WEBSITE_HOSTNAME` is host or host:port, also `localhost:7071` under the Functions tools. */
function originOf(hostname: string): string | null {
  const https = `https://${hostname}`;
  if (!URL.canParse(https)) return null;
  return isLoopbackUrl(https) ? `http://${hostname}` : https;
}

function readAllowedTenants(read: SettingReader): readonly string[] {
  const listed = read.optional('ALLOWED_TENANTS', listOf(guid));
  if (listed !== null) return listed;
  const own = read.optional('BOT_TENANT_ID', guid);
  if (own !== null) return [own];
  if (!read.isSet('ALLOWED_TENANTS') && !read.isSet('BOT_TENANT_ID'))
    read.report(
      'ALLOWED_TENANTS',
      'is missing, and so is BOT_TENANT_ID, its default; without it no call is taken',
    );
  return [];
}

/** The identity of the app speaks for it; a Graph on loopback has none. */
function readSpeaker(read: SettingReader, credential: GraphCredential): Speech {
  const speech = readSpeech(read);
  if (speech.kind === 'azure' && credential.kind === 'none')
    read.report(
      'SPEECH_REGION',
      'needs the identity of the app, and with GRAPH_CREDENTIAL=none there is none; use SPEECH_PROVIDER=local',
    );
  return speech;
}

/** Azure sets it on every instance of a deployed app; the Functions tools and the embedded host do not. */
function isDeployed(read: SettingReader): boolean {
  return read.isSet('WEBSITE_INSTANCE_ID');
}

/** The functions host reads the connection too, for its bindings. */
function readQueues(read: SettingReader): StorageConnection {
  const connectionString = read.optional('IvrQueues', storageConnectionString);
  if (connectionString !== null) return { kind: 'connectionString', text: secret(connectionString) };
  const serviceUri = read.optional('IvrQueues__queueServiceUri', baseUrl);
  if (serviceUri !== null)
    return { kind: 'identity', serviceUri, clientId: read.optional('IvrQueues__clientId', guid) };
  if (isDeployed(read) && !read.isSet('IvrQueues__queueServiceUri'))
    read.report(
      'IvrQueues',
      'is missing; set it to a storage connection string, or IvrQueues__queueServiceUri where an identity is used',
    );
  return { kind: 'none' };
}

/** Without it media is in the memory of one instance, where no other one finds it. */
function readMedia(read: SettingReader): StorageConnection {
  const connectionString = read.optional('IvrMedia', storageConnectionString);
  if (connectionString !== null) return { kind: 'connectionString', text: secret(connectionString) };
  const serviceUri = read.optional('IvrMedia__blobServiceUri', baseUrl);
  if (serviceUri !== null)
    return { kind: 'identity', serviceUri, clientId: read.optional('IvrMedia__clientId', guid) };
  if (isDeployed(read) && !read.isSet('IvrMedia__blobServiceUri'))
    read.report(
      'IvrMedia',
      'is missing; set it to a storage connection string, or IvrMedia__blobServiceUri where an identity is used',
    );
  return { kind: 'none' };
}

function readIdentity(read: SettingReader, credential: GraphCredential): Identity {
  if (credential.kind === 'none') return { kind: 'none' };
  return { kind: 'managed', clientId: read.optional('AZURE_CLIENT_ID', guid) };
}
