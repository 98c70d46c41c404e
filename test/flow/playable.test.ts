import { mediaName, milliseconds } from '../../src/call/index.ts';
import type { JsonValue } from '../../src/call/index.ts';
import { clipKey, clipSources, ExpressionFailure, loadFlow, playable } from '../../src/flow/index.ts';
import type { Play, Playable, Scope } from '../../src/flow/index.ts';

const prompts = {
  welcome: { 'en-GB': { audio: 'welcome.wav', text: 'Welcome.' }, 'de-DE': { text: 'Willkommen.' } },
  hello: { 'en-GB': { text: 'Hello {name}.' } },
  recorded: { 'en-GB': { audio: 'recorded.wav' } },
};

const variables: Readonly<Record<string, JsonValue>> = {
  name: 'Ada <1>',
  pin: '4711',
  amount: 12.5,
  when: '2026-10-26T12:30:00Z',
  nothing: null,
  list: [1],
};

const scope: Scope = {
  callId: 'call-1',
  lookUp: (name) => variables[name],
  schedule: () => undefined,
  nextOpening: () => undefined,
};

function item(play: Play[number], locale = 'en-GB', bound: readonly string[] = []): Playable {
  const clip = { name: mediaName('clip.wav'), length: milliseconds(800) };
  const flow = { document: { prompts, locale: 'en-GB' }, clips: new Map(bound.map((key) => [key, clip])) };
  return playable(flow, play, locale, { scope, isSensitive: (name) => name === 'pin' });
}

function failureOf(play: Play[number]): ExpressionFailure {
  try {
    item(play);
  } catch (error) {
    if (error instanceof ExpressionFailure) return error;
    throw error;
  }
  throw new Error('it was playable');
}

describe('what is the same on every call', () => {
  test('is the clip that was bound when the flow was loaded', () => {
    const bound = ['audio:welcome.wav', 'silence:500', 'text:en-GB:Goodbye {.'];
    const clip = { name: 'clip.wav', length: 800 };
    expect(item('welcome', 'en-GB', bound)).toEqual({ kind: 'clip', clip: { ...clip, play: 'welcome' } });
    expect(item({ silence: '500ms' }, 'en-GB', bound)).toEqual({
      kind: 'clip',
      clip: { ...clip, play: null },
    });
    const goodbye = item({ tts: 'Goodbye {{.' }, 'en-GB', bound);
    expect(goodbye).toEqual({ kind: 'clip', clip: { ...clip, play: 'Goodbye {.' } });
  });

  test('is spoken where nobody has recorded or rendered it', () => {
    const text = { kind: 'text', locale: 'de-DE', text: 'Willkommen.' };
    expect(item('welcome', 'de-DE')).toEqual({ kind: 'speech', text, play: 'welcome' });
    const transcript = { kind: 'text', locale: 'en-GB', text: 'Welcome.' };
    expect(item('welcome')).toEqual({ kind: 'speech', text: transcript, play: 'welcome' });
    const ssml = { kind: 'ssml', locale: 'en-GB', ssml: 'Hi <break/>you' };
    expect(item({ ssml: '<speak>Hi <break/>you</speak>' })).toEqual({
      kind: 'speech',
      text: ssml,
      play: 'Hi you',
    });
  });

  test('is missing where there is neither audio nor words', () => {
    expect(item('recorded')).toEqual({ kind: 'missing', play: 'recorded' });
    expect(item('nobody')).toEqual({ kind: 'missing', play: 'nobody' });
    expect(item({ audio: 'gone.wav' })).toMatchObject({ kind: 'missing' });
  });
});

