import { assertNever } from '../call/index.ts';
import type { Clip, LabelledClip, SpeechText } from '../call/index.ts';
import { clipKey } from './clip-source.ts';
import type { ClipSource } from './clip-source.ts';
import type { PlayItem } from './play-item.ts';
import { resolveInLocale } from './resolve-play-item.ts';
import type { PromptSetting } from './resolve-play-item.ts';
import { speak } from './speech-template.ts';
import type { SpeechValues } from './speech-template.ts';

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
  const resolved = resolveInLocale(flow.document, item, locale);
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
