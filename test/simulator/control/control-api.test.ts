import { startSimulator } from '../../../src/simulator/index.ts';
import type { Simulator } from '../../../src/simulator/index.ts';
import { readWav, writeWav } from '../../../src/simulator/media/wav.ts';
import { fakeBot } from '../fake-bot.ts';
import type { FakeBot } from '../fake-bot.ts';

const from = '+4930901820001';
const to = { applicationInstance: '1c2d3e4f-5061-4728-93a4-b5c6d7e8f901' };

let simulator: Simulator;
let bot: FakeBot;

beforeAll(async () => {
  bot = await fakeBot({ '/short.wav': writeWav(50, () => 0) });
  simulator = await startSimulator({ notifyUrl: bot.url, numbers: { '+442079460000': 'instance-1' } });
});

afterAll(async () => {
  await simulator.close();
  await bot.close();
});

/** How the library that checks requests would say it. */
const librarySpeech = /Invalid (input|option|key)|Unrecognized|Too (small|big)|expected|✖|→/;

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Record<string, unknown>;
}

async function ask(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const sent = { 'content-type': 'application/json', ...headers };
  const response = await fetch(simulator.url + path, {
    method,
    headers: sent,
    ...(body === undefined ? {} : { body: text }),
  });
  const answer = await response.text();
  const parsed = answer.startsWith('{') ? (JSON.parse(answer) as Record<string, unknown>) : {};
  return { status: response.status, headers: response.headers, text: answer, body: parsed };
}

async function placed(body: object = { from, to }): Promise<string> {
  return String((await ask('POST', '/simulator/calls', body)).body.id);
}

async function established(): Promise<string> {
  const id = await placed();
  await ask('POST', `/v1.0/communications/calls/${id}/answer`, {
    acceptedModalities: ['audio'],
    mediaConfig: { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig' },
  });
  await ask('GET', `/simulator/calls/${id}?waitFor=audioActive`);
  return id;
}

describe('placing a call', () => {
  test.each([
    ['+4930901820001', { phone: '+4930901820001' }],
    [{ phone: '+4930901820001' }, { phone: '+4930901820001' }],
    ['e0c4b7a2-9f35-4c18-8e61-1b2c3d4e5f60', { user: 'e0c4b7a2-9f35-4c18-8e61-1b2c3d4e5f60' }],
    [
      { user: 'u-1', displayName: 'Ada' },
      { user: 'u-1', displayName: 'Ada' },
    ],
    [{ guest: 'g-1' }, { guest: 'g-1' }],
    [{ encrypted: true }, { encrypted: true }],
  ])('from %j', async (given, shown) => {
    const { body } = await ask('GET', `/simulator/calls/${await placed({ from: given, to })}`);
    expect(body).toMatchObject({ from: shown, to, direction: 'incoming', state: 'incoming' });
  });

  test.each([
    ['+442079460000', { applicationInstance: 'instance-1', displayName: '+442079460000' }],
    [{ phone: '+442079460000' }, { applicationInstance: 'instance-1' }],
    [{ application: 'app-1' }, { application: 'app-1' }],
    ['1c2d3e4f-5061-4728-93a4-b5c6d7e8f901', to],
  ])('to %j', async (given, shown) => {
    const { body } = await ask('GET', `/simulator/calls/${await placed({ from, to: given })}`);
    expect(body).toMatchObject({ to: shown });
  });

  test('with a webhook of its own', async () => {
    await placed({ from, to, notify: `${bot.url}/own` });
    await bot.until(({ path }) => path === '/own');
  });

  test.each([
    ['no JSON', '{'],
    ['nobody', {}],
    ['a number that is none', { from: '030', to }],
    ['a webhook on plain http', { from, to, notify: 'http://voice.example.net/' }],
    ['a member that nobody knows', { from, to, colour: 'red' }],
  ])('is refused with %s', async (_what, body) => {
    const answer = await ask('POST', '/simulator/calls', body);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'SIMULATOR-REQUEST-INVALID' } } });
    expect(answer.text).not.toMatch(librarySpeech);
  });

  test.each([
    [
      { to: '' },
      '"from" is missing; "to" must be a phone number such as +442079460000, the id of an application',
    ],
    [{ from, to: { phone: '030' } }, '"to.phone" must be an E.164 number such as +4930901820001'],
    [{ from, to, colour: 'red' }, '"colour" is not known here'],
    [{ from: 7, to, notify: 7 }, '"from" must be a phone number such as +4930901820001, the id of a user'],
    [[], 'the request must be an object'],
  ])('of %j is refused in plain words', async (body, words) => {
    const { message } = (await ask('POST', '/simulator/calls', body)).body.error as { message: string };
    expect(message).toContain(`The request cannot be used: ${words}`);
  });

  test('is answered with a line, so that answers after one another in a terminal are lines too', async () => {
    expect((await ask('POST', '/simulator/calls', { from, to })).text).toMatch(/^\{.*\}\n$/);
  });
});

