import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMediaCatalogue, installedProgram, standInTone } from '../../media/index.ts';
import type { MediaCatalogue } from '../../media/index.ts';
import { CliError } from '../cli-error.ts';
import type { Happening, SoundingAudio } from './happening.ts';
import type { PhoneSession } from './phone-session.ts';
import { Teller } from './telling.ts';

/** A program with what it is given before what it plays. */
interface Program {
  readonly name: string;
  readonly parameters: readonly string[];
}

/** What plays a WAV file and waits for its end, on the systems that there are. */
const players: readonly Program[] = [
  { name: 'paplay', parameters: [] },
  { name: 'aplay', parameters: ['-q'] },
  { name: 'afplay', parameters: [] },
  { name: 'ffplay', parameters: ['-nodisp', '-autoexit', '-loglevel', 'quiet'] },
  { name: 'play', parameters: ['-q'] },
];

export interface VoicePrograms {
  /** Plays a WAV file; null: none is installed. */
  readonly player: Program | null;
  /** Speaks what it reads; null: it is not installed. */
  readonly speaker: string | null;
}

/** @throws CliError `CLI-NO-VOICE` where neither is installed. */
export function openVoice(media: MediaCatalogue, programs: VoicePrograms = installedPrograms()): Voice {
  if (programs.player === null && programs.speaker === null) {
    const message =
      'This machine has no voice: neither espeak-ng nor a player of WAV files (paplay, aplay, afplay, ffplay, play) is installed. ' +
      'Leave --speak out, or install one (Debian: apt-get install espeak-ng alsa-utils).';
    throw new CliError('CLI-NO-VOICE', message);
  }
  return new Voice(media, programs);
}

const installedPrograms = (): VoicePrograms => ({
  player: players.find(({ name }) => isInstalled(name)) ?? null,
  speaker: installedProgram(),
});

const isInstalled = (name: string): boolean =>
  spawnSync(name, ['--version'], { stdio: 'ignore', timeout: 5_000 }).error === undefined;

/** Plays what is heard. The call never waits for it, and a program that fails is passed over: it is read anyway. */
export class Voice {
  readonly #media: MediaCatalogue;
  readonly #programs: VoicePrograms;
  readonly #folder = mkdtempSync(join(tmpdir(), 'ivr-voice-'));
  #running: ChildProcess | null = null;
  /** Counts what was begun and stopped: what is read meanwhile is not to be played any more. */
  #turn = 0;

  constructor(media: MediaCatalogue, programs: VoicePrograms) {
    this.#media = media;
    this.#programs = programs;
  }

  /** What sounded before stops. */
  async play(audio: SoundingAudio): Promise<void> {
    this.stop();
    const turn = this.#turn;
    const bytes = await (this.#media.find(audio.name)?.() ?? Promise.resolve(null)).catch(() => null);
    if (turn !== this.#turn) return;
    const { player, speaker } = this.#programs;
    const isReal = bytes !== null && !isStandIn(audio);
    if (player !== null && bytes !== null && (isReal || speaker === null)) this.#playFile(player, bytes);
    else if (speaker !== null && audio.words !== null) this.#speak(speaker, audio.words, audio.locale);
  }

  stop(): void {
    this.#turn += 1;
    this.#running?.kill();
    this.#running = null;
  }

  close(): void {
    this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #playFile({ name, parameters }: Program, bytes: Uint8Array): void {
    const file = join(this.#folder, 'prompt.wav');
    writeFileSync(file, bytes);
    this.#run(spawn(name, [...parameters, file], { stdio: 'ignore' }));
  }

  /** The words go in by standard input: arguments are seen by everybody on the machine. */
  #speak(speaker: string, words: string, locale: string): void {
    const [language = 'en'] = locale.toLowerCase().split('-');
    const child = spawn(speaker, ['-v', language, '--stdin'], { stdio: ['pipe', 'ignore', 'ignore'] });
    child.stdin.on('error', () => undefined);
    child.stdin.end(words);
    this.#run(child);
  }

  #run(child: ChildProcess): void {
    child.on('error', () => undefined);
    this.#running = child;
  }
}

/** Whether it is the tone that stands in for words that nobody has spoken. */
function isStandIn({ name, words }: SoundingAudio): boolean {
  if (words === null) return false;
  const bytes = standInTone(words);
  const added = createMediaCatalogue().add(bytes, () => Promise.resolve(bytes));
  return added.kind === 'clip' && added.clip.name === name;
}

/** Has a voice say what is heard in a call, as it begins, and fall silent where it is cut. */
export class VoiceFollower {
  readonly #voice: Pick<Voice, 'play' | 'stop'>;
  #followed = 0;
  #sounding: Extract<Happening, { readonly kind: 'prompt' }> | null = null;

  constructor(voice: Pick<Voice, 'play' | 'stop'>) {
    this.#voice = voice;
  }

  follow({ happenings, isOver }: Pick<PhoneSession, 'happenings' | 'isOver'>): void {
    for (const happening of happenings.slice(this.#followed)) {
      if (happening.kind !== 'prompt' || happening.prompt.listener !== 'caller') continue;
      this.#sounding = happening;
      if (happening.prompt.audio !== null) void this.#voice.play(happening.prompt.audio);
    }
    this.#followed = happenings.length;
    if (this.#sounding === null) return;
    if (!isOver && new Teller(happenings, true).cutAt(this.#sounding) === undefined) return;
    this.#voice.stop();
    this.#sounding = null;
  }
}
