import type { OperationName } from '../operations/index.ts';
import type { PlayUse } from './node-kind.ts';

/**
 * A Graph operation that a node asks for, or has the interpreter ask for: what the permissions of an app are worked
 * out from. For `createCall` it counts whom it calls.
 */
export type OperationUse =
  | { readonly operation: Exclude<OperationName, 'createCall'> }
  | { readonly operation: 'createCall'; readonly callee: CalleeKind };

/** One user, phone or application; several people at once; or a meeting that is joined. */
export type CalleeKind = 'one' | 'several' | 'meeting';

/** What a call takes from active audio to its end: keys are asked for, it is kept, and at last hung up. */
export const callOperations: readonly OperationUse[] = [
  { operation: 'subscribeToTone' },
  { operation: 'keepAlive' },
  { operation: 'deleteCall' },
];

/** What a call takes that the app answers. */
export const answerOperations: readonly OperationUse[] = [{ operation: 'answer' }, ...callOperations];

/** What it takes to play lists, and to stop them: keys, an answer or `maxCallDuration` may cut what sounds. */
export function playOperations(plays: readonly PlayUse[]): readonly OperationUse[] {
  const sounds = plays.some(({ play, isHeard = true }) => isHeard && play.length > 0);
  return sounds ? [{ operation: 'playPrompt' }, { operation: 'cancelMediaProcessing' }] : [];
}
