import type { CommandFailure, EffectOf, EffectResultOf, SpeechText, SpokenClip } from '../call/index.ts';
import { assertNever } from '../call/index.ts';
import { sayDate, sayTime, ssmlWords } from '../flow/index.ts';
import { SpeechError } from '../media/index.ts';
import type { RenderSpeech, Utterance } from '../media/index.ts';

/** Performs the effect `renderSpeech`: one clip for each text. */
export type PerformSpeech = (effect: EffectOf<'renderSpeech'>) => Promise<EffectResultOf<'renderSpeech'>>;

/** What cannot be spoken is a result; only a defect throws. */
export function speechPerformer(render: RenderSpeech): PerformSpeech {
  const clipOf = async (text: SpeechText): Promise<SpokenClip> => {
    const utterance = utteranceOf(text);
    return { ...(await render(utterance)), words: utterance.words };
  };
  return async ({ texts }) => {
    try {
      const clips = await Promise.all(texts.map(clipOf));
      return { kind: 'renderSpeech', outcome: 'done', clips };
    } catch (error) {
      if (error instanceof MomentError) return failed('expression', null, error.message);
      if (error instanceof SpeechError)
        return failed('media', error.status, `${error.message} (${error.code})`);
      throw error;
    }
  };
}

const failed = (
  code: CommandFailure['code'],
  status: number | null,
  message: string,
): EffectResultOf<'renderSpeech'> => ({
  kind: 'renderSpeech',
  outcome: 'failed',
  failure: { code, status, subcode: null, message },
});

/** An instant that cannot be said. The message names no value. */
export class MomentError extends Error {}

export function utteranceOf(text: SpeechText): Utterance {
  const { locale } = text;
  switch (text.kind) {
    case 'text':
      return { locale, content: text, words: text.text };
    case 'ssml':
      return { locale, content: text, words: ssmlWords(text.ssml) };
    case 'moment': {
      const words = momentInWords(text);
      return { locale, content: { kind: 'text', text: words }, words };
    }
    default:
      return assertNever(text, 'speech text');
  }
}

/** Date and time as the clocks of a zone show them, by the rules that this Node has. */
function momentInWords({ at, timeZone, as, locale }: Extract<SpeechText, { kind: 'moment' }>): string {
  const time = Date.parse(at);
  if (Number.isNaN(time)) throw new MomentError('A moment is no ISO 8601 time.');
  const part = clockOf(timeZone, time);
  const date = { year: part('year'), month: part('month'), day: part('day') };
  const words =
    as === 'date' ? sayDate(date, locale) : sayTime({ hour: part('hour'), minute: part('minute') }, locale);
  if (words !== null) return words;
  throw new MomentError(`There are no words for a ${as} in ${locale}: only in English and German.`);
}

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute';

function clockOf(timeZone: string, time: number): (part: Part) => number {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      hourCycle: 'h23',
    });
  } catch {
    throw new MomentError(`There is no time zone ${timeZone}.`);
  }
  const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
  return (part) => parts.get(part) ?? 0;
}