describe('what has values', () => {
  test('is a text with them put in, in the locale that the prompt has', () => {
    const text = { kind: 'text', locale: 'en-GB', text: 'Hello Ada <1>.' };
    expect(item('hello', 'de-DE')).toEqual({ kind: 'speech', text, play: 'hello' });
    expect(item({ tts: 'Hello {name}.' })).toEqual({ kind: 'speech', text, play: 'Hello Ada <1>.' });
  });

  test('is escaped in SSML', () => {
    expect(item({ ssml: '<p>{name}</p>' })).toEqual({
      kind: 'speech',
      text: { kind: 'ssml', locale: 'en-GB', ssml: '<p>Ada &lt;1&gt;</p>' },
      play: 'Ada <1>',
    });
  });

  test('is said by the rules of the language', () => {
    const balance = { say: '{amount}', as: 'currency', currency: 'GBP' } as const;
    const words = 'twelve pounds and fifty pence';
    const text = { kind: 'text', locale: 'en-GB', text: words };
    expect(item(balance)).toEqual({ kind: 'speech', text, play: words });
    expect(item(balance, 'de-DE')).toMatchObject({ play: 'zwölf Pfund und fünfzig Pence' });
    expect(item({ say: '{amount}{amount}', as: 'spell' })).toMatchObject({
      play: 'one, two, dot, five, one, two, dot, five',
    });
  });

  test('masks what is sensitive in the transcript, and only there', () => {
    const said = item({ tts: 'Your code is {pin}, {name}.' });
    expect(said).toMatchObject({
      play: 'Your code is •••, Ada <1>.',
      text: { text: 'Your code is 4711, Ada <1>.' },
    });
    expect(item({ say: '{pin}', as: 'digits' })).toMatchObject({
      play: '•••',
      text: { text: 'four seven one one' },
    });
    expect(item({ ssml: '<p>{pin}</p>' })).toMatchObject({ play: '•••', text: { ssml: '<p>4711</p>' } });
  });

  test('is passed over where the values leave nothing to say', () => {
    expect(item({ tts: '{nothing}' })).toEqual({ kind: 'nothing' });
  });

  test('in a time zone is worded where it is rendered', () => {
    const time = { say: '{when}', as: 'time', timeZone: 'Europe/London' } as const;
    const text = {
      kind: 'moment',
      locale: 'en-GB',
      as: 'time',
      at: '2026-10-26T12:30:00Z',
      timeZone: 'Europe/London',
    };
    expect(item(time)).toEqual({ kind: 'speech', text, play: null });
  });

  test('without a time zone is said as it is written, and so is a local time', () => {
    expect(item({ say: '{when}', as: 'time' })).toMatchObject({ play: 'twelve thirty p.m.' });
    const local = { say: '2026-10-26T09:00', as: 'time', timeZone: 'America/New_York' } as const;
    expect(item(local)).toMatchObject({ play: 'nine a.m.' });
  });

  test.each<[Play[number], RegExp]>([
    [{ say: '{name}', as: 'date' }, /cannot be said as a date/],
    [{ say: '{nothing}', as: 'digits' }, /as digits/],
    [{ say: '{list}', as: 'number' }, /as a number/],
    [{ tts: '{amount / 0}' }, /zero/],
  ])('%j fails as an expression, and the message has no value in it', (play, message) => {
    const failure = failureOf(play);
    expect(failure.message).toMatch(message);
    expect(failure.message).not.toContain('Ada');
  });
});

test('the sources of a flow are all its constant audio, in every locale', () => {
  const flow = {
    id: 'test',
    version: '1.0.0',
    locale: 'en-GB',
    start: 'end',
    variables: { name: { type: 'string' } },
    prompts: { ...prompts, recorded: { 'en-GB': { audio: 'recorded.wav' } } },
    nodes: {
      end: {
        type: 'hangup',
        play: [
          'hello',
          { say: '12', as: 'digits' },
          { ssml: '<p>Hi</p>' },
          { tts: '{name}' },
          { silence: '1s' },
        ],
      },
    },
  };
  const loaded = loadFlow(JSON.stringify(flow), {
    file: 'f',
    settings: () => undefined,
    missingSettings: 'refuse',
  });
  if (loaded.kind === 'problems') throw new Error(JSON.stringify(loaded.problems));
  expect(clipSources(loaded.document).map(clipKey).sort()).toEqual([
    'audio:recorded.wav',
    'audio:welcome.wav',
    'silence:1000',
    'ssml:de-DE:<p>Hi</p>',
    'ssml:en-GB:<p>Hi</p>',
    'text:de-DE:Willkommen.',
    'text:de-DE:eins zwei',
    'text:en-GB:one two',
  ]);
});

test('a time zone that does not exist is told, where anybody knows which do', () => {
  const play = [{ say: '{now}', as: 'time', timeZone: 'Europe/Londn' }];
  const nodes = { answer: { type: 'answer', next: 'end' }, end: { type: 'hangup', play } };
  const flow = { id: 'test', version: '1.0.0', locale: 'en-GB', start: 'answer', nodes };
  const options = { file: 'f', settings: () => undefined, missingSettings: 'refuse' } as const;
  const timeZones = { isKnown: (name: string) => name === 'Europe/London', names: () => ['Europe/London'] };
  expect(loadFlow(JSON.stringify(flow), { ...options, timeZones }).problems).toContainEqual(
    expect.objectContaining({
      code: 'FLOW-UNKNOWN-TIME-ZONE',
      pointer: '/nodes/end/play/0/timeZone',
      suggestion: 'Europe/London',
    }),
  );
  const codes = loadFlow(JSON.stringify(flow), options).problems.map(({ code }) => code);
  expect(codes).not.toContain('FLOW-UNKNOWN-TIME-ZONE');
});
