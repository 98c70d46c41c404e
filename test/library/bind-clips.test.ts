import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { milliseconds } from '../../src/call/index.ts';
import { loadLibrary } from '../../src/library/index.ts';
import type { UnspokenText } from '../../src/library/index.ts';
import { renderedFrom, renderingPath, silence, writeWav } from '../../src/media/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ivr-clips-'));
  put('routes.json', JSON.stringify({ otherwise: { reject: 'busy' } }));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

const rendering = (text: string): Uint8Array => writeWav(Buffer.alloc(32_000), renderedFrom(text, 'a voice'));

/** The clips of a flow that plays this, and what is said of its audio. */
function bound(play: unknown[], prompts: object = {}, unspokenText: UnspokenText = 'refuse') {
  const nodes = { end: { type: 'hangup', play } };
  put(
    'one.json',
    JSON.stringify({ id: 'one', version: '1.0.0', locale: 'en-GB', start: 'end', prompts, nodes }),
  );
  const { flows, problems } = loadLibrary({ flowsPath: folder, settings: () => undefined, unspokenText });
  return {
    clips: Object.keys(flows.get('one')?.clips ?? {}),
    problems: problems.map(({ code, severity }) => [code, severity]),
  };
}

const greeting = { greeting: { 'en-GB': { audio: 'greeting.wav', text: 'Hello.' } } };

test('text that was rendered at build time is played from its file', () => {
  put(renderingPath('en-GB', 'Goodbye.'), rendering('Goodbye.'));
  put(renderingPath('en-GB', 'Hi you', 'Hi <break/>you'), rendering('Hi <break/>you'));
  expect(bound([{ tts: 'Goodbye.' }, { ssml: 'Hi <break/>you' }])).toEqual({
    clips: ['text:en-GB:Goodbye.', 'ssml:en-GB:Hi <break/>you'],
    problems: [],
  });
});

test('a file that was rendered from another text is an error', () => {
  put('greeting.wav', rendering('Hello!'));
  expect(bound(['greeting'], greeting).problems).toEqual([['AUDIO-STALE', 'error']]);
  put('greeting.wav', rendering('Hello.'));
  expect(bound(['greeting'], greeting).problems).toEqual([]);
});

test('a file that somebody recorded is theirs: its text may be anything', () => {
  put('greeting.wav', silence(milliseconds(900)));
  expect(bound(['greeting'], greeting)).toEqual({ clips: ['audio:greeting.wav'], problems: [] });
});

test.each<[UnspokenText, unknown[], unknown[]]>([
  ['render', [['AUDIO-MISSING', 'warning']], []],
  ['standIn', [['AUDIO-MISSING', 'warning']], []],
  ['playFails', [['AUDIO-MISSING', 'warning']], [['TEXT-NOT-SPOKEN', 'warning']]],
  ['refuse', [['AUDIO-MISSING', 'error']], [['TEXT-NOT-SPOKEN', 'error']]],
])('what nobody has spoken yet, where the choice is %s', (choice, missing, unspoken) => {
  expect(bound(['greeting'], greeting, choice).problems).toEqual(missing);
  expect(bound([{ tts: 'Goodbye.' }], {}, choice).problems).toEqual(unspoken);
});

test('what a provider speaks has no clip yet; a stand-in is one', () => {
  expect(bound([{ tts: 'Goodbye.' }], {}, 'render').clips).toEqual([]);
  expect(bound([{ tts: 'Goodbye.' }], {}, 'standIn').clips).toEqual(['text:en-GB:Goodbye.']);
});

test('audio without words cannot be spoken by anybody', () => {
  expect(bound([{ audio: 'gone.wav' }], {}, 'render').problems).toEqual([['AUDIO-MISSING', 'error']]);
});

test('what Graph cannot play is an error', () => {
  put('greeting.wav', Buffer.from('ID3 an MP3'));
  expect(bound(['greeting'], greeting, 'render').problems).toEqual([['AUDIO-UNPLAYABLE', 'error']]);
});