describe('the caller', () => {
  test.each([
    ['keys', {}],
    ['keys', { keys: '12x' }],
    ['keys', { keys: '' }],
    ['keys', { keys: '1'.repeat(501) }],
    ['keys', { keys: '1', gapMs: -1 }],
    ['speak', {}],
    ['speak', { durationMs: 0 }],
  ])('is refused %s %j', async (action, body) => {
    expect((await ask('POST', `/simulator/calls/${await placed()}/${action}`, body)).status).toBe(400);
  });

  test('who has gone can do nothing, and who was never there is not found', async () => {
    const id = await placed();
    expect((await ask('POST', `/simulator/calls/${id}/hangup`)).status).toBe(202);
    expect((await ask('POST', `/simulator/calls/${id}/hangup`)).status).toBe(202);
    expect(await ask('POST', `/simulator/calls/${id}/keys`, { keys: '1' })).toMatchObject({
      status: 409,
      body: { error: { code: 'SIMULATOR-CALL-ENDED' } },
    });
    expect(await ask('GET', '/simulator/calls/nobody')).toMatchObject({
      status: 404,
      body: { error: { code: 'SIMULATOR-CALL-UNKNOWN' } },
    });
  });

  test('leaves a message that can be fetched in chunks with its token', async () => {
    const id = await established();
    await ask('POST', `/v1.0/communications/calls/${id}/recordResponse`, {
      playBeep: false,
      stopTones: ['#'],
      clientContext: 'voicemail#7',
    });
    await ask('POST', `/simulator/calls/${id}/speak`, { text: 'Hello' });
    await ask('POST', `/simulator/calls/${id}/keys`, { keys: '#' });
    const told = await bot.until(({ body }) => JSON.stringify(body).includes('voicemail#7'));
    const { value } = told.body as { value: { resourceData: Record<string, string> }[] };
    const { recordingLocation = '', recordingAccessToken = '' } = value.at(-1)?.resourceData ?? {};
    expect((await fetch(recordingLocation)).status).toBe(401);
    const file = await fetch(recordingLocation, {
      headers: { authorization: `Bearer ${recordingAccessToken}` },
    });
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/octet-stream']);
    expect(file.headers.get('transfer-encoding')).toBe('chunked');
    expect(readWav(new Uint8Array(await file.arrayBuffer())).kind).toBe('audio');
  });
});

describe('waiting', () => {
  test.each([
    'ended',
    'notified',
    'silent',
    'tones',
    'audioActive',
    'recording',
    'state:terminated',
    'prompt:x',
    'prompts:1',
    'request:answer',
    'request:answer:2',
    'entries:900',
  ])('for %s is possible', async (condition) => {
    const path = `/simulator/calls/${await placed()}?waitFor=${condition}&timeoutMs=1`;
    expect([200, 408]).toContain((await ask('GET', path)).status);
  });

  test.each(['luck', 'prompts:many', 'state', 'request'])('for %s is refused', async (condition) => {
    expect((await ask('GET', `/simulator/calls/${await placed()}?waitFor=${condition}`)).status).toBe(400);
  });

  test('ends when a prompt begins, and when everything is silent again', async () => {
    const id = await established();
    const begun = ask('GET', `/simulator/calls/${id}?waitFor=prompt:short`);
    await ask('POST', `/v1.0/communications/calls/${id}/playPrompt`, {
      prompts: [
        { '@odata.type': '#microsoft.graph.mediaPrompt', mediaInfo: { uri: `${bot.url}/short.wav` } },
      ],
    });
    expect((await begun).body).toMatchObject({ media: { running: 'playPrompt', waiting: 0 } });
    expect((await ask('GET', `/simulator/calls/${id}?waitFor=silent`)).body).toMatchObject({
      media: { running: null },
    });
  });
});

