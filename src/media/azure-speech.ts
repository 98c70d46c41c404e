import type { TokenCredential } from '@azure/core-auth';
import { SpeechError } from './speech-error.ts';
import type { SpeechProvider, Utterance } from './speech-provider.ts';
import { voiceFor } from './voices.ts';
import { parseWav, readWav, writeWav } from './wav.ts';

export interface AzureSpeechOptions {
  readonly region: string;
  /** The resource's id in Azure: `/subscriptions/…`. */
  readonly resourceId: string;
  readonly credential: TokenCredential;
  /** Voices that are wanted instead of the standard ones, by locale. */
  readonly voices: ReadonlyMap<string, string>;
  readonly wait: (milliseconds: number) => Promise<unknown>;
  /** Where the service is; default the region's address in the public cloud. */
  readonly endpoint?: string;
  /** For one try. */
  readonly timeLimit?: number;
}

const scope = 'https://cognitiveservices.azure.com/.default';
const mostTries = 3;
/** A caller waits: what takes longer has failed. */
const usualTimeLimit = 5_000;
const firstBackoff = 250;
const longestBackoff = 2_000;

/**
 * Azure AI Speech over its REST API ("Text to speech REST API"), as the app's identity: the token is
 * `aad#<resource id>#<token of Entra>`. To speak twice is harmless, so whatever may pass is tried again.
 */
export function azureSpeech(options: AzureSpeechOptions): SpeechProvider {
  const endpoint =
    options.endpoint ?? `https://${options.region}.tts.speech.microsoft.com/cognitiveservices/v1`;
  return {
    voiceFor: (locale) => voiceFor(locale, options.voices),
    speak: async (utterance) => {
      const body = document(utterance, voiceFor(utterance.locale, options.voices));
      for (let tried = 1; ; tried += 1) {
        const outcome = await tryOnce(endpoint, body, options);
        if (outcome.kind === 'audio') return playableAudio(outcome.bytes);
        if (!outcome.mayPass || tried === mostTries) throw outcome.error;
        const backoff = outcome.retryAfter ?? firstBackoff * 2 ** (tried - 1);
        await options.wait(Math.min(backoff, longestBackoff));
      }
    },
  };
}

type Outcome =
  | { readonly kind: 'audio'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'failed';
      readonly error: SpeechError;
      readonly mayPass: boolean;
      /** In milliseconds. */
      readonly retryAfter: number | null;
    };

async function tryOnce(endpoint: string, body: string, options: AzureSpeechOptions): Promise<Outcome> {
  const authorization = await authorizationOf(options);
  const signal = AbortSignal.timeout(options.timeLimit ?? usualTimeLimit);
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        authorization,
        'content-type': 'application/ssml+xml',
        'x-microsoft-outputformat': 'riff-16khz-16bit-mono-pcm',
        'user-agent': 'teams-ivr',
      },
      body,
      redirect: 'error',
      signal,
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (response.status === 200) return { kind: 'audio', bytes };
    return refused(response.status, retryAfter(response.headers.get('retry-after')));
  } catch (cause) {
    const message = signal.aborted
      ? 'Azure AI Speech did not answer in time.'
      : 'Azure AI Speech cannot be reached. The network may be down, or SPEECH_REGION may be wrong.';
    const error = new SpeechError('SPEECH-UNREACHABLE', message, null, cause);
    return { kind: 'failed', error, mayPass: true, retryAfter: null };
  }
}

async function authorizationOf({ credential, resourceId }: AzureSpeechOptions): Promise<string> {
  let token: string | undefined;
  try {
    token = (await credential.getToken(scope))?.token;
  } catch (cause) {
    throw unauthorized('The identity of the app gave no token for Azure AI Speech.', null, cause);
  }
  if (token === undefined)
    throw unauthorized('The identity of the app gave no token for Azure AI Speech.', null);
  return `Bearer aad#${resourceId}#${token}`;
}

const unauthorized = (what: string, status: number | null, cause?: unknown): SpeechError =>
  new SpeechError(
    'SPEECH-UNAUTHORIZED',
    `${what} It needs the role "Cognitive Services Speech User" on the resource that SPEECH_RESOURCE_ID names, which ` +
      'must have a custom subdomain.',
    status,
    cause,
  );

/** The answer's body is not passed on: it may quote the text. */
function refused(status: number, wait: number | null): Outcome {
  const mayPass = status === 429 || status >= 500;
  const error =
    status === 401 || status === 403
      ? unauthorized(`Azure AI Speech does not take the token of the app's identity (${status}).`, status)
      : new SpeechError('SPEECH-REFUSED', reasonOf(status), status);
  return { kind: 'failed', error, mayPass, retryAfter: wait };
}

function reasonOf(status: number): string {
  if (status === 429)
    return 'Azure AI Speech has too many requests (429). The quota of the resource may be too small.';
  if (status >= 500) return `Azure AI Speech has failed (${status}). It may be better later.`;
  return `Azure AI Speech refused a text (${status}). Its SSML, or the voice of its locale, may be wrong.`;
}

/** Seconds, the only form that the service uses. */
function retryAfter(header: string | null): number | null {
  return header !== null && /^\d{1,4}$/.test(header) ? Number(header) * 1000 : null;
}

/** As our own writer would write it, so that every prompt has the same form. */
function playableAudio(bytes: Uint8Array): Uint8Array {
  const wav = readWav(bytes);
  const parts = parseWav(bytes);
  if (wav.kind === 'ok' && parts.kind === 'wav') return writeWav(parts.samples);
  const reason = wav.kind === 'unplayable' ? wav.reason : 'it is no WAV file';
  throw new SpeechError(
    'SPEECH-BAD-AUDIO',
    `Azure AI Speech gave audio that Graph cannot play: ${reason}.`,
    200,
  );
}

/** SSML 1.0 with Microsoft's elements; a text is escaped, SSML of the flow is well-formed. */
function document({ locale, content }: Utterance, voice: string): string {
  const inside = content.kind === 'ssml' ? content.ssml : escaped(content.text);
  return (
    '<speak version="1.0" xmlns="http://www.w3.org/2001/10/synthesis" ' +
    `xmlns:mstts="https://www.w3.org/2001/mstts" xml:lang="${escaped(locale)}">` +
    `<voice name="${escaped(voice)}">${inside}</voice></speak>`
  );
}

const entities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
]);

/** Characters that XML cannot hold are left out. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '')
    .replaceAll(/[&<>"']/g, (character) => entities.get(character) ?? '');
