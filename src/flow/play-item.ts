import * as z from 'zod';
import { assertNever } from '../call/index.ts';
import type { Clip, LabelledClip, Milliseconds, SpeechText } from '../call/index.ts';
import { durationBetween, parseDuration } from './duration.ts';
import { parseTemplate } from './expressions/index.ts';
import { findPrompt, spokenTextSchema } from './prompt-catalogue.ts';
import type { PromptCatalogue } from './prompt-catalogue.ts';
import { isCurrency, parseMoment, sayStyles, sayText } from './say/index.ts';
import { constantText, speak } from './speech-template.ts';
import type { SpeechTemplate, SpeechValues } from './speech-template.ts';
import { readSsml } from './ssml.ts';

const sayItemSchema = z
  .strictObject({
    say: z.string().min(1).max(500).describe('The value to be said, as a rule one {expression}.'),
    as: z.enum(sayStyles).describe('What the value is said as.'),
    currency: z
      .string()
      .refine(isCurrency, 'must be the code of a currency (ISO 4217), such as "GBP"')
      .meta({ pattern: '^[A-Z]{3}$' })
      .optional()
      .describe('With "as": "currency": its code in ISO 4217.'),
    timeZone: z
      .string()
      .regex(/^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/, 'must be a time zone (IANA), such as "Europe/London"')
      .optional()
      .describe('For a date or time with an offset from UTC: the zone whose clocks say it.'),
  })
  .refine((item) => (item.as === 'currency') === (item.currency !== undefined), {
    message: '"currency" belongs to "as": "currency", which needs it.',
    path: ['currency'],
  })
  .refine((item) => item.timeZone === undefined || item.as === 'date' || item.as === 'time', {
    message: '"timeZone" belongs to "as": "date" and "as": "time".',
    path: ['timeZone'],
  })
  .meta({
    description: 'A value, said by the rules of the language.',
    if: { properties: { as: { const: 'currency' } } },
    then: { required: ['currency'] },
    else: { properties: { currency: false } },
  });
type SayItem = z.infer<typeof sayItemSchema>;

/** One item of a `play` list: section 4 of the flow language. */
const playItemSchema = z.union(
  [
    z.string().min(1).describe('The name of a prompt in the catalogue.'),
    z
      .strictObject({ audio: z.string().min(1).describe('A WAV file, relative to the flow file.') })
      .describe('A WAV file beside the flow.'),
    z
      .strictObject({ tts: spokenTextSchema.describe('The words to be spoken, with {values} in them.') })
      .describe('Text to be spoken.'),
    z
      .strictObject({ ssml: spokenTextSchema.describe('The inside of <speak>, with {values} in it.') })
      .describe('Speech as SSML.'),
    sayItemSchema,
    z.strictObject({ silence: durationBetween('1ms', '60s') }).describe('Nothing, for a while.'),
  ],
  {
    error:
      'must be the name of a prompt, { "audio": "file.wav" }, { "tts": "text" }, { "ssml": "…" }, ' +
      '{ "say": "{value}", "as": "digits" } or { "silence": "500ms" }',
  },
);
export type PlayItem = z.infer<typeof playItemSchema>;

export const playSchema = z
  .array(playItemSchema)
  .meta({ id: 'play', description: 'What the caller hears, in this order.' });
export type Play = readonly PlayItem[];

/** A piece of audio that a flow may play and that is the same on every call: what the media room makes a clip of. */
export type ClipSource =
  /** `text`: its words, null where nobody wrote them down. */
  | { readonly kind: 'audio'; readonly path: string; readonly locale: string; readonly text: string | null }
  | { readonly kind: 'text'; readonly locale: string; readonly text: string }
  /** `ssml` is the inside of `<speak>`, `text` its words. */
  | { readonly kind: 'ssml'; readonly locale: string; readonly ssml: string; readonly text: string }
  | { readonly kind: 'silence'; readonly length: Milliseconds };

/** The name under which a source's clip is kept in a bound flow. */
export function clipKey(source: ClipSource): string {
  switch (source.kind) {
    case 'audio':
      return `audio:${source.path}`;
    case 'text':
      return `text:${source.locale}:${source.text}`;
    case 'ssml':
      return `ssml:${source.locale}:${source.ssml}`;
    case 'silence':
      return `silence:${source.length}`;
    default:
      return assertNever(source, 'clip source');
  }
}

/** A play item with what a transcript calls it: its catalogue name, else its path or text; null: silence. */
export interface NamedSource {
  readonly play: string | null;
  readonly source: ClipSource;
}

/** A play item in a locale: the same on every call, or with values that are worked out then. */
type ResolvedItem =
  | ({ readonly kind: 'fixed' } & NamedSource)
  /** `play` null: by what it says then. */
  | { readonly kind: 'template'; readonly play: string | null; readonly template: SpeechTemplate };

/** What a play item is looked up in. */
export interface PromptSetting {
  readonly prompts: PromptCatalogue;
  /** The flow's own locale, which stands in where a prompt lacks the asked one. */
  readonly locale: string;
}

/** The audio that `item` always is in `locale`; null where it has values, or names a prompt that does not exist. */
export function resolvePlayItem(flow: PromptSetting, item: PlayItem, locale: string): NamedSource | null {
  const resolved = resolve(flow, item, locale);
  return resolved?.kind === 'fixed' ? { play: resolved.play, source: resolved.source } : null;
}

