import type { AskedOperation } from '../call/index.ts';
import { commandFailed } from './failure.ts';
import type { Failure } from './failure.ts';
import { fail, go, stay } from './move.ts';
import type { Move } from './move.ts';
import type { Signal } from './signal.ts';
import type { Turn } from './turn.ts';

/** A request for a call, after which the call has to become audible before the node goes on. */
export interface AskedForCall {
  readonly operation: AskedOperation;
  /** Where it goes once audio is active and keys are heard. */
  readonly next: string;
  /** What it is if the timer of the node comes first. */
  readonly tooLate: Failure;
}

/** How every node goes on that has asked Graph for the call: what is not refused is waited for. */
export function untilKeysHeard(
  { operation, next, tooLate }: AskedForCall,
  signal: Signal,
  turn: Turn,
): Move<null> {
  switch (signal.kind) {
    case 'established':
      return go(next);
    case 'audioActive':
      turn.clearTimer();
      return stay(null);
    case 'commandResult':
      if (signal.result.kind !== 'refused') return stay(null);
      return fail(commandFailed(operation, signal.result.failure));
    case 'timer':
      return fail(tooLate);
    default:
      return stay(null);
  }
}