describe('events', () => {
  /** The events of a stream, read until their text contains what `meanwhile` says. */
  async function eventsUntil(path: string, meanwhile: () => Promise<string>): Promise<string[]> {
    const leave = new AbortController();
    const response = await fetch(simulator.url + path, { signal: leave.signal });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const wanted = await meanwhile();
    let text = '';
    const reader = response.body?.getReader();
    while (!text.includes(wanted)) {
      const piece = await reader?.read();
      text += new TextDecoder().decode(piece?.value as Uint8Array);
    }
    leave.abort();
    return text.split('\n\n');
  }

  test('of one call end when it has ended and the app has been told of everything', async () => {
    const id = await placed();
    const events = ask('GET', `/simulator/calls/${id}/events`);
    await ask('POST', `/simulator/calls/${id}/hangup`);
    const { text } = await events;
    const entries = [...text.matchAll(/^data: (.*)$/gm)].map(([, data = '']) => JSON.parse(data));
    expect(entries).toContainEqual(expect.objectContaining({ kind: 'state', state: 'terminated' }));
    const told = entries.filter(({ kind }) => kind === 'notification').at(-1);
    expect(told).toMatchObject({ fate: 'accepted', about: ['call deleted terminated'] });
    // And at once, where both are so already.
    expect((await ask('GET', `/simulator/calls/${id}/events`)).text).toContain('"state":"terminated"');
  });

  test('wait for what a fault delays', async () => {
    await ask('POST', '/simulator/faults', { notification: 'call', state: 'terminated', delayed: 300 });
    const id = await placed();
    await ask('POST', `/simulator/calls/${id}/hangup`);
    const { text } = await ask('GET', `/simulator/calls/${id}/events`);
    expect(text).toContain('"call deleted terminated"');
  });

  test('tell a call from its first entry on', async () => {
    const id = await placed();
    const events = await eventsUntil(`/simulator/calls/${id}/events`, async () => {
      await ask('POST', `/simulator/calls/${id}/hangup`);
      return '"state":"terminated"';
    });
    expect(events[0]).toMatch(
      /^event: entry\ndata: \{"index":0,"at":\d+,"kind":"state","state":"incoming"\}$/,
    );
    const { body } = await ask('GET', '/simulator/calls');
    expect(body.calls).toContainEqual(expect.objectContaining({ id, state: 'terminated' }));
  });

  test('tell the calls that there are, then those that come', async () => {
    const known = simulator.simulation.calls.length;
    const events = await eventsUntil('/simulator/events', async () => `"callId":"${await placed()}"`);
    expect(events.slice(0, known).every((event) => event.startsWith('event: call\n'))).toBe(true);
    expect(events.length).toBeGreaterThan(known);
  });
});

describe('faults', () => {
  afterEach(() => ask('DELETE', '/simulator/faults'));

  test.each([
    { operation: 'answer', status: 503, retryAfter: 1, times: 3 },
    { operation: 'playPrompt', reset: true, executed: true },
    { notification: 'tone', doubled: true },
    { notification: 'call', state: 'terminated', lost: true },
    { notification: 'prompt', delayed: 500 },
    { transfer: '+442079460000', outcome: 'busy' },
    { transfer: true, outcome: 'noAnswer', afterMs: 20 },
    { outbound: true, outcome: 'declined' },
    { redirect: true, outcome: 'noAnswer' },
    { token: 'unknownKey', times: 2, resent: true },
  ])('%j is kept until it happens', async (fault) => {
    expect((await ask('POST', '/simulator/faults', fault)).status).toBe(201);
    expect((await ask('GET', '/simulator/faults')).body).toMatchObject({ faults: [fault] });
  });

  test.each([
    {},
    { operation: 'dance', status: 500 },
    { operation: 'answer', status: 200 },
    { notification: 'tone' },
    { notification: 'tone', lost: true, doubled: true },
    { transfer: true, outcome: 'bored' },
    { token: 'golden' },
    { switches: { unheardOf: true } },
    { switches: { answerWindowMs: -1 } },
  ])('%j is refused', async (fault) => {
    const refused = await ask('POST', '/simulator/faults', fault);
    expect(refused.status).toBe(400);
    expect(refused.text).not.toMatch(librarySpeech);
    expect((await ask('GET', '/simulator/faults')).body).toEqual({ faults: [] });
  });

  test('switches can be set while it runs', async () => {
    expect((await ask('POST', '/simulator/faults', { switches: { swapEstablished: true } })).status).toBe(
      201,
    );
    expect((await ask('GET', '/simulator/switches')).body).toMatchObject({
      swapEstablished: true,
      numericStrings: false,
    });
    await ask('POST', '/simulator/faults', { switches: { swapEstablished: false } });
  });

  test('a connection is really cut', async () => {
    await ask('POST', '/simulator/faults', { operation: 'getCall', reset: true });
    await expect(ask('GET', '/v1.0/communications/calls/x')).rejects.toThrow('fetch failed');
  });
});

