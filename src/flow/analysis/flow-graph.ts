import type { Clip } from '../../call/index.ts';
import { clipSources } from '../clip-sources.ts';
import { bindNodes } from '../compiled-flow.ts';
import type { FlowDocument } from '../flow-document.ts';
import type { FactsContext } from '../node-facts.ts';
import { clipKey } from '../clip-source.ts';
import type { Play, PlayItem } from '../play-item.ts';
import { resolvePlayItem } from '../resolve-play-item.ts';
import { frames } from './frames.ts';
import type { FindPart, FlowPart, Frame } from './frames.ts';
import { exploreSituations } from './situations.ts';
import type { SituationGraph } from './situations.ts';

/** A flow as a graph, together with the flows that it enters. */
export interface FlowGraph {
  /** The flow itself. */
  readonly root: Frame;
  readonly graph: SituationGraph;
}

/** The flow as a graph. The lengths of clips count where a part has them. */
export function graphOf(part: FlowPart, find: FindPart): FlowGraph {
  const known = new Map<string, Omit<Frame, 'entry'> | null>();
  const entered = frames((id) => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const inside = find(id);
    const frame = inside === null ? null : frameOf(inside, part.document.locale, find);
    known.set(id, frame);
    return frame;
  });
  const root = { ...frameOf(part, part.document.locale, find), entry: null };
  return { root, graph: exploreSituations(root, entered) };
}

/** `locale`: that of the flow with which the call begins, which holds in all that it enters. */
function frameOf({ document, clips }: FlowPart, locale: string, find: FindPart): Omit<Frame, 'entry'> {
  const context = contextOf(document, clips, locale);
  const nodes = [...bindNodes(document)].map(([name, bound]) => {
    const facts = bound.facts(context);
    // Whether the call ends in a flow that is entered is known of its nodes.
    const isKnown = facts.enters !== undefined && find(facts.enters) !== null;
    return [name, { name, bound, facts: isKnown ? { ...facts, ends: false } : facts }] as const;
  });
  return { document, nodes: new Map(nodes) };
}

/** What does not exist is another check's business. */
const exists = ({ prompts }: FlowDocument, item: PlayItem): boolean =>
  typeof item !== 'string' || Object.hasOwn(prompts, item);

function contextOf(
  document: FlowDocument,
  clips: Readonly<Record<string, Clip>>,
  callLocale: string,
): FactsContext {
  const locales = [
    ...new Set([
      document.locale,
      callLocale,
      ...Object.values(document.prompts).flatMap((each) => Object.keys(each)),
    ]),
  ];
  const known = new Map(Object.entries(clips));
  const bound = new Set(clipSources(document).map(clipKey));
  const lengthIn = (item: PlayItem, locale: string): number | null => {
    const named = resolvePlayItem(document, item, locale);
    return (named === null ? null : known.get(clipKey(named.source))?.length) ?? null;
  };
  const lengthOfItem = (item: PlayItem): number | null => {
    const lengths = locales.map((locale) => lengthIn(item, locale));
    return lengths.includes(null) ? null : Math.max(...lengths.map(Number));
  };
  /** It has values; or its words, written in place, were bound in the locales of its own flow only. */
  const isSpokenIn = (item: PlayItem, locale: string): boolean => {
    const named = resolvePlayItem(document, item, locale);
    return named === null || !bound.has(clipKey(named.source));
  };
  return {
    defaults: document.defaults,
    lengthOf(play: Play) {
      const lengths = play.map(lengthOfItem);
      return lengths.includes(null) ? null : lengths.reduce<number>((sum, length) => sum + Number(length), 0);
    },
    isRendered: (play) =>
      play.some((item) => exists(document, item) && locales.some((locale) => isSpokenIn(item, locale))),
  };
}
