import { assertNever } from '../call/index.ts';
import type { Milliseconds } from '../call/index.ts';

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
