import type { CallEvent, CallFacts, Milliseconds } from '../call/index.ts';
import type { CompiledFlow } from '../flow/index.ts';
import type { Step } from '../interpreter/index.ts';

/**
 * Sees a step of a call before anything of it is performed; `event` null: the call begins; `entriesBefore`: how many
 * entries the transcript had. Must not throw.
 */
export type WatchCall = (
  taken: Step,
  event: CallEvent | null,
  call: CallFacts,
  course: { readonly flow: CompiledFlow; readonly entriesBefore: number },
) => void;

/** What the shell of a call may be given; left out, it is as in production. */
export interface CallShell {
  /** O13. */
  readonly watch?: WatchCall;
  /** How long deadlines about keys wait for keys that are late (rule 7): 250 ms; 0 where nothing is ever late. */
  readonly keyGrace?: Milliseconds;
}
