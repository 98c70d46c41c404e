import { bindNodes } from './compiled-flow.ts';
import { bindSettings, readJson } from './document/index.ts';
import { flowDocumentSchema } from './flow-document.ts';
import type { FlowDocument } from './flow-document.ts';

/**
 * The document in the text of a flow that others enter, as far as the graph of those others needs it: settings bound (a missing
 * one stands for its name), every way in it leads to a node. Null: it is not so; its own check says why.
 */
export function readEnteredDocument(
  text: string,
  settings: (name: string) => string | undefined,
): FlowDocument | null {
  const read = readJson(text, '');
  if (read.kind === 'problems') return null;
  const parsed = flowDocumentSchema.safeParse(bindSettings(read.value, settings).value);
  if (!parsed.success) return null;
  const { start, nodes } = parsed.data;
  const ways = [...bindNodes(parsed.data).values()].flatMap(({ edges }) => edges.map(({ to }) => to));
  return [start, ...ways].every((name) => Object.hasOwn(nodes, name)) ? parsed.data : null;
}
