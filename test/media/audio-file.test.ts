import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  addAudioFile,
  createMediaCatalogue,
  memoryStore,
  serveMedia,
  silence,
} from '../../src/media/index.ts';
import { instant, milliseconds } from '../../src/call/index.ts';

let place: string;
let root: string;
const media = createMediaCatalogue();
const clock = () => instant(0);
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

test.each([
  ['changed', (file: string) => writeFileSync(file, silence(milliseconds(800)))],
  ['removed', (file: string) => rmSync(file)],
])('a file that is %s after it was taken in is not served under its old name', async (_, spoil) => {
  const file = join(root, 'spoilt.wav');
  writeFileSync(file, silence(milliseconds(900)));
  const catalogue = createMediaCatalogue();
  const added = addAudioFile(catalogue, 'spoilt.wav', root, root);
  const name = added.kind === 'clip' ? added.clip.name : '';
  const get = () =>
    serveMedia({ catalogue, store: memoryStore(clock), clock }, { method: 'GET', name, header: () => null });
  expect(await get()).toMatchObject({ status: 200 });
  spoil(file);
  expect(await get()).toMatchObject({ status: 404 });
});

test('what is no WAV is unplayable', () => {
  expect(add('notes.wav')).toMatchObject({ kind: 'unplayable' });
});
