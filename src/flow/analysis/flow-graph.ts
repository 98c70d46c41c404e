import type { Clip, NodeName } from '../../call/index.ts';
import { bindNodes } from '../compiled-flow.ts';
import type { FlowDocument } from '../flow-document.ts';
import type { FactsContext } from '../node-facts.ts';
import { clipKey, resolvePlayItem } from '../play-item.ts';
import type { Play, PlayItem } from '../play-item.ts';
import { exploreSituations } from './situations.ts';
import type { FlowNode, SituationGraph } from './situations.ts';

/** The flow as a graph. `clips`: the audio that was bound to it, if its lengths shall count. */
export function graphOf(
  document: FlowDocument,
  clips: Readonly<Record<string, Clip>> = {},
): { readonly nodes: ReadonlyMap<NodeName, FlowNode>; readonly graph: SituationGraph } {
  const context = contextOf(document, clips);
  const nodes = new Map(
    [...bindNodes(document)].map(([name, bound]) => [name, { name, bound, facts: bound.facts(context) }]),
  );
  return { nodes, graph: exploreSituations(document, nodes) };
}

/** What does not exist is another check's business. */
const exists = ({ prompts }: FlowDocument, item: PlayItem): boolean =>
  typeof item !== 'string' || Object.hasOwn(prompts, item);

function contextOf(document: FlowDocument, clips: Readonly<Record<string, Clip>>): FactsContext {
  const locales = [
    ...new Set([document.locale, ...Object.values(document.prompts).flatMap((each) => Object.keys(each))]),
  ];
  const known = new Map(Object.entries(clips));
  const lengthIn = (item: PlayItem, locale: string): number | null => {
    const named = resolvePlayItem(document, item, locale);
    return (named === null ? null : known.get(clipKey(named.source))?.length) ?? null;
  };
  const lengthOfItem = (item: PlayItem): number | null => {
    const lengths = locales.map((locale) => lengthIn(item, locale));
    return lengths.includes(null) ? null : Math.max(...lengths.map(Number));
  };
  return {
    defaults: document.defaults,
    lengthOf(play: Play) {
      const lengths = play.map(lengthOfItem);
      return lengths.includes(null) ? null : lengths.reduce<number>((sum, length) => sum + Number(length), 0);
    },
    isRendered: (play) =>
      play.some((item) =>
        locales.some((locale) => exists(document, item) && resolvePlayItem(document, item, locale) === null),
      ),
  };
}
