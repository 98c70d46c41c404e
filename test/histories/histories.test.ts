/**
 * Calls outlive a deployment: the histories that releases have left behind are taken to the same end by the orchestrators
 * that are registered now, from wherever they were.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as df from 'durable-functions';
import * as z from 'zod';
import { EventType } from '../../src/host/durable/history.ts';
import { orchestratorVersions, runCall } from '../../src/orchestration/index.ts';
import { read, root } from '../support/repository.ts';
import { parseHistory } from './support/parse-history.ts';
import { recordHistories } from './support/record-histories.ts';
import { registeredFunctions } from './support/registered-functions.ts';
import type { RegisteredFunctions } from './support/registered-functions.ts';
import { replayHistory } from './support/replay-history.ts';
import type { RecordedHistory } from './support/recorded-history.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});

const fileText = (...path: readonly string[]): string => readFileSync(join(__dirname, ...path), 'utf8');
const manifest = z
  .record(z.string(), z.record(z.string(), z.string()))
  .parse(JSON.parse(fileText('manifest.json')));
const releases = Object.keys(manifest);
const files = releases.flatMap((release) =>
  Object.keys(manifest[release] ?? {}).map((file) => [release, file] as const),
);
const readHistory = (release: string, file: string): RecordedHistory => parseHistory(fileText(release, file));

const environment = {
  AzureWebJobsScriptRoot: root,
  BOT_APP_ID: '5f1d2c3b-4a59-4e68-9d77-86a5b4c3d2e1',
  BOT_TENANT_ID: 'b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928',
  GRAPH_BASE_URL: 'http://127.0.0.1:9/v1.0',
  GRAPH_CREDENTIAL: 'none',
  CALLBACK_BASE_URL: 'http://127.0.0.1:9',
  LOG_LEVEL: 'error',
};

/** What is done with every action of `runCall`, for an orchestrator that is none of ours any more. */
type Change = (name: string, given: readonly unknown[]) => readonly unknown[];

function changed(change: Change): df.OrchestrationHandler {
  return (context) => {
    const changedDf = new Proxy(context.df, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return (...given: readonly unknown[]): unknown =>
          Reflect.apply(member, target, [...change(String(name), given)]);
      },
    });
    return runCall(
      new Proxy(context, { get: (target, name) => (name === 'df' ? changedDf : Reflect.get(target, name)) }),
    );
  };
}

const changedOrchestrators: Readonly<Record<string, df.OrchestrationHandler>> = {
  'one-activity-more': function* (context) {
    yield context.df.callActivity('work-out-schedules', {});
    return yield* runCall(context);
  },
  'another-name': changed((name, [first, ...rest]) =>
    name === 'callActivity' && first === 'graph-play-prompt'
      ? ['graph-record-response', ...rest]
      : [first, ...rest],
  ),
  'an-unknown-name': changed((name, [first, ...rest]) =>
    name === 'callActivity' && first === 'graph-transfer'
      ? ['graph-transfer-call', ...rest]
      : [first, ...rest],
  ),
  'another-time': changed((name, [first, ...rest]) =>
    name === 'createTimer' && first instanceof Date
      ? [new Date(first.getTime() + 1), ...rest]
      : [first, ...rest],
  ),
  'another-end': function* (context) {
    return { ...(yield* runCall(context)), endReason: 'another' };
  },
  'more-in-the-end': function* (context) {
    return { ...(yield* runCall(context)), more: true };
  },
  'more-input': changed((name, [first, input, ...rest]) =>
    name === 'callActivity' && typeof input === 'object'
      ? [first, { ...input, more: 1 }, ...rest]
      : [first, input, ...rest],
  ),
};

let functions: RegisteredFunctions;
beforeAll(() => {
  Object.assign(process.env, environment);
  functions = registeredFunctions(() => {
    jest.requireActual('../../functions/index.ts');
    for (const [name, handler] of Object.entries(changedOrchestrators)) df.app.orchestration(name, handler);
  });
});
afterAll(() => {
  functions.close();
  for (const name of Object.keys(environment)) Reflect.deleteProperty(process.env, name);
});

test.each(files)('of %s, %s', async (release, file) => {
  expect(await replayHistory(readHistory(release, file), functions)).toEqual([]);
});

describe('what a call in progress would not survive is seen', () => {
  const recorded = readHistory('0.1.0', 'barge-in-and-transfer.json');
  test.each([
    ['one-activity-more', /Non-Deterministic|activity work-out-schedules came/],
    ['another-name', /activity graph-play-prompt was recorded, \d+: activity graph-record-response came/],
    ['an-unknown-name', /activity graph-transfer was recorded.*doesn't exist/],
    ['another-time', /timer .* was recorded, \d+: timer/],
    ['another-end', /it ended with something else/],
  ])('%s', async (name, words) => {
    const differences = await replayHistory(recorded, functions, name);
    expect(differences.join('\n')).toMatch(words);
  });

  test.each(['more-input', 'more-in-the-end'])('but not what does it no harm: %s', async (name) => {
    expect(await replayHistory(recorded, functions, name)).toEqual([]);
  });

  test.each(['barge-in-and-transfer.json', 'dialer.json', 'cancelled-request.json'])(
    'an instance of a version that no code is there for is refused, in words: %s',
    async (file) => {
      const history = readHistory('0.1.0', file);
      const generations = history.generations.map((generation) => ({
        ...generation,
        history: generation.history.map((event) =>
          event.EventType === EventType.ExecutionStarted ? { ...event, Version: '0' } : event,
        ),
      }));
      const [first] = await replayHistory({ ...history, generations }, functions);
      expect(first).toMatch(`The orchestrator "${history.orchestrator}" has no version "0", only 1.`);
    },
  );
});

describe('the files', () => {
  test('are those that were recorded, byte by byte', () => {
    const hash = (release: string, file: string): string =>
      createHash('sha256').update(fileText(release, file)).digest('hex');
    const folders = readdirSync(__dirname).filter((name) => /^\d/.test(name));
    const found = folders.map((release) => [
      release,
      Object.fromEntries(readdirSync(join(__dirname, release)).map((file) => [file, hash(release, file)])),
    ]);
    expect(Object.fromEntries(found)).toEqual(manifest);
  });

  test('are there for this release, with every version that may still be running', () => {
    const { version } = z.object({ version: z.string() }).parse(JSON.parse(read('package.json')));
    expect(releases).toContain(version);
    const versions = files.map(([release, file]) => /"Version":"([^"]+)"/.exec(fileText(release, file))?.[1]);
    expect([...new Set(versions)].sort()).toEqual([...orchestratorVersions].sort());
  });

  test('say nothing about the machine that they were recorded on', () => {
    for (const [release, file] of files)
      expect(fileText(release, file)).not.toMatch(/file:\/\/|node_modules|node:internal/);
  });
});

test('a recording has the same bytes when it is made again', async () => {
  const names = ['activities-fail', 'recording-and-queue'];
  functions.close();
  const recordings = [await recordHistories(root, names), await recordHistories(root, names)];
  expect(recordings[0]?.size).toBe(2);
  expect(recordings[1]).toEqual(recordings[0]);
}, 60_000);
