import type { CallFacts, Command, EffectKind, EffectOf } from '../call/index.ts';
import type { BoundFlow } from '../flow/index.ts';
import type { Stimulus } from './stimulus.ts';

/** What the orchestration of a call is started with: plain JSON, written by our own starter. */
export interface CallInput {
  readonly call: CallFacts;
  readonly flow: BoundFlow;
}

/** What an activity that performs a command is given. */
export interface CommandInput {
  readonly call: CallFacts;
  readonly command: Command;
  readonly cause: CommandCause;
}

/** Where in which flow a command was decided, and what had happened: for who watches. */
export interface CommandCause extends Stimulus {
  /** Of the call; null: not known. */
  readonly flow: string | null;
  readonly flowVersion: string | null;
  readonly node: string | null;
}

/** What an activity that performs an effect is given. */
export interface EffectInput<Kind extends EffectKind = EffectKind> {
  readonly call: CallFacts;
  readonly effect: EffectOf<Kind>;
}
