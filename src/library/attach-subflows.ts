import { bindFlow } from '../flow/index.ts';
import type { BoundFlow, BoundSubflow } from '../flow/index.ts';

export type Attached =
  | { readonly kind: 'ok'; readonly flow: BoundFlow }
  /** A flow that it enters, perhaps over others, did not load. */
  | { readonly kind: 'missing'; readonly id: string };

/** Binds to a flow every flow that a call in it may enter, so that the call is pinned to all of them. */
export function attachSubflows(flow: BoundFlow, flows: ReadonlyMap<string, BoundFlow>): Attached {
  const parts = new Map<string, BoundSubflow>();
  const waiting = [...entered(flow)];
  for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
    if (parts.has(id)) continue;
    const part = flows.get(id);
    if (part === undefined) return { kind: 'missing', id };
    parts.set(id, { document: part.document, clips: part.clips });
    waiting.push(...entered(part));
  }
  if (parts.size === 0) return { kind: 'ok', flow };
  const clips = new Map(Object.entries(flow.clips));
  return { kind: 'ok', flow: bindFlow(flow.document, clips, Object.fromEntries(parts)) };
}

const entered = ({ document }: BoundFlow): readonly string[] =>
  Object.values(document.nodes).flatMap((node) =>
    node.type === 'subflow' && 'flow' in node && typeof node.flow === 'string' ? [node.flow] : [],
  );
