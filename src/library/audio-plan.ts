import { assertNever } from '../call/index.ts';
import type { ClipSource } from '../flow/index.ts';
import { renderingPath } from '../media/index.ts';

/** The file that a piece of audio is, or will be once it is rendered. */
export interface AudioPlan {
  /** Relative to the folder of the flow. */
  readonly path: string;
  /** Whether the flow names the file; else it is where renderings are kept. */
  readonly named: boolean;
  readonly locale: string;
  /** Null: nobody wrote them down. */
  readonly words: string | null;
  /** What a rendering is made from: the words, or their SSML. */
  readonly said: string | null;
  readonly content: 'text' | 'ssml';
}

export function audioPlan(source: Exclude<ClipSource, { readonly kind: 'silence' }>): AudioPlan {
  const { locale } = source;
  switch (source.kind) {
    case 'audio':
      return {
        path: source.path,
        named: true,
        locale,
        words: source.text,
        said: source.text,
        content: 'text',
      };
    case 'text':
      return {
        path: renderingPath(locale, source.text),
        named: false,
        locale,
        words: source.text,
        said: source.text,
        content: 'text',
      };
    case 'ssml':
      return {
        path: renderingPath(locale, source.text, source.ssml),
        named: false,
        locale,
        words: source.text,
        said: source.ssml,
        content: 'ssml',
      };
    default:
      return assertNever(source, 'clip source');
  }
}

/** Whether a file that we rendered says something else than it should. Files of people are theirs, and never stale. */
export const isStale = ({ said }: AudioPlan, renderedFrom: string | null): boolean =>
  renderedFrom !== null && said !== null && renderedFrom !== said;
