import * as z from 'zod';
import { assertNever } from '../call/index.ts';
import type { Milliseconds } from '../call/index.ts';
import { durationBetween, parseDuration } from './duration.ts';
import { parseTemplate } from './expressions/index.ts';
import { findPrompt, spokenTextSchema } from './prompt-catalogue.ts';
import type { PromptCatalogue } from './prompt-catalogue.ts';

/** One item of a `play` list: section 4 of the flow language. */
const playItemSchema = z.union(
  [
    z.string().min(1).describe('The name of a prompt in the catalogue.'),
    z
      .strictObject({ audio: z.string().min(1).describe('A WAV file, relative to the flow file.') })
      .describe('A WAV file beside the flow.'),
    z
      .strictObject({ tts: spokenTextSchema.describe('The words to be spoken.') })
      .describe('Text to be spoken.'),
    z.strictObject({ silence: durationBetween('1ms', '60s') }).describe('Nothing, for a while.'),
  ],
  {
    error:
      'must be the name of a prompt, { "audio": "file.wav" }, { "tts": "text" } or { "silence": "500ms" }',
  },
);
export type PlayItem = z.infer<typeof playItemSchema>;

export const playSchema = z
  .array(playItemSchema)
  .meta({ id: 'play', description: 'What the caller hears, in this order.' });
export type Play = readonly PlayItem[];

/** A piece of audio that a flow may play: what the media room makes a clip of. */
export type ClipSource =
  | { readonly kind: 'audio'; readonly path: string; readonly text: string | null }
  | { readonly kind: 'text'; readonly locale: string; readonly text: string }
  | { readonly kind: 'silence'; readonly length: Milliseconds };

/** The name under which a source's clip is kept in a bound flow. */
export function clipKey(source: ClipSource): string {
  switch (source.kind) {
    case 'audio':
      return `audio:${source.path}`;
    case 'text':
      return `text:${source.locale}:${source.text}`;
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

/** What is spoken for a text: `{{` is `{`. */
function spoken(text: string): string {
  const parsed = parseTemplate(text);
  if (parsed.kind === 'problems') return text;
  return parsed.template.parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
}

/** Whether `text` names values, which only a speech provider could say while the call runs. */
export function namesValues(text: string): boolean {
  const parsed = parseTemplate(text);
  return parsed.kind === 'problems' || parsed.template.parts.some((part) => part.kind !== 'text');
}

/** What a play item is looked up in. */
export interface PromptSetting {
  readonly prompts: PromptCatalogue;
  /** The flow's own locale, which stands in where a prompt lacks the asked one. */
  readonly locale: string;
}

/** What `item` is in `locale`; null for a name that the catalogue lacks (the checker refuses such a flow). */
export function resolvePlayItem(flow: PromptSetting, item: PlayItem, locale: string): NamedSource | null {
  if (typeof item === 'string') return resolveNamedPrompt(flow, item, locale);
  if ('audio' in item) return { play: item.audio, source: { kind: 'audio', path: item.audio, text: null } };
  if ('tts' in item) return { play: item.tts, source: { kind: 'text', locale, text: spoken(item.tts) } };
  return {
    play: null,
    source: { kind: 'silence', length: parseDuration(item.silence) },
  };
}

function resolveNamedPrompt(flow: PromptSetting, name: string, locale: string): NamedSource | null {
  const found = findPrompt(flow.prompts, name, locale, flow.locale);
  if (found === null) return null;
  const { audio, text } = found.prompt;
  if (audio !== undefined) return { play: name, source: { kind: 'audio', path: audio, text: text ?? null } };
  if (text === undefined) return null;
  return { play: name, source: { kind: 'text', locale: found.locale, text: spoken(text) } };
}
