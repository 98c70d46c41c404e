import { isJsonObject, ownMember } from '../call/index.ts';
import type { JsonObject, JsonValue } from '../call/index.ts';
import { bindSettings, compareProblems, readJson } from './document/index.ts';
import type { Problem } from './document/index.ts';
import { loadFlow } from './load-flow.ts';
import type { LoadOptions } from './load-flow.ts';
import type { BoundNode, Edge, PlayUse } from './node-kind.ts';
import { findNodeKind } from './nodes/index.ts';
import type { PlayItem } from './play-item.ts';
import { findPrompt, promptCatalogueSchema } from './prompt-catalogue.ts';
import type { PromptCatalogue } from './prompt-catalogue.ts';
import { writtenEdges } from './written-edges.ts';

/** What a picture of a flow needs, of a document that may still be wrong: everything of it whose form is right. */
export interface FlowSketch {
  /** Null where it is missing or no text. */
  readonly id: string | null;
  readonly version: string | null;
  readonly start: string | null;
  /** What `on` leads to, in the order of the document. */
  readonly handlers: readonly SketchedHandler[];
  readonly nodes: readonly SketchedNode[];
  /** All problems of the document; the pointer says which node has which. */
  readonly problems: readonly Problem[];
}

export interface SketchedHandler {
  /** The member of `on`, or the key of `on.keys`. */
  readonly name: string;
  readonly isKey: boolean;
  readonly to: string;
  readonly pointer: readonly string[];
}

export interface SketchedNode {
  readonly name: string;
  /** As it is written; null where it is missing. */
  readonly type: string | null;
  readonly caption: string;
  /** What it says to the caller, in the flow's locale; empty where it says nothing. */
  readonly words: string;
  /** Whether it needs an established call. */
  readonly needsAudio: boolean;
  readonly edges: readonly Edge[];
}

export type FlowSketched =
  | { readonly kind: 'ok'; readonly sketch: FlowSketch }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/** Reads a flow for a picture. Only a file that is no JSON, or no object, cannot be sketched. */
export function sketchFlow(text: string, options: LoadOptions): FlowSketched {
  const { problems } = loadFlow(text, options);
  const read = readJson(text, options.file);
  if (read.kind === 'problems') return read;
  const { value } = bindSettings(read.value, options.settings);
  if (!isJsonObject(value)) return { kind: 'problems', problems };
  const sketch = {
    id: textOf(ownMember(value, 'id')),
    version: textOf(ownMember(value, 'version')),
    start: textOf(ownMember(value, 'start')),
    handlers: handlersOf(ownMember(value, 'on')),
    nodes: nodesOf(value),
    problems: [...problems].sort(compareProblems),
  };
  return { kind: 'ok', sketch };
}

const textOf = (value: JsonValue | undefined): string | null => (typeof value === 'string' ? value : null);

const entriesOf = (value: JsonValue | undefined): readonly (readonly [string, JsonValue])[] =>
  isJsonObject(value) ? Object.entries(value) : [];

function handlersOf(on: JsonValue | undefined): readonly SketchedHandler[] {
  return entriesOf(on).flatMap(([name, to]): readonly SketchedHandler[] => {
    if (typeof to === 'string') return [{ name, isKey: false, to, pointer: ['on', name] }];
    return entriesOf(to).flatMap(([key, node]) =>
      typeof node === 'string' ? [{ name: key, isKey: true, to: node, pointer: ['on', name, key] }] : [],
    );
  });
}

function nodesOf(document: JsonObject): readonly SketchedNode[] {
  const locale = textOf(ownMember(document, 'locale')) ?? '';
  const prompts = promptCatalogueSchema.safeParse(ownMember(document, 'prompts')).data ?? {};
  return entriesOf(ownMember(document, 'nodes')).map(([name, written]) => {
    const type = isJsonObject(written) ? textOf(ownMember(written, 'type')) : null;
    const kind = type === null ? null : findNodeKind(type);
    const bound = kind?.schema.safeParse(written).success === true ? kind.bind(written) : null;
    if (bound !== null) return { name, type, ...sketched(bound, prompts, locale) };
    const edges = kind === null ? [] : writtenEdges(kind.schema, written);
    return { name, type, caption: '', words: '', needsAudio: false, edges };
  });
}

function sketched(
  node: BoundNode,
  prompts: PromptCatalogue,
  locale: string,
): Omit<SketchedNode, 'name' | 'type'> {
  const [play] = node.plays.filter(({ isHeard = true, play }) => isHeard && play.length > 0);
  return {
    caption: node.caption,
    words: play === undefined ? '' : wordsOf(play, prompts, locale),
    needsAudio: node.requires === 'audio',
    edges: node.edges,
  };
}

function wordsOf({ play }: PlayUse, prompts: PromptCatalogue, locale: string): string {
  return play.flatMap((item) => sayingOf(item, prompts, locale)).join(' ');
}

/** What an item says, as it is written; of a file without a text its path. Silence says nothing. */
function sayingOf(item: PlayItem, prompts: PromptCatalogue, locale: string): readonly string[] {
  if (typeof item !== 'string') {
    const [member, saying] = Object.entries(item)[0] ?? [];
    return member === 'silence' || saying === undefined ? [] : [saying];
  }
  const found = findPrompt(prompts, item, locale, locale);
  return [found?.prompt.text ?? found?.prompt.audio ?? item];
}
