import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addAudioFile, createMediaCatalogue, silence } from '../../src/media/index.ts';
import { milliseconds } from '../../src/call/index.ts';

let place: string;
let root: string;
const media = createMediaCatalogue();
const wav = silence(milliseconds(700));

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'ivr-audio-'));
  root = join(place, 'flows');
  mkdirSync(join(root, 'prompts'), { recursive: true });
  writeFileSync(join(root, 'prompts', 'hello.wav'), wav);
  writeFileSync(join(root, 'notes.wav'), 'not a sound');
  writeFileSync(join(place, 'private.wav'), wav);
  mkdirSync(join(place, 'flows-of-others'));
  writeFileSync(join(place, 'flows-of-others', 'other.wav'), wav);
  symlinkSync(join(place, 'private.wav'), join(root, 'link.wav'));
  symlinkSync(join(root, 'prompts', 'hello.wav'), join(root, 'alias.wav'));
});
afterAll(() => rmSync(place, { recursive: true }));

const add = (path: string) => addAudioFile(media, path, root, root);

test.each(['prompts/hello.wav', './prompts/../prompts/hello.wav', 'alias.wav'])(
  '%s is taken in',
  async (path) => {
    const added = add(path);
    expect(added).toMatchObject({ kind: 'clip', clip: { length: 700 } });
    const read = added.kind === 'clip' ? media.find(added.clip.name) : null;
    expect(Buffer.from((await read?.()) ?? []).equals(wav)).toBe(true);
  },
);

test.each([
  '../private.wav',
  'prompts/../../private.wav',
  'link.wav',
  '../flows-of-others/other.wav',
  '/etc/passwd',
  'a\0.wav',
  '..',
  '.',
])('%p is outside', (path) => {
  expect(add(path)).toEqual({ kind: 'outside' });
});

test('what is not there, or a folder, is missing', () => {
  expect(add('nothing.wav')).toEqual({ kind: 'missing' });
  expect(add('prompts')).toEqual({ kind: 'missing' });
});

test('what is no WAV is unplayable', () => {
  expect(add('notes.wav')).toMatchObject({ kind: 'unplayable' });
});
