import { callId, graphCallId, instant, milliseconds } from '../../../src/call/index.ts';
import { downloader, recordingFetcher } from '../../../src/graph/index.ts';
import { memoryStore, readWav, recordingKeeper } from '../../../src/media/index.ts';
import { startSimulator } from '../../../src/simulator/index.ts';
import type { Simulator } from '../../../src/simulator/index.ts';
import { fakeBot } from '../../simulator/fake-bot.ts';
import type { FakeBot, Received } from '../../simulator/fake-bot.ts';

let simulator: Simulator;
let bot: FakeBot;
beforeEach(async () => {
  bot = await fakeBot({});
  simulator = await startSimulator({ notifyUrl: `${bot.url}/callbacks/calls` });
});
afterEach(async () => {
  await simulator.close();
  await bot.close();
});

async function ask(method: string, path: string, body?: unknown): Promise<{ readonly id: string }> {
  const response = await fetch(simulator.url + path, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return text === '' ? { id: '' } : JSON.parse(text);
}

interface NamedRecording {
  readonly recordingLocation: string;
  readonly recordingAccessToken: string;
}

function recordingOf({ body }: Received): NamedRecording | undefined {
  const { value } = body as { value: readonly { readonly resourceData: Partial<NamedRecording> }[] };
  const found = value.map(({ resourceData }) => resourceData).find((data) => Boolean(data.recordingLocation));
  return found as NamedRecording | undefined;
}

/** A call in which something was recorded; gives where Graph says that it is. */
async function recorded(): Promise<{ call: string; location: string; accessToken: string }> {
  const { id } = await ask('POST', '/simulator/calls', {
    from: '+4930901820001',
    to: { applicationInstance: '1c2d3e4f-5061-4728-93a4-b5c6d7e8f901' },
  });
  await ask('POST', `/v1.0/communications/calls/${id}/answer`, {
    callbackUri: `${bot.url}/callbacks/calls/1`,
    acceptedModalities: ['audio'],
    mediaConfig: { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig' },
  });
  await ask('GET', `/simulator/calls/${id}?waitFor=audioActive`);
  await ask('POST', `/v1.0/communications/calls/${id}/recordResponse`, {
    clientContext: 'voicemail#1',
    playBeep: false,
    maxRecordDurationInSeconds: 10,
    stopTones: ['#'],
  });
  await ask('POST', `/simulator/calls/${id}/speak`, { durationMs: 200 });
  await ask('POST', `/simulator/calls/${id}/keys`, { keys: '#' });
  const told = await bot.until((request) => recordingOf(request) !== undefined);
  const { recordingLocation, recordingAccessToken } = recordingOf(told) ?? {
    recordingLocation: '',
    recordingAccessToken: '',
  };
  return { call: id, location: recordingLocation, accessToken: recordingAccessToken };
}

test('what a caller says is fetched from where Graph says, and kept', async () => {
  const { call, location, accessToken } = await recorded();
  const clock = () => instant(Date.now());
  const store = memoryStore(clock);
  const parts = {
    download: downloader(clock, simulator.url),
    keep: recordingKeeper({ store, mediaBaseUrl: 'https://ivr.contoso.com/api/media', clock }),
    clock,
    chance: () => 0,
    wait: () => Promise.resolve(),
    report: () => undefined,
  };
  const fetchRecording = recordingFetcher(parts);
  const order = { location, accessToken, retention: milliseconds(60_000) };
  const result = await fetchRecording(order, { id: callId('in-1'), graphCallId: graphCallId(call) });
  if (result.outcome === 'failed') throw new Error(result.failure.message);
  const kept = await store.get(`${result.id}.wav` as Parameters<typeof store.get>[0]);
  const read = readWav(kept?.bytes ?? new Uint8Array());
  expect(read.kind === 'ok' ? read.length : read.reason).toBe(result.seconds * 1000);

  const wrong = await fetchRecording(
    { ...order, accessToken: 'another' },
    { id: callId('in-1'), graphCallId: graphCallId(call) },
  );
  expect(wrong).toMatchObject({ outcome: 'failed', failure: { code: 'graph', status: 401 } });
});
