import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseWav, renderedFrom, SpeechError, writeWav } from '../media/index.ts';
import type { SpeechProvider } from '../media/index.ts';
import type { AudioPlan } from './audio-plan.ts';
import type { AudioSurvey, SurveyedAudio } from './audio-survey.ts';

/** Whether a provider may write this file: it is not there, or it is an old rendering of ours. */
const isRenderable = ({ state }: SurveyedAudio): boolean => state === 'missing' || state === 'stale';

interface Rendered {
  readonly audio: SurveyedAudio;
  /** Null: it was rendered. */
  readonly failure: SpeechError | null;
}

/** Renders, one after the other, what is missing or stale; files of people are never touched. */
export async function* renderAudio(survey: AudioSurvey, provider: SpeechProvider): AsyncGenerator<Rendered> {
  for (const audio of survey.audio.filter(isRenderable)) {
    try {
      await render(audio, provider);
      yield { audio, failure: null };
    } catch (error) {
      if (!(error instanceof SpeechError)) throw error;
      yield { audio, failure: error };
    }
  }
}

async function render(
  { locale, words, said, content, file }: SurveyedAudio,
  provider: SpeechProvider,
): Promise<void> {
  if (words === null || said === null) return;
  const parts = parseWav(await provider.speak({ locale, words, content: contentOf(content, said) }));
  if (parts.kind === 'unplayable')
    throw new SpeechError('SPEECH-BAD-AUDIO', `The provider gave no WAV: ${parts.reason}.`);
  mkdirSync(dirname(file), { recursive: true });
  // A half-written file under its final name would be taken for audio.
  writeFileSync(`${file}.part`, writeWav(parts.samples, renderedFrom(said, provider.voiceFor(locale))));
  renameSync(`${file}.part`, file);
}

const contentOf = (content: AudioPlan['content'], said: string) =>
  content === 'ssml' ? ({ kind: 'ssml', ssml: said } as const) : ({ kind: 'text', text: said } as const);