/** What an item is on a call. */
export type Playable =
  | { readonly kind: 'clip'; readonly clip: LabelledClip }
  /** To be rendered first. `play` is its label in a transcript; null: the words that the rendering gives. */
  | { readonly kind: 'speech'; readonly text: SpeechText; readonly play: string | null }
  /** Its values left nothing to say: it is passed over. */
  | { readonly kind: 'nothing' }
  /** It has no audio, and no words that could be spoken. */
  | { readonly kind: 'missing'; readonly play: string };

/** What a bound flow plays from. */
export interface BoundPrompts {
  readonly document: PromptSetting;
  /** By `clipKey`. */
  readonly clips: ReadonlyMap<string, Clip>;
}

/**
 * What `item` is on a call, in the call's locale: the clip that was bound when the flow was loaded; a text that
 * nobody has recorded or rendered, which a provider must speak; or a text with values.
 * @throws ExpressionFailure where its values cannot be worked out or said: the failure `expression`.
 */
export function playable(flow: BoundPrompts, item: PlayItem, locale: string, values: SpeechValues): Playable {
  const resolved = resolve(flow.document, item, locale);
  if (resolved === null) return { kind: 'missing', play: labelOf(item) };
  if (resolved.kind === 'template') {
    const { text, play } = speak(resolved.template, values);
    return text === null ? { kind: 'nothing' } : { kind: 'speech', text, play: resolved.play ?? play };
  }
  const { play, source } = resolved;
  const clip = flow.clips.get(clipKey(source));
  if (clip !== undefined) return { kind: 'clip', clip: { ...clip, play } };
  const text = speechOf(source);
  return text === null ? { kind: 'missing', play: labelOf(item) } : { kind: 'speech', text, play };
}

const labelOf = (item: PlayItem): string => (typeof item === 'string' ? item : 'an item without a name');

/** What a provider would have to speak for a source; null for silence and for audio whose words nobody wrote down. */
function speechOf(source: ClipSource): SpeechText | null {
  switch (source.kind) {
    case 'text':
      return source;
    case 'ssml':
      return { kind: 'ssml', locale: source.locale, ssml: source.ssml };
    case 'audio':
      return source.text === null ? null : { kind: 'text', locale: source.locale, text: source.text };
    case 'silence':
      return null;
    default:
      return assertNever(source, 'clip source');
  }
}

/** What `item` is in `locale`; null for what the checker refuses: an unknown prompt, a text that is no template. */
function resolve(flow: PromptSetting, item: PlayItem, locale: string): ResolvedItem | null {
  if (typeof item === 'string') return resolveNamedPrompt(flow, item, locale);
  if ('audio' in item) {
    const source = { kind: 'audio', path: item.audio, locale, text: null } as const;
    return { kind: 'fixed', play: item.audio, source };
  }
  if ('tts' in item) return resolveText(item.tts, locale, null);
  if ('ssml' in item) return resolveSsml(item.ssml, locale);
  if ('say' in item) return resolveSay(item, locale);
  return { kind: 'fixed', play: null, source: { kind: 'silence', length: parseDuration(item.silence) } };
}

function resolveNamedPrompt(flow: PromptSetting, name: string, locale: string): ResolvedItem | null {
  const found = findPrompt(flow.prompts, name, locale, flow.locale);
  if (found === null) return null;
  const { audio, text } = found.prompt;
  if (audio !== undefined) {
    const words = text === undefined ? null : constantText(text);
    const source = { kind: 'audio', path: audio, locale: found.locale, text: words } as const;
    return { kind: 'fixed', play: name, source };
  }
  return text === undefined ? null : resolveText(text, found.locale, name);
}

function resolveText(written: string, locale: string, play: string | null): ResolvedItem | null {
  const text = constantText(written);
  if (text !== null) return { kind: 'fixed', play: play ?? text, source: { kind: 'text', locale, text } };
  const parsed = parseTemplate(written);
  if (parsed.kind === 'problems') return null;
  return { kind: 'template', play, template: { kind: 'text', locale, template: parsed.template } };
}

function resolveSsml(written: string, locale: string): ResolvedItem | null {
  const parsed = parseTemplate(written);
  if (parsed.kind === 'problems') return null;
  const constant = constantText(written);
  if (constant === null) {
    return { kind: 'template', play: null, template: { kind: 'ssml', locale, template: parsed.template } };
  }
  const read = readSsml(constant);
  if (read.kind === 'malformed') return null;
  const source = { kind: 'ssml', locale, ssml: read.content, text: read.words } as const;
  return { kind: 'fixed', play: read.words, source };
}

function resolveSay(item: SayItem, locale: string): ResolvedItem | null {
  const parsed = parseTemplate(item.say);
  if (parsed.kind === 'problems') return null;
  const { as, currency = null, timeZone = null } = item;
  const constant = constantText(item.say);
  const isMoment = timeZone !== null && constant !== null && parseMoment(constant)?.instant === true;
  const text = constant === null || isMoment ? null : sayText(constant, { as, locale, currency });
  if (text !== null) return { kind: 'fixed', play: text, source: { kind: 'text', locale, text } };
  const template = { kind: 'say', locale, template: parsed.template, as, currency, timeZone } as const;
  return { kind: 'template', play: null, template };
}
