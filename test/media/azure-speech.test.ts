import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { milliseconds } from '../../src/call/index.ts';
import { azureSpeech, readWav, silence, SpeechError } from '../../src/media/index.ts';
import type { AzureSpeechOptions, Utterance } from '../../src/media/index.ts';

interface Seen {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

let server: Server;
let endpoint: string;
let seen: Seen[];
let waits: number[];
let answer: (response: ServerResponse, tried: number) => void;

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
      answer(response, seen.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/cognitiveservices/v1`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  seen = [];
  waits = [];
  answer = (response) => response.end(silence(milliseconds(700)));
});

const resourceId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.CognitiveServices/accounts/speech';
const options = (more: Partial<AzureSpeechOptions> = {}): AzureSpeechOptions => ({
  region: 'westeurope',
  resourceId,
  credential: {
    getToken: async (scope) => ({ token: `token for ${String(scope)}`, expiresOnTimestamp: 0 }),
  },
  voices: new Map(),
  wait: async (length) => waits.push(length),
  endpoint,
  ...more,
});

const hello: Utterance = {
  locale: 'en-GB',
  content: { kind: 'text', text: 'Hello <you> & "me".\u0001' },
  words: '',
};
const speak = (utterance = hello, more: Partial<AzureSpeechOptions> = {}) =>
  azureSpeech(options(more)).speak(utterance);

async function failureOf(promise: Promise<unknown>): Promise<SpeechError> {
  const error: unknown = await promise.catch((cause: unknown) => cause);
  if (error instanceof SpeechError) return error;
  throw new Error('it did not fail as expected', { cause: error });
}

test('asks as the identity of the app, in the voice of the locale, for what Graph plays', async () => {
  expect(readWav(await speak())).toEqual({ kind: 'ok', length: 700 });
  expect(seen).toHaveLength(1);
  expect(seen[0]?.headers).toMatchObject({
    authorization: `Bearer aad#${resourceId}#token for https://cognitiveservices.azure.com/.default`,
    'content-type': 'application/ssml+xml',
    'x-microsoft-outputformat': 'riff-16khz-16bit-mono-pcm',
    'user-agent': 'teams-ivr',
  });
  expect(seen[0]?.body).toBe(
    '<speak version="1.0" xmlns="http://www.w3.org/2001/10/synthesis" xmlns:mstts="https://www.w3.org/2001/mstts" ' +
      'xml:lang="en-GB"><voice name="en-GB-SoniaNeural">Hello &lt;you&gt; &amp; &quot;me&quot;.</voice></speak>',
  );
});

test('SSML goes inside the voice as it is', async () => {
  await speak({ locale: 'de-DE', content: { kind: 'ssml', ssml: 'Ja <break time="1s"/>' }, words: 'Ja' });
  expect(seen[0]?.body).toContain('<voice name="de-DE-KatjaNeural">Ja <break time="1s"/></voice>');
});

test.each([429, 500, 502, 503])('what may pass (%d) is tried again, three times at most', async (status) => {
  answer = (response, tried) => {
    response.statusCode = tried < 3 ? status : 200;
    response.end(tried < 3 ? '' : silence(milliseconds(700)));
  };
  await speak();
  expect(waits).toEqual([250, 500]);
  seen = [];
  answer = (response) => response.writeHead(status).end();
  expect(await failureOf(speak())).toMatchObject({ code: 'SPEECH-REFUSED', status });
  expect(seen).toHaveLength(3);
});

test('Retry-After is heeded, up to what a caller can wait for', async () => {
  answer = (response, tried) =>
    tried === 3
      ? response.end(silence(milliseconds(700)))
      : response.writeHead(429, { 'retry-after': tried === 1 ? '1' : '60' }).end();
  await speak();
  expect(waits).toEqual([1_000, 2_000]);
});

test('a text that is refused is not sent again, and its failure does not repeat it', async () => {
  answer = (response) => response.writeHead(400).end('your secret text is wrong');
  const failure = await failureOf(speak());
  expect(failure).toMatchObject({ code: 'SPEECH-REFUSED', status: 400 });
  expect(failure.message).not.toContain('secret');
  expect(seen).toHaveLength(1);
});

test.each([401, 403])('%d names the role that is missing', async (status) => {
  answer = (response) => response.writeHead(status).end();
  const failure = await failureOf(speak());
  expect(failure).toMatchObject({ code: 'SPEECH-UNAUTHORIZED', status });
  expect(failure.message).toContain('Cognitive Services Speech User');
  expect(seen).toHaveLength(1);
});

test('an identity without a token is not asked for speech', async () => {
  const credential = { getToken: () => Promise.reject(new Error('no identity here')) };
  expect(await failureOf(speak(hello, { credential }))).toMatchObject({
    code: 'SPEECH-UNAUTHORIZED',
    status: null,
  });
  expect(await failureOf(speak(hello, { credential: { getToken: async () => null } }))).toMatchObject({
    code: 'SPEECH-UNAUTHORIZED',
  });
  expect(seen).toHaveLength(0);
});

test('a service that cannot be reached, or does not answer in time, is tried again and given up', async () => {
  answer = (response) => response.destroy();
  expect(await failureOf(speak())).toMatchObject({ code: 'SPEECH-UNREACHABLE', status: null });
  expect(seen).toHaveLength(3);
  answer = () => undefined;
  const late = await failureOf(speak(hello, { timeLimit: 30 }));
  expect(late.message).toMatch(/in time/);
});

test('a redirect is not followed: the token is for nobody else', async () => {
  answer = (response) => response.writeHead(302, { location: `${endpoint}/elsewhere` }).end();
  expect(await failureOf(speak())).toMatchObject({ code: 'SPEECH-UNREACHABLE' });
});

test('what Graph could not play is a failure, not a prompt', async () => {
  answer = (response) => response.end('ID3 an MP3');
  expect(await failureOf(speak())).toMatchObject({ code: 'SPEECH-BAD-AUDIO' });
});
