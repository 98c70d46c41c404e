import { spawn, spawnSync } from 'node:child_process';
import { standInTone } from './generated-audio.ts';
import { bytesOf, resample, samplesOf, tidySpeech } from './resample.ts';
import { SpeechError } from './speech-error.ts';
import type { SpeechProvider, Utterance } from './speech-provider.ts';
import { parseWav, writeWav } from './wav.ts';

/** Words a minute: slower than the program's own pace, as people speak on the phone. */
const pace = '155';
const timeLimit = 20_000;

/**
 * Speech without the network, for development and tests: espeak-ng where it is installed, else a quiet tone of the
 * estimated length, with the text as the file's comment.
 */
export function localSpeech(program: string | null = installedProgram()): SpeechProvider {
  if (program === null) {
    return { voiceFor: () => 'tone', speak: ({ words }) => Promise.resolve(standInTone(words)) };
  }
  const { voiceFor, speak } = programSpeech(program);
  return {
    voiceFor,
    speak: (utterance) =>
      speak(utterance).catch((error: unknown) => {
        if (error instanceof SpeechError && error.code === 'SPEECH-NO-VOICE')
          return standInTone(utterance.words);
        throw error;
      }),
  };
}

/** Speech by espeak-ng, without anything that stands in. */
export function programSpeech(program: string): SpeechProvider {
  return {
    voiceFor: (locale) => `espeak-ng ${locale.toLowerCase()}`,
    speak: async (utterance) => {
      const spoken = await speakWith(program, utterance);
      if (spoken !== null) return writeWav(spoken, { comment: utterance.words });
      throw new SpeechError('SPEECH-NO-VOICE', `${program} has no voice for ${utterance.locale}.`);
    },
  };
}

/** espeak-ng, if it is installed. */
export function installedProgram(program = 'espeak-ng'): string | null {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0 ? program : null;
}

/** The voice of the locale, else of its language; null where the program has neither. */
async function speakWith(program: string, utterance: Utterance): Promise<Uint8Array | null> {
  const locale = utterance.locale.toLowerCase();
  const [language = locale] = locale.split('-');
  const audio = (await run(program, locale, utterance)) ?? (await run(program, language, utterance));
  return audio === null ? null : bytesOf(tidySpeech(audio));
}

/** The text goes in by standard input: arguments are seen by everybody on the machine. Null: no such voice. */
async function run(program: string, voice: string, { content }: Utterance): Promise<Int16Array | null> {
  const markup = content.kind === 'ssml' ? ['-m'] : [];
  const text = content.kind === 'ssml' ? `<speak>${content.ssml}</speak>` : content.text;
  const child = spawn(program, ['-v', voice, '-s', pace, ...markup, '--stdin', '--stdout'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: timeLimit,
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  // A program that ends without reading breaks the pipe: its exit says what happened.
  child.stdin.on('error', () => undefined);
  child.stdin.end(text);
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', (cause) => {
      reject(new SpeechError('SPEECH-UNREACHABLE', `${program} cannot be run.`, null, cause));
    });
    child.once('close', resolve);
  });
  const parts = parseWav(Buffer.concat(chunks));
  if (status !== 0 || parts.kind === 'unplayable' || parts.format.bits !== 16) return null;
  return resample(samplesOf(parts.samples), parts.format.rate);
}
