import { describeEntry } from '../../src/console/describe-entry.ts';
import type { SimulatedTranscriptEntry } from '../../src/simulator/index.ts';

const placed = { index: 3, at: 1200 };
const captions = new Map([['abc.wav', 'Thank you for calling.']]);
const described = (entry: SimulatedTranscriptEntry) => describeEntry(entry, (name) => captions.get(name));

const prompt = {
  ...placed,
  kind: 'prompt',
  uri: 'http://127.0.0.1:7071/api/media/abc.wav',
  resourceId: null,
  operation: 'o1',
  clientContext: null,
  position: 0,
  until: null,
  completed: false,
  cancelled: false,
} as const;

test('a prompt that sounds is its words, and can be heard', () => {
  expect(described(prompt)).toEqual({
    ...placed,
    kind: 'prompt',
    tone: 'plain',
    text: 'Thank you for calling.',
    detail: 'sounding',
    audio: '/api/media/abc.wav',
  });
});

test('speech that was rendered for a call is shown by the words that its file carries', () => {
  const uri = 'http://127.0.0.1:7071/api/media/rendered.wav';
  expect(described({ ...prompt, uri, comment: 'Your code is one.' })).toMatchObject({
    text: 'Your code is one.',
  });
});

test.each([
  [{ until: 3700, completed: true }, 'heard to its end, 2.50 s'],
  [{ until: 1700, cancelled: true }, 'cancelled after 0.50 s'],
  [{ until: 1700 }, 'cut off after 0.50 s'],
])('a prompt that is over says how, and is silent: %j', (change, detail) => {
  expect(described({ ...prompt, ...change })).toMatchObject({ detail, audio: null });
});

test('audio from elsewhere is shown by its name and not offered', () => {
  const uri = 'https://media.example.com/x/welcome.wav?sig=1';
  expect(described({ ...prompt, uri })).toMatchObject({ text: 'welcome.wav', audio: null });
});

test.each([
  ['joined', '+4930901820077', '+4930901820077 is in the call.'],
  ['left', null, 'Somebody has left the call.'],
  ['noAnswer', 'u-1', 'u-1 does not answer.'],
] as const)('who comes and goes is told in words: %s', (what, who, text) => {
  expect(described({ ...placed, kind: 'roster', what, who, participant: null })).toMatchObject({
    kind: 'note',
    text,
  });
});

test('who hung up is told apart', () => {
  expect(described({ ...placed, kind: 'hangup', by: 'called' })).toMatchObject({
    text: 'Who was called hung up.',
  });
});

test('a request that Graph refuses is bad news', () => {
  const request = { ...placed, kind: 'request', operation: 'playPrompt', body: null } as const;
  expect(described({ ...request, status: 200, code: null })).toMatchObject({
    tone: 'good',
    text: 'playPrompt',
    detail: 'Graph answers 200',
  });
  expect(described({ ...request, status: 400, code: '8501' })).toMatchObject({
    tone: 'bad',
    detail: 'Graph answers 400 8501',
  });
  const message = 'A permission is missing. Consent to it.';
  expect(described({ ...request, status: 403, code: '7504', message })).toMatchObject({
    detail: `Graph answers 403 7504: ${message}`,
  });
});

test('a notification is worth a line only if it was not taken', () => {
  const notification = {
    ...placed,
    kind: 'notification',
    messageId: 'm',
    url: 'u',
    about: ['call'],
  } as const;
  expect(described({ ...notification, fate: 'accepted', attempts: [{ at: 1, status: 202 }] })).toBeNull();
  expect(described({ ...notification, fate: 'refused', attempts: [{ at: 1, status: 401 }] })).toMatchObject({
    tone: 'bad',
    detail: 'refused, the app answered 401',
  });
});

test('the end of the call has its result', () => {
  expect(
    described({ ...placed, kind: 'state', state: 'terminated', result: { code: 200, subcode: 7015 } }),
  ).toMatchObject({
    kind: 'end',
    detail: 'result 200, subcode 7015',
  });
});
