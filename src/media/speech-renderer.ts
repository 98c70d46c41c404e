/**
 * P1  A rendering is named by an HMAC of voice, locale and words, never by the words: its name tells nobody what it
 *     says, and nobody guesses it.
 * P2  What is said twice is rendered once, as long as it is kept.
 * P3  A clip that is given lives on for at least as long as any call that may fetch it.
 */
import { createHmac } from 'node:crypto';
import { later, mediaName } from '../call/index.ts';
import type { Clip, Instant, MediaName } from '../call/index.ts';
import type { MediaStore } from './media-store.ts';
import { SpeechError } from './speech-error.ts';
import type { SpeechProvider, Utterance } from './speech-provider.ts';
import { readWav } from './wav.ts';

export interface SpeechRendererParts {
  /** Null: nobody speaks. */
  readonly provider: SpeechProvider | null;
  readonly store: MediaStore;
  readonly clock: () => Instant;
}

/** The clip that says something. Rejects with a SpeechError. */
export type RenderSpeech = (utterance: Utterance) => Promise<Clip>;

const hour = 3_600_000;
/** How long a call may last at most (`limits.maxCallDuration`), and so may ask again for what it has been told of. */
const longestCall = 24 * hour;
const lifetime = 2 * longestCall;
/** Renderings that are remembered: a turn that repeats one needs no look at the store. */
const mostRemembered = 1_000;

interface Rendering {
  readonly clip: Clip;
  readonly expiresAt: Instant;
}

export function speechRenderer({ provider, store, clock }: SpeechRendererParts): RenderSpeech {
  const remembered = new Map<MediaName, Rendering>();
  const underWay = new Map<MediaName, Promise<Rendering>>();

  const lasts = ({ expiresAt }: Rendering): boolean => expiresAt >= later(clock(), longestCall);

  const remember = (name: MediaName, rendering: Rendering): void => {
    const oldest = remembered.keys().next();
    if (remembered.size >= mostRemembered && oldest.done !== true) remembered.delete(oldest.value);
    remembered.set(name, rendering);
  };

  const render = async (
    name: MediaName,
    utterance: Utterance,
    speaker: SpeechProvider,
  ): Promise<Rendering> => {
    const kept = await keptRendering(store, name);
    if (kept !== null && lasts(kept)) return kept;
    const bytes = await speaker.speak(utterance);
    const expiresAt = later(clock(), lifetime);
    await stored(store.put(name, bytes, { contentType: 'audio/wav', expiresAt }));
    return { clip: clipOf(name, bytes), expiresAt };
  };

  return async (utterance) => {
    if (provider === null) throw noProvider();
    const name = nameOf(await stored(store.nameKey()), provider.voiceFor(utterance.locale), utterance);
    const known = remembered.get(name);
    if (known !== undefined && lasts(known)) return known.clip;
    const current =
      underWay.get(name) ?? render(name, utterance, provider).finally(() => underWay.delete(name));
    underWay.set(name, current);
    const rendering = await current;
    remember(name, rendering);
    return rendering.clip;
  };
}

const noProvider = (): SpeechError =>
  new SpeechError(
    'SPEECH-NO-PROVIDER',
    'Nobody speaks texts that have no audio file: set SPEECH_REGION and SPEECH_RESOURCE_ID, or SPEECH_PROVIDER=local.',
  );

async function keptRendering(store: MediaStore, name: MediaName): Promise<Rendering | null> {
  const kept = await stored(store.get(name));
  const expiresAt = kept?.expiresAt ?? null;
  return kept === null || expiresAt === null ? null : { clip: clipOf(name, kept.bytes), expiresAt };
}

function clipOf(name: MediaName, bytes: Uint8Array): Clip {
  const wav = readWav(bytes);
  if (wav.kind === 'ok') return { name, length: wav.length };
  throw new SpeechError('SPEECH-BAD-AUDIO', `A rendered text cannot be played: ${wav.reason}.`);
}

/** A number of parts that no other parts can make: each is its own string of a JSON list. */
function nameOf(key: Uint8Array, voice: string, { locale, content }: Utterance): MediaName {
  const said = JSON.stringify([
    voice,
    locale,
    content.kind === 'text' ? content.text : content.ssml,
    content.kind,
  ]);
  return mediaName(`${createHmac('sha256', key).update(said).digest('hex').slice(0, 40)}.wav`);
}

async function stored<Result>(promise: Promise<Result>): Promise<Result> {
  try {
    return await promise;
  } catch (cause) {
    const message =
      'The media store (IvrMedia) cannot be reached, so rendered speech could not be kept or found.';
    throw new SpeechError('SPEECH-NOT-STORED', message, null, cause);
  }
}
