import type { SimulatedCall } from '../../../src/simulator/call/simulated-call.ts';
import { readWav } from '../../../src/simulator/media/wav.ts';
import { heard, operationEnds, prompt, world } from '../world.ts';
import type { World } from '../world.ts';

let here: World;
let call: SimulatedCall;

beforeEach(async () => {
  here = await world();
  call = await here.established();
});

const record = (body: object) => here.act(call, 'recordResponse', { clientContext: 'vm', ...body });
const outcome = () => here.notified.at(-1)?.data;
const recordings = () =>
  call.transcript.entries.flatMap((entry) =>
    entry.kind === 'recording' ? [[entry.at, entry.until, entry.outcome]] : [],
  );

test('prompt, then beep, then the recording, whose time starts with it', async () => {
  const answer = await record({ prompts: [prompt(1000)], maxRecordDurationInSeconds: 3 });
  expect(answer).toMatchObject({
    status: 200,
    body: { '@odata.type': '#microsoft.graph.recordOperation', status: 'running', recordingLocation: null },
  });
  await here.clock.advance(2000);
  call.speak(4000, 'Hello');
  await here.clock.advance(2499);
  expect(operationEnds(here.notified)).toEqual([]);
  await here.clock.advance(1);
  expect(heard(call)).toEqual([['1000.wav', 100, 1100, true, false]]);
  const beeps = call.transcript.entries.flatMap((entry) =>
    entry.kind === 'beep' ? [[entry.at, entry.until]] : [],
  );
  expect([beeps, recordings()]).toEqual([[[1100, 1600]], [[1600, 4600, 'maxRecordDurationReached']]]);
  expect(outcome()).toMatchObject({
    '@odata.type': '#microsoft.graph.recordOperation',
    clientContext: 'vm',
    status: 'completed',
    resultInfo: { code: 200, subcode: 8515 },
    recordingLocation: expect.stringContaining('/simulator/recordings/') as string,
    recordingAccessToken: expect.stringMatching(/./) as string,
  });
});

test('a pause ends it: default 5 s after the voice', async () => {
  await record({ playBeep: false, maxRecordDurationInSeconds: 60 });
  await here.clock.advance(1000);
  call.speak(2000, null);
  await here.clock.advance(2000 + 4999);
  expect(operationEnds(here.notified)).toEqual([]);
  await here.clock.advance(1);
  expect(operationEnds(here.notified)).toEqual([['vm', 'completed', 8509]]);
  expect(outcome()).toMatchObject({ completionReason: 'maxSilenceTimeout' });
  expect(recordings()).toEqual([[100, 8100, 'maxSilenceTimeout']]);
});

test('a pause that is shorter than allowed does not', async () => {
  await record({ playBeep: false, maxRecordDurationInSeconds: 60, maxSilenceTimeoutInSeconds: 2 });
  call.speak(1000, null);
  await here.clock.advance(2500);
  call.speak(1000, null);
  await here.clock.advance(2999);
  expect(operationEnds(here.notified)).toEqual([]);
  await here.clock.advance(1);
  expect(recordings()).toEqual([[100, 5600, 'maxSilenceTimeout']]);
});

test('nothing said: failed with 8510 and nothing to fetch', async () => {
  await record({ initialSilenceTimeoutInSeconds: 3, maxRecordDurationInSeconds: 60 });
  await here.clock.advance(500 + 2999);
  expect(operationEnds(here.notified)).toEqual([]);
  await here.clock.advance(1);
  expect(operationEnds(here.notified)).toEqual([['vm', 'failed', 8510]]);
  expect(outcome()).toMatchObject({
    completionReason: 'initialSilenceTimeout',
    recordingLocation: '',
    recordingAccessToken: '',
    resultInfo: { code: 400 },
  });
});

test('too long: completed with 8515, default 5 s', async () => {
  await record({ playBeep: false });
  call.speak(60_000, null);
  await here.clock.advance(5000);
  expect(operationEnds(here.notified)).toEqual([['vm', 'completed', 8515]]);
  expect(outcome()).toMatchObject({
    completionReason: 'maxRecordDurationReached',
    resultInfo: { code: 200 },
  });
});

