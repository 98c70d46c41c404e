import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { milliseconds } from '../../src/call/index.ts';
import { loadLibrary, renderAudio, surveyAudio } from '../../src/library/index.ts';
import {
  renderedFrom,
  renderingPath,
  silence,
  SpeechError,
  textOfRendering,
  writeWav,
} from '../../src/media/index.ts';
import type { SpeechProvider, Utterance } from '../../src/media/index.ts';

let folder: string;
let spoken: Utterance[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ivr-survey-'));
  spoken = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

const flow = (id: string, play: unknown[], prompts: object = {}): void =>
  put(
    `${id}.json`,
    JSON.stringify({
      id,
      version: '1.0.0',
      locale: 'en-GB',
      start: 'answer',
      prompts,
      nodes: { answer: { type: 'answer', next: 'end' }, end: { type: 'hangup', play } },
    }),
  );

const provider: SpeechProvider = {
  voiceFor: (locale) => `voice of ${locale}`,
  speak: async (utterance) => {
    spoken.push(utterance);
    if (utterance.words === 'Unspeakable.') throw new SpeechError('SPEECH-REFUSED', 'No.', 400);
    return silence(milliseconds(800));
  },
};

const survey = () => surveyAudio(folder, () => undefined);
const states = () => Object.fromEntries(survey().audio.map(({ path, state }) => [path, state]));

async function render(): Promise<(string | null)[]> {
  const failures: (string | null)[] = [];
  for await (const { failure } of renderAudio(survey(), provider)) failures.push(failure?.code ?? null);
  return failures;
}

const rendering = (text: string): Uint8Array => writeWav(Buffer.alloc(3_200), renderedFrom(text, 'a voice'));

test('every file that a flow wants is judged', () => {
  put('ready.wav', silence(milliseconds(800)));
  put('fresh.wav', rendering('Fresh.'));
  put('stale.wav', rendering('Old.'));
  put('odd.wav', 'no sound');
  flow(
    'one',
    ['missing', { audio: 'ready.wav' }, { audio: 'gone.wav' }, { audio: '../out.wav' }, { silence: '1s' }],
    {
      missing: { 'en-GB': { audio: 'missing.wav', text: 'Missing.' } },
      fresh: { 'en-GB': { audio: 'fresh.wav', text: 'Fresh.' } },
      stale: { 'en-GB': { audio: 'stale.wav', text: 'New.' } },
      odd: { 'en-GB': { audio: 'odd.wav', text: 'Odd.' } },
      own: { 'en-GB': { audio: 'ready.wav', text: 'A text that nobody compares.' } },
      text: { 'en-GB': { text: 'Text.' } },
    },
  );
  expect(states()).toEqual({
    'missing.wav': 'missing',
    'fresh.wav': 'ready',
    'stale.wav': 'stale',
    'odd.wav': 'unplayable',
    'ready.wav': 'ready',
    'gone.wav': 'wordless',
    '../out.wav': 'outside',
    [renderingPath('en-GB', 'Text.')]: 'missing',
  });
});

test('what is missing or stale is rendered, with its text inside; the flows then load with it', async () => {
  put('stale.wav', rendering('Old.'));
  flow('one', ['stale', { ssml: 'Hi <break/>you' }], {
    stale: { 'en-GB': { audio: 'stale.wav', text: 'New {{1}.' } },
    hello: { 'en-GB': { audio: 'prompts/hello.wav', text: 'Hello.' } },
  });
  put('routes.json', '{ "otherwise": { "reject": "busy" } }');
  expect(await render()).toEqual([null, null, null]);
  expect(spoken.map(({ content }) => content)).toEqual([
    { kind: 'text', text: 'New {1}.' },
    { kind: 'text', text: 'Hello.' },
    { kind: 'ssml', ssml: 'Hi <break/>you' },
  ]);
  expect(textOfRendering(readFileSync(join(folder, 'stale.wav')))).toBe('New {1}.');
  expect(new Set(Object.values(states()))).toEqual(new Set(['ready']));
  const library = loadLibrary({ flowsPath: folder, settings: () => undefined, unspokenText: 'refuse' });
  expect(library.problems).toEqual([]);
  expect(await render()).toEqual([]);
});

test('files of people are never touched', async () => {
  const theirs = silence(milliseconds(500));
  put('greeting.wav', theirs);
  put('odd.wav', 'no sound');
  flow('one', [], {
    greeting: { 'en-GB': { audio: 'greeting.wav', text: 'Whatever.' } },
    odd: { 'en-GB': { audio: 'odd.wav', text: 'Odd.' } },
  });
  expect(await render()).toEqual([]);
  expect(readFileSync(join(folder, 'greeting.wav')).equals(theirs)).toBe(true);
  expect(readFileSync(join(folder, 'odd.wav'), 'utf8')).toBe('no sound');
});

test('a text that cannot be spoken costs the others nothing, and leaves no file', async () => {
  flow('one', [{ tts: 'Unspeakable.' }, { tts: 'Fine.' }]);
  expect(await render()).toEqual(['SPEECH-REFUSED', null]);
  expect(states()).toEqual({
    [renderingPath('en-GB', 'Unspeakable.')]: 'missing',
    [renderingPath('en-GB', 'Fine.')]: 'ready',
  });
  expect(readdirSync(join(folder, 'prompts/rendered/en-GB'))).toHaveLength(1);
});

test('two flows that want different words in one file are told, and it is not rendered', async () => {
  const prompt = (text: string) => ({ hello: { 'en-GB': { audio: 'hello.wav', text } } });
  flow('one', [], prompt('Hello.'));
  flow('two', [], prompt('Hello!'));
  expect(survey().audio).toMatchObject([{ state: 'contested', reason: expect.stringContaining('Hello!') }]);
  expect(await render()).toEqual([]);
  expect(existsSync(join(folder, 'hello.wav'))).toBe(false);
});

test('a file that one flow names without words has those of the other', () => {
  flow('a', [{ audio: 'hello.wav' }]);
  flow('b', ['hello', { audio: 'hello.wav' }], {
    hello: { 'en-GB': { audio: 'hello.wav', text: 'Hello.' } },
  });
  flow('c', [{ audio: 'hello.wav' }]);
  expect(survey().audio).toMatchObject([{ state: 'missing', words: 'Hello.' }]);
});

test('renderings that no flow wants any more are named, files of people are not', () => {
  put(renderingPath('en-GB', 'Old.'), rendering('Old.'));
  put('spare.wav', silence(milliseconds(500)));
  flow('one', []);
  expect(survey()).toMatchObject({ audio: [], unused: [renderingPath('en-GB', 'Old.')], problems: [] });
});

test('a flow that does not load is told, and nothing is called unused because of it', () => {
  put(renderingPath('en-GB', 'Old.'), rendering('Old.'));
  put('broken.json', '{ "id": ');
  flow('one', [{ tts: 'Hello.' }]);
  const { audio, unused, problems } = survey();
  expect(audio).toHaveLength(1);
  expect(unused).toEqual([]);
  expect(problems).toEqual([expect.stringContaining('broken.json')]);
});