describe('identity', () => {
  const path = '/b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928/oauth2/v2.0/token';
  const form = (members: Record<string, string>) => new URLSearchParams(members).toString();
  const encoded = { 'content-type': 'application/x-www-form-urlencoded' };
  const client = {
    grant_type: 'client_credentials',
    client_id: '5f1d2c3b-4a59-4e68-9d77-86a5b4c3d2e1',
    scope: 'https://graph.microsoft.com/.default',
  };
  const assertion = {
    client_assertion: 'a.b.c',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  };

  test.each([
    ['a secret', { client_secret: 's' }],
    ['an assertion', assertion],
  ])('gives a token for %s, with which Graph can be called', async (_what, credential) => {
    const { status, body } = await ask('POST', path, form({ ...client, ...credential }), encoded);
    expect([status, body.token_type, body.expires_in]).toEqual([200, 'Bearer', 3599]);
    const authorization = `Bearer ${String(body.access_token)}`;
    expect((await ask('GET', '/v1.0/communications/calls/x', undefined, { authorization })).status).toBe(404);
  });

  test.each([
    ['no credential', form(client), encoded, 400],
    ['both credentials', form({ ...client, client_secret: 's', ...assertion }), encoded, 400],
    ['another grant', form({ ...client, client_secret: 's', grant_type: 'password' }), encoded, 400],
    ['a scope that is none', form({ ...client, client_secret: 's', scope: 'User.Read' }), encoded, 400],
    ['an unknown application', form({ ...client, client_secret: 's', client_id: 'x' }), encoded, 400],
    ['JSON', JSON.stringify(client), { 'content-type': 'application/json' }, 400],
  ])('refuses %s', async (_what, body, headers, status) => {
    expect(await ask('POST', path, body, headers)).toMatchObject({
      status,
      body: { error: expect.any(String) as string },
    });
  });

  test('checks the secret where it knows it', async () => {
    const strict = await startSimulator({ clientSecret: 'right' });
    const post = (secret: string) =>
      fetch(strict.url + path, {
        method: 'POST',
        headers: encoded,
        body: form({ ...client, client_secret: secret }),
      });
    expect([(await post('right')).status, (await post('wrong')).status]).toEqual([200, 401]);
    await strict.close();
  });
});

describe('the server', () => {
  test('says what an app needs to know', async () => {
    expect((await ask('GET', '/simulator')).body).toMatchObject({
      graphBaseUrl: `${simulator.url}/v1.0`,
      openIdConfigurationUrl: `${simulator.url}/v1/.well-known/OpenIdConfiguration`,
      issuer: 'https://api.botframework.com',
      permissions: expect.arrayContaining(['Calls.Initiate.All', 'Calls.AccessMedia.All']),
    });
  });

  test('refuses a body that is too large, pages of other origins and unknown addresses', async () => {
    expect((await ask('POST', '/simulator/calls', 'x'.repeat(1024 * 1024 + 1))).status).toBe(413);
    expect(
      (await ask('GET', '/simulator/calls', undefined, { origin: 'https://evil.example.org' })).status,
    ).toBe(403);
    expect(
      (await ask('GET', '/simulator/calls', undefined, { origin: 'http://localhost:7071' })).status,
    ).toBe(200);
    for (const path of ['/', '/simulator/x', '/simulator/calls/a/b/c', '/simulators']) {
      expect((await ask('GET', path)).status).toBe(404);
    }
  });

  test('says which port is in use', async () => {
    await expect(startSimulator({ port: simulator.port })).rejects.toMatchObject({
      code: 'SIMULATOR-PORT-IN-USE',
      message: expect.stringContaining(String(simulator.port)) as string,
    });
  });

  test('does not start with options that cannot be', async () => {
    for (const options of [
      { notifyUrl: 'http://voice.example.net/' },
      { port: 70_000 },
      { switches: { answerWindowMs: -1 } },
    ]) {
      await expect(startSimulator(options)).rejects.toMatchObject({ code: 'SIMULATOR-OPTION-INVALID' });
    }
  });
});