test('a stop tone ends it with 8514, another key does not, without any subscription', async () => {
  await record({ playBeep: false, stopTones: ['#', '1'], maxRecordDurationInSeconds: 60 });
  call.speak(3000, null);
  here.simulation.pressKeys(call, '2');
  await here.clock.advance(1000);
  expect(operationEnds(here.notified)).toEqual([]);
  here.simulation.pressKeys(call, '1');
  await here.clock.advance(0);
  expect(operationEnds(here.notified)).toEqual([['vm', 'completed', 8514]]);
  expect(outcome()).toMatchObject({ completionReason: 'stopToneDetected' });
});

test('cancelled: failed with 8508 and nothing to fetch', async () => {
  await record({});
  await here.clock.advance(1000);
  await here.act(call, 'cancelMediaProcessing', {});
  await here.clock.advance(60_000);
  expect(operationEnds(here.notified)).toEqual([['vm', 'failed', 8508]]);
  expect(outcome()).toMatchObject({
    completionReason: 'operationCanceled',
    recordingLocation: '',
    recordingAccessToken: '',
  });
  expect(recordings()).toEqual([[600, 1100, 'operationCanceled']]);
});

test('a prompt that cannot be played fails it before the beep', async () => {
  await record({ prompts: [prompt('missing.wav')] });
  await here.clock.advance(0);
  expect(operationEnds(here.notified)).toEqual([['vm', 'failed', 8536]]);
  expect(outcome()).toMatchObject({ completionReason: 'playPromptFailed' });
  expect(recordings()).toEqual([]);
});

test('waits for the prompt before it, unless it barges in', async () => {
  await here.act(call, 'playPrompt', { prompts: [prompt(2000)], clientContext: 'a' });
  await record({ playBeep: false });
  await here.clock.advance(1000);
  expect(recordings()).toEqual([]);
  await here.clock.advance(1000);
  expect(recordings()).toEqual([[2100, null, null]]);
  await here.act(call, 'playPrompt', { prompts: [prompt(2000)], clientContext: 'b' });
  await record({ playBeep: false, bargeInAllowed: true, clientContext: 'vm2' });
  await here.clock.advance(0);
  expect(operationEnds(here.notified)).toEqual([
    ['a', 'completed', 0],
    ['vm', 'failed', 8508],
    ['b', 'failed', 8508],
  ]);
  expect(call.media.running?.clientContext).toBe('vm2');
});

test('a caller who hangs up leaves no word of the recording, or one where that is switched on', async () => {
  await record({ playBeep: false });
  call.speak(500, null);
  await here.clock.advance(600);
  here.simulation.hangUp(call);
  await here.clock.advance(60_000);
  expect(operationEnds(here.notified)).toEqual([]);
  expect(recordings()).toEqual([[100, 700, 'callEnded']]);

  const telling = await world({ switches: { operationsEndWithCall: true } });
  const other = await telling.established();
  await telling.act(other, 'recordResponse', { clientContext: 'vm' });
  telling.simulation.hangUp(other);
  await telling.clock.advance(0);
  expect(operationEnds(telling.notified)).toEqual([['vm', 'failed', 8508]]);
});

test('the file is as long as the recording, needs its token, and goes soon after the call', async () => {
  await record({ playBeep: false, maxSilenceTimeoutInSeconds: 1 });
  call.speak(800, null);
  await here.clock.advance(1800);
  const { recordingLocation, recordingAccessToken } = outcome() as Record<string, string>;
  const operation = recordingLocation?.split('/').at(-1) ?? '';
  const { recordings: store } = here.simulation;
  expect(store.download(operation, 'other')).toEqual({ kind: 'forbidden' });
  expect(store.download(operation, null)).toEqual({ kind: 'forbidden' });
  const found = store.download(operation, recordingAccessToken ?? '');
  if (found.kind !== 'file') throw new Error(found.kind);
  expect(readWav(found.file)).toEqual({ kind: 'audio', durationMs: 1800 });
  here.simulation.hangUp(call);
  await here.clock.advance(60_000);
  expect(store.download(operation, recordingAccessToken ?? '').kind).toBe('file');
  await here.clock.advance(1);
  expect(store.download(operation, recordingAccessToken ?? '')).toEqual({ kind: 'gone' });
});
