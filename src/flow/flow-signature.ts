import * as z from 'zod';
import type { FlowDocument } from './flow-document.ts';
import { variableTypes } from './variable.ts';
import type { VariableType } from './variable.ts';

/** Values that go from flow to flow, by name. */
export type DeclaredValues = Readonly<
  Record<string, { readonly type: VariableType; readonly sensitive?: boolean | undefined }>
>;

/** What other flows must know of a flow in order to enter it. */
export interface FlowSignature {
  readonly id: string;
  readonly params: DeclaredValues;
  readonly returns: Readonly<Record<string, DeclaredValues>>;
  /** The ids of the flows that it enters itself. */
  readonly enters: readonly string[];
}

/** Looks a flow up among those that stand beside the one that is checked; null: there is none. */
export interface FlowDirectory {
  readonly find: (id: string) => FlowSignature | null;
  readonly ids: readonly string[];
  /**
   * Its whole document; null: its form is wrong, or names in it that its graph needs do not exist. Left out: nobody
   * knows any.
   */
  readonly document?: (id: string) => FlowDocument | null;
}

/** The ids of the flows that the nodes of a document enter, one for each node that enters one. */
export function enteredFlows({ nodes }: { readonly nodes: object }): readonly string[] {
  return Object.values(nodes).flatMap((node) => entering.safeParse(node).data?.flow ?? []);
}

const typed = z.object({ type: z.enum(variableTypes), sensitive: z.boolean().optional() });
const signatureSchema = z.object({
  id: z.string(),
  params: z.record(z.string(), typed).catch({}).default({}),
  returns: z.record(z.string(), z.record(z.string(), typed)).catch({}).default({}),
  nodes: z.record(z.string(), z.unknown()).catch({}).default({}),
});
const entering = z.object({ type: z.literal('subflow'), flow: z.string() });

/** The signature in a flow's document as it was written, also in one that has problems; null: it has no id. */
export function readSignature(document: unknown): FlowSignature | null {
  const read = signatureSchema.safeParse(document).data;
  if (read === undefined) return null;
  const { nodes, ...signature } = read;
  return { ...signature, enters: [...new Set(enteredFlows({ nodes }))] };
}

/** A way from the flow `from` over those that it enters to the flow `to`, both included; null: there is none. */
export function wayBetween(directory: FlowDirectory, from: string, to: string): readonly string[] | null {
  const ways: (readonly string[])[] = [[from]];
  const seen = new Set([from]);
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    const last = way.at(-1) ?? from;
    if (last === to) return way;
    for (const next of directory.find(last)?.enters ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return null;
}
