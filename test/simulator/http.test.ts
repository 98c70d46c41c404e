import { createRemoteJWKSet, jwtVerify } from 'jose';
import { exampleAppId, exampleTenantId, startSimulator } from '../../src/simulator/index.ts';
import type { Simulator } from '../../src/simulator/index.ts';
import { writeWav } from '../../src/simulator/media/wav.ts';
import { fakeBot } from './fake-bot.ts';
import type { FakeBot } from './fake-bot.ts';

const tone = writeWav(120, () => 0.1);
const from = '+4930901820001';
const to = { applicationInstance: '1c2d3e4f-5061-4728-93a4-b5c6d7e8f901' };

/** The file with its words in it, as rendered speech has them. */
function withWords(file: Uint8Array): Uint8Array {
  const words = Buffer.from('LIST\x1e\0\0\0INFOICMT\x12\0\0\0For sales, press 1', 'latin1');
  return Buffer.concat([file.subarray(0, 36), words, file.subarray(36)]);
}

let simulator: Simulator;
let bot: FakeBot;

beforeEach(async () => {
  bot = await fakeBot({ '/menu.wav': withWords(tone) });
  simulator = await startSimulator({ notifyUrl: `${bot.url}/callbacks/calls` });
});

afterEach(async () => {
  await simulator.close();
  await bot.close();
});

