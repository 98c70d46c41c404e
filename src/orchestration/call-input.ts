import type { CallFacts, Command, EffectKind, EffectOf } from '../call/index.ts';
import type { BoundFlow } from '../flow/index.ts';

/** What the orchestration of a call is started with: plain JSON, written by our own starter. */
export interface CallInput {
  readonly call: CallFacts;
  readonly flow: BoundFlow;
}

/** What an activity that performs a command is given. */
export interface CommandInput {
  readonly call: CallFacts;
  readonly command: Command;
}

/** What an activity that performs an effect is given. */
export interface EffectInput<Kind extends EffectKind = EffectKind> {
  readonly call: CallFacts;
  readonly effect: EffectOf<Kind>;
}
