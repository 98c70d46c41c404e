import type { FlowDocument } from './flow-document.ts';
import { bindNodes } from './compiled-flow.ts';
import { clipKey } from './clip-source.ts';
import type { ClipSource } from './clip-source.ts';
import { resolvePlayItem } from './resolve-play-item.ts';

/**
 * Every piece of audio that a flow may play, each once: all renderings of its catalogue, since a `set` of
 * `call.locale` may ask for any of them, and what its nodes name in place.
 */
export function clipSources(document: FlowDocument): readonly ClipSource[] {
  const sources = new Map<string, ClipSource>();
  const add = (source: ClipSource | undefined): void => {
    if (source === undefined) return;
    const known = sources.get(clipKey(source));
    // A file that is named in one place with its words, in another without, has them.
    if (known === undefined || (known.kind === 'audio' && known.text === null))
      sources.set(clipKey(source), source);
  };
  const locales = new Set([document.locale, ...Object.values(document.prompts).flatMap(Object.keys)]);
  for (const locale of locales) {
    for (const name of Object.keys(document.prompts)) add(resolvePlayItem(document, name, locale)?.source);
  }
  for (const node of bindNodes(document).values()) {
    for (const { play } of node.plays) {
      for (const item of play) {
        for (const locale of locales) add(resolvePlayItem(document, item, locale)?.source);
      }
    }
  }
  return [...sources.values()];
}
