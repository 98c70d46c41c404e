import { milliseconds } from '../../src/call/index.ts';
import { silence } from '../../src/media/index.ts';
import {
  callOrchestrator,
  commandActivities,
  effectActivities,
  workOutSchedulesActivity,
  writeCallRecordActivity,
} from '../../src/orchestration/index.ts';
import { graphCallId, startFunctions } from './running-functions.ts';
import type { RunningFunctions } from './running-functions.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});

const greeting = {
  id: 'greeting',
  version: '1.0.0',
  locale: 'en-GB',
  start: 'greet',
  nodes: { greet: { type: 'prompt', play: [{ audio: 'hello.wav' }], next: 'end' }, end: { type: 'hangup' } },
};

let app: RunningFunctions;
beforeAll(async () => {
  app = await startFunctions(
    greeting,
    { 'hello.wav': silence(milliseconds(100)) },
    { environment: { LOG_LEVEL: 'error' } },
  );
});
afterAll(() => app.close());

test('every name that the orchestrator calls is registered, and every route', () => {
  const names = app.host.functions.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      callOrchestrator,
      workOutSchedulesActivity,
      writeCallRecordActivity,
      ...commandActivities,
      ...Object.values(effectActivities),
    ]),
  );
  expect(names).toEqual(expect.arrayContaining(['notifications', 'call-notifications', 'media', 'health']));
});

test('health says that all is there', async () => {
  const response = await fetch(`${app.host.url}/api/health`);
  expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
});

test('a notification without a good token is not taken', async () => {
  expect(await app.notify('', 'created', { state: 'incoming' }, 'Bearer a.b.c')).toBe(401);
  expect(app.graph.received).toEqual([]);
});

test('a call goes from its notification over Graph to its record, and its audio is served', async () => {
  const { graph, host, notify } = app;
  expect(await notify('', 'created', { state: 'incoming', source: {}, targets: [] })).toBe(202);
  await host.whenQuiet();
  const [answer] = graph.received;
  expect(answer?.path).toBe(`/v1.0/communications/calls/${graphCallId}/answer`);
  const { callbackUri } = JSON.parse(answer?.body ?? '{}');
  expect(callbackUri).toBe(`${host.url}/api/notifications/in-${graphCallId}`);
  const route = `/in-${graphCallId}`;
  expect(await notify(route, 'updated', { state: 'established', mediaState: { audio: 'active' } })).toBe(202);
  await host.whenQuiet();
  const play = graph.received.find(({ path: requested }) => requested.endsWith('/playPrompt'));
  const { uri } = JSON.parse(play?.body ?? '{}').prompts[0].mediaInfo;
  const audio = await fetch(uri);
  expect(audio.headers.get('content-type')).toBe('audio/wav');
  expect(Buffer.from(await audio.arrayBuffer()).equals(silence(milliseconds(100)))).toBe(true);
  expect((await fetch(uri, { method: 'HEAD' })).headers.get('content-length')).toBe('3244');
  expect(await notify(route, 'deleted', { state: 'terminated' })).toBe(202);
  await host.whenQuiet();
  const records = host.queues.peek('ivr-call-records').map(({ text }) => JSON.parse(text));
  expect(records).toMatchObject([
    { callId: `in-${graphCallId}`, end: 'abandoned', flow: { id: 'greeting' } },
  ]);
  expect(await notify('', 'created', { state: 'incoming' })).toBe(202);
  await host.whenQuiet();
  expect(graph.received.filter(({ path: requested }) => requested.endsWith('/answer'))).toHaveLength(1);
});
