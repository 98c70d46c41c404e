import { nearest } from './document/index.ts';
import type { Finding } from './document/index.ts';
import type { FlowDirectory, FlowSignature } from './flow-signature.ts';
import { wayBetween } from './flow-signature.ts';
import type { SubflowEntry } from './node-kind.ts';

/** A finding about a node that enters a flow; `pointer` is below the node. */
export interface EntryFinding {
  readonly pointer: readonly string[];
  readonly finding: Finding;
}

/** What does not fit between a node and the flow that it enters: its name, its params, its returns. */
export function entryFindings(
  directory: FlowDirectory,
  ownId: string,
  entry: SubflowEntry,
): readonly EntryFinding[] {
  const entered = directory.find(entry.flow);
  if (entered === null) {
    const message = `There is no flow "${entry.flow}" beside this one that can be read.`;
    const suggestion = nearest(entry.flow, directory.ids);
    return [{ pointer: ['flow'], finding: { code: 'FLOW-UNKNOWN-FLOW', message, suggestion } }];
  }
  return [...recursion(directory, ownId, entry), ...params(entered, entry), ...returns(entered, entry)];
}

function recursion(directory: FlowDirectory, ownId: string, { flow }: SubflowEntry): readonly EntryFinding[] {
  const way = flow === ownId ? [flow] : wayBetween(directory, flow, ownId);
  if (way === null) return [];
  const message = `This flow would be entered by itself, over ${[ownId, ...way].join(', ')}: that need not end.`;
  return [{ pointer: ['flow'], finding: { code: 'FLOW-RECURSION', message } }];
}

function params(entered: FlowSignature, { flow, with: given = {} }: SubflowEntry): readonly EntryFinding[] {
  const known = Object.keys(entered.params);
  return Object.keys(given).flatMap((name) => {
    if (Object.hasOwn(entered.params, name)) return [];
    const message = `The flow "${flow}" has no param "${name}".`;
    const finding = { code: 'FLOW-UNKNOWN-PARAM', message, suggestion: nearest(name, known) };
    return [{ pointer: ['with', name], finding }];
  });
}

function returns(entered: FlowSignature, { flow, on }: SubflowEntry): readonly EntryFinding[] {
  const known = Object.keys(entered.returns);
  const unknown = Object.keys(on).flatMap((name) => {
    if (Object.hasOwn(entered.returns, name)) return [];
    const message = `The flow "${flow}" has no return "${name}".`;
    const finding = { code: 'FLOW-UNKNOWN-RETURN', message, suggestion: nearest(name, known) };
    return [{ pointer: ['on', name], finding }];
  });
  const loose = known.flatMap((name) => {
    if (Object.hasOwn(on, name)) return [];
    const message = `"${name}" is missing in "on": the flow "${flow}" may return it.`;
    return [{ pointer: ['on'], finding: { code: 'FLOW-MISSING-PROPERTY', message } }];
  });
  return [...unknown, ...loose];
}