async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(simulator.url + path, {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    ...sent,
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}

const prompts = () => [
  {
    '@odata.type': '#microsoft.graph.mediaPrompt',
    mediaInfo: { uri: `${bot.url}/menu.wav`, resourceId: 'menu-1' },
  },
];

async function answeredCall(): Promise<string> {
  const { body } = await ask('POST', '/simulator/calls', { from, to });
  await ask('POST', `/v1.0/communications/calls/${body.id}/answer`, {
    callbackUri: `${bot.url}/callbacks/calls/1`,
    acceptedModalities: ['audio'],
    mediaConfig: { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig' },
  });
  await ask('GET', `/simulator/calls/${body.id}?waitFor=audioActive`);
  return body.id;
}

const changeOf = (request: { body: unknown }) =>
  (request.body as { value: { changeType: string; resourceData: Record<string, unknown> }[] }).value[0]
    ?.resourceData ?? {};

test('a caller dials, is answered, hears a prompt, presses a key, and hangs up', async () => {
  const placed = await ask('POST', '/simulator/calls', { from, to });
  expect(placed.status).toBe(201);
  const id: string = placed.body.id;
  const told = await bot.until(({ path }) => path === '/callbacks/calls');
  expect(changeOf(told)).toMatchObject({
    state: 'incoming',
    id,
    source: { identity: { phone: { id: from } } },
    targets: [{ identity: { applicationInstance: { id: to.applicationInstance } } }],
    tenantId: exampleTenantId,
  });

  const answered = await ask('POST', `/v1.0/communications/calls/${id}/answer`, {
    callbackUri: `${bot.url}/callbacks/calls/1`,
    acceptedModalities: ['audio'],
    mediaConfig: { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig' },
  });
  expect(answered).toMatchObject({ status: 202, body: null });
  expect((await ask('GET', `/simulator/calls/${id}?waitFor=audioActive`)).status).toBe(200);

  expect(
    await ask('POST', `/v1.0/communications/calls/${id}/subscribeToTone`, { clientContext: 'tones' }),
  ).toMatchObject({
    status: 200,
    body: { status: 'completed', clientContext: 'tones' },
  });
  const playing = await ask('POST', `/v1.0/communications/calls/${id}/microsoft.graph.playPrompt`, {
    prompts: prompts(),
    clientContext: 'menu#1',
  });
  expect(playing).toMatchObject({ status: 200, body: { status: 'running', clientContext: 'menu#1' } });
  expect(playing.headers.get('location')).toBe(
    `${simulator.url}/v1.0/communications/calls/${id}/operations/${playing.body.id}`,
  );
  const done = await bot.until((request) => changeOf(request).clientContext === 'menu#1');
  expect(changeOf(done)).toMatchObject({
    '@odata.type': '#microsoft.graph.playPromptOperation',
    status: 'completed',
    resultInfo: { code: 200, subcode: 0 },
  });

  expect((await ask('POST', `/simulator/calls/${id}/keys`, { keys: '1' })).status).toBe(202);
  const key = await bot.until((request) => 'toneInfo' in changeOf(request));
  expect(changeOf(key).toneInfo).toMatchObject({ sequenceId: 1, tone: 'tone1' });

  expect((await ask('POST', `/simulator/calls/${id}/hangup`)).status).toBe(202);
  const over = await bot.until((request) => changeOf(request).state === 'terminated');
  expect(changeOf(over).resultInfo).toMatchObject({ code: 200, subcode: 540000 });

  const { body: seen } = await ask('GET', `/simulator/calls/${id}?waitFor=notified`);
  expect(seen.state).toBe('terminated');
  const prompt = seen.transcript.find((entry: { kind: string }) => entry.kind === 'prompt');
  expect(prompt).toMatchObject({ uri: `${bot.url}/menu.wav`, completed: true, cancelled: false });
  expect(prompt.until - prompt.at).toBeGreaterThanOrEqual(115);
  expect(
    seen.requests.map((entry: { operation: string; status: number }) => [entry.operation, entry.status]),
  ).toEqual([
    ['answer', 202],
    ['subscribeToTone', 200],
    ['playPrompt', 200],
  ]);
  expect((await ask('GET', '/simulator/violations')).body).toEqual({ violations: [], late: [] });
});

test('a notification carries a token that the published keys verify', async () => {
  await ask('POST', '/simulator/calls', { from, to });
  const told = await bot.until(() => true);
  const { body: metadata } = await ask('GET', new URL(simulator.openIdConfigurationUrl).pathname);
  const { payload } = await jwtVerify(
    (told.headers.authorization ?? '').replace('Bearer ', ''),
    createRemoteJWKSet(new URL(metadata.jwks_uri)),
    { algorithms: ['RS256'], issuer: metadata.issuer, audience: exampleAppId },
  );
  expect(payload.tid).toBe(exampleTenantId);
  expect((payload.exp ?? 0) - (payload.nbf ?? 0)).toBe(3900);
  expect(told.headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Microsoft-Skype/3.0,(Calling/1.0)',
    'x-microsoft-skype-message-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    'x-microsoft-skype-chain-id': changeOf(told).callChainId,
  });
});

test('keeps an idle connection for longer than the app does, so that no request meets its end', async () => {
  const { headers } = await ask('GET', '/simulator');
  expect(Number(/timeout=(\d+)/.exec(headers.get('keep-alive') ?? '')?.[1])).toBeGreaterThan(20);
});

test('waits for a prompt by the words that its file carries', async () => {
  const id = await answeredCall();
  await ask('POST', `/v1.0/communications/calls/${id}/playPrompt`, { prompts: prompts() });
  expect((await ask('GET', `/simulator/calls/${id}?waitFor=prompt:For%20sales`)).status).toBe(200);
});

test('waits for what a call comes to, and says when it did not', async () => {
  const id = await answeredCall();
  const waiting = ask('GET', `/simulator/calls/${id}?waitFor=ended&timeoutMs=5000`);
  await ask('POST', `/simulator/calls/${id}/hangup`);
  expect(await waiting).toMatchObject({ status: 200, body: { state: 'terminated' } });
  expect((await ask('GET', `/simulator/calls/${id}?waitFor=prompt:menu&timeoutMs=20`)).status).toBe(408);
  expect((await ask('GET', `/simulator/calls/${id}?waitFor=luck`)).status).toBe(400);
  expect((await ask('GET', '/simulator/calls?waitFor=calls:1')).body.calls).toMatchObject([{ id }]);
});
