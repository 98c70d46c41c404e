import type { ClipSource } from './clip-source.ts';
import { parseDuration } from './duration.ts';
import { parseTemplate } from './expressions/index.ts';
import type { PlayItem, SayItem } from './play-item.ts';
import { findPrompt } from './prompt-catalogue.ts';
import type { PromptCatalogue } from './prompt-catalogue.ts';
import { parseMoment, sayText } from './say/index.ts';
import { constantText } from './speech-template.ts';
import type { SpeechTemplate } from './speech-template.ts';
import { readSsml } from './ssml.ts';

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
  const resolved = resolveInLocale(flow, item, locale);
  return resolved?.kind === 'fixed' ? { play: resolved.play, source: resolved.source } : null;
}

/** What `item` is in `locale`; null for what the checker refuses: an unknown prompt, a text that is no template. */
export function resolveInLocale(flow: PromptSetting, item: PlayItem, locale: string): ResolvedItem | null {
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
