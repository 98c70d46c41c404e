import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { instant } from '../src/call/index.ts';
import { loadSettings } from '../src/config/index.ts';
import type { Settings } from '../src/config/index.ts';
import {
  commandPerformer,
  createGraphClient,
  credentialTokens,
  httpSender,
  tokenVerifier,
} from '../src/graph/index.ts';
import type { GraphRequestReport } from '../src/graph/index.ts';
import { loadLibrary } from '../src/library/index.ts';
import type { UnspokenText } from '../src/library/index.ts';
import { notificationReceiver } from '../src/reception/index.ts';
import { createLog } from '../src/telemetry/index.ts';

/*
 * The app put together, once for each process: the only place that reads the environment and the machine's
 * clock. Wrong settings and an unusable flows folder end the start here, with one message.
 */

const clock = () => instant(Date.now());

const settings = loadSettings(process.env);

export const log = createLog(settings.logLevel, (level, line) => {
  const stream = level === 'error' || level === 'warn' ? process.stderr : process.stdout;
  stream.write(`${line}\n`);
});

export const library = loadLibrary({
  flowsPath: resolve(process.env.AzureWebJobsScriptRoot ?? '.', settings.flowsPath),
  settings: (name) => process.env[name],
  unspokenText: unspokenText(settings),
});
for (const { code, file, line, message, severity } of library.problems) {
  log(severity === 'error' ? 'error' : 'warn', 'ivr.flow.problem', { code, file, line, message });
}

const graph = createGraphClient({
  baseUrl: settings.graph.baseUrl,
  tokens: credentialTokens(settings.graph.credential, new URL(settings.graph.baseUrl).origin, clock),
  send: httpSender(clock),
  clock,
  chance: Math.random,
  wait: (length) => sleep(length),
  report: reportRequest,
});

export const performCommand = commandPerformer(graph, settings, clock);

export const receiveNotification = notificationReceiver({
  verifyToken: tokenVerifier(settings.notification, clock),
  flowFor: library.flowFor,
  clock,
  newId: randomUUID,
  log,
});

function unspokenText({ speech, deployed }: Settings): UnspokenText {
  if (speech.kind === 'local') return 'standIn';
  return deployed && speech.kind === 'none' ? 'refuse' : 'playFails';
}

function reportRequest(report: GraphRequestReport): void {
  const failed = typeof report.outcome === 'string' || report.outcome >= 400;
  log(failed ? 'warn' : 'debug', failed ? 'ivr.graph.failed' : 'ivr.graph.request', { ...report });
}
