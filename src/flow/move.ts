import { nodeName } from '../call/index.ts';
import type { CallEnd, FlowId, JsonObject, NodeName } from '../call/index.ts';
import type { Failure } from './failure.ts';

/** A member of `on`, as it is written there: `error`, `keys.*`. */
export type Handler = 'hangup' | 'error' | 'maxDuration' | `keys.${string}`;

/** What a node wants to happen next. */
export type Move<Memory> =
  | { readonly kind: 'stay'; readonly memory: Memory }
  /** By an outcome of the node, as its edges name it; null: to where a flow starts. */
  | { readonly kind: 'go'; readonly to: NodeName; readonly outcome: string | null }
  /** To a handler of `on`: it belongs to the flow that the call began with, and ends every sub-flow. */
  | { readonly kind: 'handler'; readonly to: NodeName; readonly handler: Handler }
  /** Into another flow, with the values of its params. */
  | { readonly kind: 'call'; readonly flow: FlowId; readonly values: JsonObject }
  /** Back to the flow that entered this one. */
  | { readonly kind: 'return'; readonly as: string; readonly values: JsonObject }
  | { readonly kind: 'fail'; readonly failure: Failure }
  /** Hang up, and end the call like this. */
  | { readonly kind: 'hangUp'; readonly end: CallEnd; readonly reason: string | null }
  /** The call is over already. */
  | { readonly kind: 'end'; readonly end: CallEnd; readonly reason: string | null };

export const stay = <Memory>(memory: Memory): Move<Memory> => ({ kind: 'stay', memory });
export const go = (to: string, outcome = 'next'): Move<never> => ({ kind: 'go', to: nodeName(to), outcome });
export const toHandler = (to: string, handler: Handler): Move<never> => ({
  kind: 'handler',
  to: nodeName(to),
  handler,
});
export const fail = (failure: Failure): Move<never> => ({ kind: 'fail', failure });
