import { bindNodes } from './compiled-flow.ts';
import type { FlowDocument } from './flow-document.ts';
import type { PlayItem } from './play-item.ts';
import { resolveInLocale } from './resolve-play-item.ts';

/** What transcripts call the prompts of a flow. */
export interface PlayedNames {
  readonly names: ReadonlySet<string>;
  /** Whether there are besides texts with values in them, which are called by what they say then. */
  readonly hasOthers: boolean;
}

/** The names of every prompt in the catalogue, and of what the nodes of a flow play in place. */
export function playedNames(document: FlowDocument): PlayedNames {
  const locales = new Set([document.locale, ...Object.values(document.prompts).flatMap(Object.keys)]);
  const items = new Set<PlayItem>(
    [...bindNodes(document).values()].flatMap(({ plays }) => plays.flatMap(({ play }) => play)),
  );
  const names = new Set(Object.keys(document.prompts));
  let hasOthers = false;
  for (const item of items) {
    for (const locale of locales) {
      const resolved = resolveInLocale(document, item, locale);
      if (resolved === null) continue;
      if (resolved.play !== null) names.add(resolved.play);
      else if (resolved.kind === 'template') hasOthers = true;
    }
  }
  return { names, hasOthers };
}
