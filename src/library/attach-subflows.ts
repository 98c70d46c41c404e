import { bindFlow, enteredFlows } from '../flow/index.ts';
import type { BoundFlow, BoundSubflow } from '../flow/index.ts';

export type Attached =
  | { readonly kind: 'ok'; readonly flow: BoundFlow }
  /** A flow that it enters, perhaps over others, did not load. */
  | { readonly kind: 'missing'; readonly id: string };

/** Binds to a flow every flow that a call in it may enter, so that the call is pinned to all of them. */
export function attachSubflows(flow: BoundFlow, find: (id: string) => BoundFlow | null): Attached {
  const parts = new Map<string, BoundSubflow>();
  const waiting = [...enteredFlows(flow.document)];
  for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
    if (parts.has(id)) continue;
    const part = find(id);
    if (part === null) return { kind: 'missing', id };
    parts.set(id, { document: part.document, clips: part.clips });
    waiting.push(...enteredFlows(part.document));
  }
  if (parts.size === 0) return { kind: 'ok', flow };
  const clips = new Map(Object.entries(flow.clips));
  return { kind: 'ok', flow: bindFlow(flow.document, clips, Object.fromEntries(parts)) };
}
