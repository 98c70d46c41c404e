import type { CallFacts, Command } from '../call/index.ts';
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
