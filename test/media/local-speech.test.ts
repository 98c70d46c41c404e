import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installedProgram, localSpeech, parseWav, programSpeech, readWav } from '../../src/media/index.ts';
import type { Utterance } from '../../src/media/index.ts';

let folder: string;
let program: string;

/** What stands in for espeak-ng: half a second of noise at its rate, for German only; it notes how it was called. */
const standIn = `#!${process.execPath}
const { appendFileSync, readFileSync } = require('node:fs');
const voice = process.argv[process.argv.indexOf('-v') + 1];
appendFileSync(__dirname + '/calls', JSON.stringify([process.argv.slice(2), readFileSync(0, 'utf8')]) + '\\n');
if (process.argv.includes('--version')) process.exit(0);
if (voice !== 'de') process.exit(1);
const samples = Buffer.alloc(22050);
for (let at = 0; at < 11025; at += 1) samples.writeInt16LE(Math.round(3000 * Math.sin(at / 8)), 2 * at);
const head = Buffer.alloc(44);
head.write('RIFF', 0); head.writeUInt32LE(0x7ffff024, 4); head.write('WAVEfmt ', 8); head.writeUInt32LE(16, 16);
head.writeUInt16LE(1, 20); head.writeUInt16LE(1, 22); head.writeUInt32LE(22050, 24); head.writeUInt32LE(44100, 28);
head.writeUInt16LE(2, 32); head.writeUInt16LE(16, 34); head.write('data', 36); head.writeUInt32LE(0x7ffff000, 40);
process.stdout.write(Buffer.concat([head, samples]));
`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ivr-speech-'));
  program = join(folder, 'speaker.cjs');
  writeFileSync(program, standIn);
  chmodSync(program, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => writeFileSync(join(folder, 'calls'), ''));

const calls = (): [string[], string][] =>
  readFileSync(join(folder, 'calls'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as [string[], string]);

const german: Utterance = {
  locale: 'de-AT',
  content: { kind: 'text', text: '-v Servus' },
  words: '-v Servus',
};

test('speaks with the program, in the language where it lacks the locale, as Graph plays it', async () => {
  const speech = localSpeech(program);
  const file = await speech.speak(german);
  const read = readWav(file);
  expect(read).toEqual({ kind: 'ok', length: expect.any(Number) });
  expect(read.kind === 'ok' && read.length > 740 && read.length < 760).toBe(true);
  const parts = parseWav(file);
  expect(parts.kind === 'wav' && parts.information.get('ICMT')).toBe('-v Servus');
  expect(calls().map(([given]) => given[1])).toEqual(['de-at', 'de']);
});

test('the text is seen by nobody: it is no argument', async () => {
  await localSpeech(program).speak(german);
  for (const [given, input] of calls()) {
    expect(given.join(' ')).not.toContain('Servus');
    expect(input).toBe('-v Servus');
  }
});

test('SSML is given as such', async () => {
  const ssml: Utterance = { locale: 'de', content: { kind: 'ssml', ssml: '<p>Ja</p>' }, words: 'Ja' };
  await localSpeech(program).speak(ssml);
  expect(calls()[0]).toEqual([expect.arrayContaining(['-m']), '<speak><p>Ja</p></speak>']);
});

test.each([
  ['the program is not there', null],
  ['it has no such language', () => program],
])('where %s a quiet tone of the estimated length stands in, its text as a comment', async (_why, which) => {
  const words = 'Bonjour tout le monde';
  const french: Utterance = { locale: 'fr-FR', content: { kind: 'text', text: words }, words };
  const file = await localSpeech(which === null ? null : which()).speak(french);
  expect(readWav(file)).toEqual({ kind: 'ok', length: 60 * words.length });
  const parts = parseWav(file);
  expect(parts.kind === 'wav' && parts.information.get('ICMT')).toBe(words);
});

test('voices of the program and the tone are told apart', () => {
  expect(localSpeech(null).voiceFor('en-GB')).not.toBe(localSpeech(program).voiceFor('en-GB'));
});

test('a program that is there is found', () => {
  expect(installedProgram(program)).toBe(program);
  expect(installedProgram(join(folder, 'nothing'))).toBeNull();
});

test('where a file is made for good, nothing stands in for a voice', async () => {
  const speech = programSpeech(program);
  expect(readWav(await speech.speak(german)).kind).toBe('ok');
  const french: Utterance = { ...german, locale: 'fr-FR' };
  await expect(speech.speak(french)).rejects.toMatchObject({ code: 'SPEECH-NO-VOICE' });
});
