import { instant, later, milliseconds } from '../../src/call/index.ts';
import { memoryStore, silence, SpeechError, speechRenderer } from '../../src/media/index.ts';
import type { MediaStore, SpeechProvider, Utterance } from '../../src/media/index.ts';

const hour = 3_600_000;
let now = instant(0);
let spoken: Utterance[];
let voice: string;
const clock = () => now;
const provider: SpeechProvider = {
  voiceFor: () => voice,
  speak: async (utterance) => {
    spoken.push(utterance);
    await Promise.resolve();
    return silence(milliseconds(900));
  },
};

beforeEach(() => {
  now = instant(0);
  spoken = [];
  voice = 'one';
});

const say = (text: string, locale = 'en-GB'): Utterance => ({
  locale,
  content: { kind: 'text', text },
  words: text,
});

test('what is rendered can be fetched under its name', async () => {
  const store = memoryStore(clock);
  const clip = await speechRenderer({ provider, store, clock })(say('Hello'));
  expect(clip).toEqual({ name: expect.stringMatching(/^[0-9a-f]{40}\.wav$/), length: 900 });
  expect(await store.get(clip.name)).toMatchObject({
    contentType: 'audio/wav',
    bytes: silence(milliseconds(900)),
  });
});

test('what is said twice is rendered once, also at the same time and on another instance (P2)', async () => {
  const store = memoryStore(clock);
  const render = speechRenderer({ provider, store, clock });
  const clips = await Promise.all([render(say('Hello')), render(say('Hello'))]);
  clips.push(await render(say('Hello')), await speechRenderer({ provider, store, clock })(say('Hello')));
  expect(new Set(clips.map(({ name }) => name)).size).toBe(1);
  expect(clips.every(({ length }) => length === 900)).toBe(true);
  expect(spoken).toHaveLength(1);
});

test('another voice, locale, text or form is another file', async () => {
  const render = speechRenderer({ provider, store: memoryStore(clock), clock });
  const ssml: Utterance = { locale: 'en-GB', content: { kind: 'ssml', ssml: 'Hello' }, words: 'Hello' };
  const names = [
    await render(say('Hello')),
    await render(say('Hello.')),
    await render(say('Hello', 'en-US')),
    await render(ssml),
  ];
  voice = 'two';
  names.push(await render(say('Hello')));
  expect(new Set(names.map(({ name }) => name)).size).toBe(5);
});

test('a name tells nothing: another app has another name for the same words (P1)', async () => {
  const [one, two] = await Promise.all(
    [memoryStore(clock), memoryStore(clock)].map((store) =>
      speechRenderer({ provider, store, clock })(say('4711')),
    ),
  );
  expect(one?.name).not.toBe(two?.name);
});

test('a clip outlives every call that may fetch it, and is rendered anew in time (P3)', async () => {
  const store = memoryStore(clock);
  const render = speechRenderer({ provider, store, clock });
  const { name } = await render(say('Hello'));
  for (let hours = 0; hours < 100; hours += 7) {
    now = later(instant(0), hours * hour);
    await render(say('Hello'));
    expect(((await store.get(name))?.expiresAt ?? 0) - now).toBeGreaterThanOrEqual(24 * hour);
  }
  expect(spoken.length).toBeGreaterThan(1);
  expect(spoken.length).toBeLessThan(6);
});

test('a failure is not kept: the next call tries again', async () => {
  let fails = true;
  const moody: SpeechProvider = {
    ...provider,
    speak: (utterance) =>
      fails ? Promise.reject(new SpeechError('SPEECH-UNREACHABLE', 'down')) : provider.speak(utterance),
  };
  const render = speechRenderer({ provider: moody, store: memoryStore(clock), clock });
  await expect(render(say('Hello'))).rejects.toMatchObject({ code: 'SPEECH-UNREACHABLE' });
  fails = false;
  await expect(render(say('Hello'))).resolves.toMatchObject({ length: 900 });
});

test('without a provider nothing is spoken', async () => {
  const render = speechRenderer({ provider: null, store: memoryStore(clock), clock });
  await expect(render(say('Hello'))).rejects.toMatchObject({ code: 'SPEECH-NO-PROVIDER' });
});

test('a store that is away is named', async () => {
  const away = () => Promise.reject(new Error('connect ECONNREFUSED'));
  const working = memoryStore(clock);
  for (const broken of [{ get: away }, { put: away }, { nameKey: away }]) {
    const store: MediaStore = { ...working, ...broken };
    const failure = speechRenderer({ provider, store, clock })(say('Hello'));
    await expect(failure).rejects.toMatchObject({ code: 'SPEECH-NOT-STORED' });
  }
});
