import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant, mediaName } from '../../../src/call/index.ts';
import type { Happening } from '../../../src/cli/terminal-phone/happening.ts';
import { openVoice, VoiceFollower } from '../../../src/cli/terminal-phone/voice.ts';
import { createMediaCatalogue, silence, standInTone } from '../../../src/media/index.ts';
import { milliseconds } from '../../../src/call/index.ts';
import { act, openingOf, placed } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'ivr-voice-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program that writes down what it was given, and what it read. */
function program(name: string): { readonly name: string; readonly heard: () => Promise<string> } {
  const path = join(folder, name);
  const output = join(folder, `${name}.txt`);
  writeFileSync(path, `#!/bin/sh\n(echo "$@"; cat) > ${output}.part; mv ${output}.part ${output}\n`);
  chmodSync(path, 0o755);
  const heard = async (): Promise<string> => {
    const written = new Promise<void>((resolve) => {
      const watcher = watch(folder, { persistent: false }, () => {
        if (!existsSync(output)) return;
        watcher.close();
        resolve();
      });
    });
    if (!existsSync(output)) await written;
    return readFileSync(output, 'utf8');
  };
  return { name: path, heard };
}

const english = { words: 'One moment, please.', locale: 'en-GB' };

test('a machine without any voice is told of, with what to do', () => {
  expect(() => openVoice(createMediaCatalogue(), { player: null, speaker: null })).toThrow(
    expect.objectContaining({
      code: 'CLI-NO-VOICE',
      message: expect.stringMatching(/espeak-ng.*Leave --speak out/),
    }),
  );
});

test('audio that there is is played; words that nobody has recorded are spoken, not their tone', async () => {
  const media = createMediaCatalogue();
  const add = (bytes: Uint8Array) => media.add(bytes, () => Promise.resolve(bytes));
  const [recorded, tone] = [add(silence(milliseconds(100))), add(standInTone(english.words))];
  if (recorded.kind !== 'clip' || tone.kind !== 'clip') throw new Error('no clips');
  const [player, speaker] = [program('player'), program('speaker')];
  const voice = openVoice(media, {
    player: { name: player.name, parameters: ['-q'] },
    speaker: speaker.name,
  });
  await voice.play({ ...english, name: recorded.clip.name });
  expect(await player.heard()).toMatch(/^-q \S+\/prompt\.wav\n/);
  await voice.play({ ...english, name: tone.clip.name });
  expect(await speaker.heard()).toBe(`-v en --stdin\n${english.words}`);
  voice.close();
});

test('without espeak-ng the tone is heard; a program that is gone harms nobody', async () => {
  const media = createMediaCatalogue();
  const tone = media.add(standInTone(english.words), () => Promise.resolve(standInTone(english.words)));
  if (tone.kind !== 'clip') throw new Error('no clip');
  const player = program('other-player');
  const voice = openVoice(media, { player: { name: player.name, parameters: [] }, speaker: null });
  await voice.play({ ...english, name: tone.clip.name });
  expect(await player.heard()).toContain('prompt.wav');
  voice.close();
  const gone = openVoice(media, { player: null, speaker: join(folder, 'gone') });
  await gone.play({ ...english, name: mediaName('other.wav') });
  gone.close();
});

test('a voice follows the call: each prompt as it begins, and silence where it is cut', () => {
  const told: string[] = [];
  const follower = new VoiceFollower({
    play: ({ words }) => {
      told.push(words ?? '');
      return Promise.resolve();
    },
    stop: () => told.push('(stop)'),
  });
  const session = placed(openingOf('front-desk'));
  follower.follow(session);
  session.runUntil(instant(session.call.startedAt + 3_000));
  follower.follow(session);
  follower.follow(session);
  act(session, 100, { kind: 'press', key: '2' });
  follower.follow(session);
  act(session, 100, { kind: 'hangUp' });
  follower.follow(session);
  const isMenu = (words: string): boolean => words.startsWith('For sales');
  expect(told.map((words) => (isMenu(words) ? 'menu' : words))).toEqual([
    'Thank you for calling Contoso.',
    // What begins stops what sounded.
    'menu',
    'Please key in your six digit account number, followed by hash.',
    '(stop)',
  ]);
  const isCut = (each: Happening): boolean =>
    each.kind === 'noted' && each.entry.kind === 'prompt' && each.entry.cancelled;
  expect(session.happenings.filter(isCut)).toHaveLength(2);
});
