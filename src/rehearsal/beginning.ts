import type { CallEnd, FlowId, Instant, NodeName } from '../call/index.ts';

/** Something that begins in a call, as somebody who listens and looks on has it: what `expect` is about. */
export type Beginning = { readonly at: Instant } & (
  | { readonly kind: 'node'; readonly node: NodeName; readonly flow: FlowId }
  /** A play item: `play` as transcripts call it; `words` null: nobody wrote them down. */
  | { readonly kind: 'prompt'; readonly play: string; readonly words: string | null }
  /** The call is taken, and its keys are heard. */
  | { readonly kind: 'answered' }
  /** What is said from now on is recorded. */
  | { readonly kind: 'beep' }
  | { readonly kind: 'transfer'; readonly target: string }
  | { readonly kind: 'http'; readonly url: string }
  | { readonly kind: 'event'; readonly name: string }
  | { readonly kind: 'end'; readonly end: CallEnd }
);
