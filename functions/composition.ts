import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { instant } from '../src/call/index.ts';
import type { Instant } from '../src/call/index.ts';
import { loadSettings, settingLookup } from '../src/config/index.ts';
import { httpPerformer, queuePerformer, resolveName } from '../src/data-dip/index.ts';
import {
  commandPerformer,
  createGraphClient,
  credentialTokens,
  downloader,
  httpSender,
  methodOf,
  recordingFetcher,
  tokenVerifier,
} from '../src/graph/index.ts';
import { appIdentity, serviceConnection } from '../src/identity/index.ts';
import type { CredentialFailure } from '../src/identity/index.ts';
import { loadLibrary, speechPerformer, unspokenTextBy } from '../src/library/index.ts';
import {
  largeMessages,
  openMediaStore,
  recordDeliverer,
  recordingKeeper,
  speechProvider,
  speechRenderer,
} from '../src/media/index.ts';
import { callsApi as callsApiOf, outboundCalls } from '../src/call-control/index.ts';
import {
  deadLetterWriter,
  dialerRound,
  dueCallStarter,
  queuedCallAcceptor,
  waitingLine,
} from '../src/dialer/index.ts';
import type { DialerParts } from '../src/dialer/index.ts';
import { historyPurger } from '../src/housekeeping/index.ts';
import { storageQueues } from '../src/queues/index.ts';
import { notificationReceiver } from '../src/reception/index.ts';
import { callTeller, watchedCommands } from '../src/call-telemetry/index.ts';
import {
  createLog,
  flowProblemReporter,
  reportGraphRequest,
  reportHttpRequest,
} from '../src/telemetry/index.ts';
import type { Log, WriteLine } from '../src/telemetry/index.ts';
import { openTelemetry } from './open-telemetry.ts';

/*
 * The app put together, once for each process: the only place that reads the environment and the machine's
 * clock. Wrong settings and an unusable flows folder end the start here, with one message.
 */

export const clock = (): Instant => instant(Date.now());

const environment = process.env;
const settings = loadSettings(environment);

const write: WriteLine = (level, line) => {
  const stream = level === 'error' || level === 'warn' ? process.stderr : process.stdout;
  stream.write(`${line}\n`);
};

/** Where everything goes that the app tells of itself: to Application Insights, else to the log. */
export const { telemetry, exporter } = openTelemetry(settings.telemetry, write, clock);
// The exporter would tell its makers how it is used, over addresses that a closed network does not let out.
environment.APPLICATION_INSIGHTS_NO_STATSBEAT ??= 'true';

const loud = createLog(settings.logLevel, telemetry.tell);

export const log: Log = loud;

const onNoToken = (failure: CredentialFailure): void => log('error', 'ivr.credential.failed', { ...failure });

export const library = loadLibrary({
  flowsPath: settings.flowsPath,
  settings: settingLookup(environment),
  unspokenText: unspokenTextBy(settings),
});
const { deployed, logLevel: threshold } = settings;
library.problems.forEach(flowProblemReporter({ deployed, log, threshold, write }));

const graphUrl = new URL(settings.graph.baseUrl);

const graph = createGraphClient({
  baseUrl: settings.graph.baseUrl,
  tokens: credentialTokens(settings.graph.credential, graphUrl.origin, clock, (code) =>
    onNoToken({ audience: graphUrl.origin, code }),
  ),
  send: httpSender(clock),
  clock,
  chance: Math.random,
  wait: (length) => sleep(length),
  report: (request) => reportGraphRequest(log, telemetry.measure, request),
});

export const performCommand = watchedCommands(commandPerformer(graph, settings, clock), {
  ...telemetry,
  clock,
  host: graphUrl.host,
  methodOf,
});

/** Of calls, each thing once, whichever function sees it. */
export const tellCall = callTeller(loud);

const identity = appIdentity(settings.identity, onNoToken);

/** Speech that is rendered while the app runs, and recordings. */
export const mediaStore = openMediaStore(serviceConnection(settings.media, identity, onNoToken), clock);

/** What the memory of this process keeps is no place for a record: nobody else reads it. */
export const deliverRecord = recordDeliverer({
  store: settings.media.kind === 'none' ? null : mediaStore,
  clock,
});

export const performSpeech = speechPerformer(
  speechRenderer({
    provider: speechProvider(settings.speech, identity, (length) => sleep(length)),
    store: mediaStore,
    clock,
  }),
);

export const fetchRecording = recordingFetcher({
  download: downloader(clock, settings.graph.baseUrl),
  keep: recordingKeeper({ store: mediaStore, mediaBaseUrl: settings.mediaBaseUrl, clock }),
  clock,
  chance: Math.random,
  wait: (length) => sleep(length),
  report: (request) => reportGraphRequest(log, telemetry.measure, request),
});

export const performHttp = httpPerformer({
  wire: {
    rules: {
      allowedHosts: settings.http.allowedHosts,
      allowLoopback: settings.graph.credential.kind === 'none',
    },
    resolve: resolveName,
    clock,
  },
  authority: { settings: settingLookup(environment), identity },
  wait: (length) => sleep(length),
  report: (request) => reportHttpRequest(log, request),
});

const queues = storageQueues(serviceConnection(settings.queues, identity, onNoToken));

export const performQueue = queuePerformer(queues);

export const receiveNotification = notificationReceiver({
  verifyToken: tokenVerifier(settings.notification, clock),
  flowFor: library.flowFor,
  clock,
  after: (length, run) => void setTimeout(run, length).unref(),
  newId: randomUUID,
  log,
  trace: telemetry.trace,
});

const calls = outboundCalls({ flows: library.flows, home: settings.outbound, clock });

export const callsApi = callsApiOf({
  calls,
  callbackBaseUrl: settings.callbackBaseUrl,
  clock,
  newId: randomUUID,
  log,
});

/** What the memory of this process keeps is no place for a message: nobody else reads it. */
const messages = largeMessages({ store: settings.media.kind === 'none' ? null : mediaStore });

/** The calls that wait to be made. */
export const waitingCalls = waitingLine({ queues, messages, newId: randomUUID });

export const writeDeadLetter = deadLetterWriter({ queues, messages, clock, newId: randomUUID, log });

export const acceptQueuedCall = queuedCallAcceptor({
  calls,
  line: waitingCalls,
  messages,
  writeDeadLetter,
});

export const purgeHistory = historyPurger({
  retention: settings.historyRetention,
  hasCalls: waitingCalls.hasCalls,
  clock,
  log,
});

const dialer: DialerParts = {
  calls,
  line: waitingCalls,
  limits: settings.outbound.limits,
  writeDeadLetter,
  clock,
  log,
};

export const lookAtCalls = dialerRound(dialer);
export const startDueCall = dueCallStarter(dialer);
