import { silentEffect, timeToDecide, timeToRequest, timeToSound } from '../node-facts.ts';
import type { FactsContext, NodeFacts } from '../node-facts.ts';
import type { OperationUse } from '../operation-use.ts';
import type { Play } from '../play-item.ts';
import { playRequests, statedCosts } from '../stated-costs.ts';

/** A request that Graph refuses at once is a silent way through; otherwise the target rings. */
const refused = silentEffect(statedCosts.graphRequest);

/** What a blind transfer states about itself: ringing is no silence. */
export function blindFacts(verdictPatience: number): NodeFacts {
  return {
    ...refused,
    ends: true,
    longest: verdictPatience + timeToRequest + timeToDecide,
    requests: 1,
    silence: { ...refused.silence, before: timeToRequest, after: timeToDecide },
  };
}

/** What of a consultative transfer its facts depend on; times in milliseconds. */
export interface Consultative {
  readonly ringTimeout: number;
  readonly verdictPatience: number;
  readonly whisper?: Play | undefined;
  readonly hold?: Play | undefined;
}

/**
 * What a consultative transfer states: the caller hears the hold, if any, from the beginning until the transfer is
 * requested, with a gap between two times; without one the whisper is silence, and the ringing is not.
 */
export function consultativeFacts(
  { ringTimeout, verdictPatience, whisper = [], hold = [] }: Consultative,
  context: FactsContext,
): NodeFacts {
  const whispering = context.lengthOf(whisper);
  const whisperGap = timeToDecide + (whisper.length === 0 ? 0 : timeToSound(whisper, context));
  // The hold is stopped, and then the transfer asked for.
  const handingOver = timeToDecide + timeToRequest + timeToRequest;
  const beforeHandOver = whisperGap + (whispering ?? 0);
  const waiting = timeToRequest + ringTimeout + beforeHandOver;
  const rounds = hold.length === 0 ? 0 : 1 + Math.ceil(waiting / shortestHold);
  const withHold = hold.length > 0;
  return {
    ...refused,
    ends: true,
    longest:
      whispering === null ? null : timeToRequest + waiting + handingOver + verdictPatience + timeToDecide,
    requests: rounds * playRequests(hold.length) + playRequests(whisper.length) + furtherRequests,
    silence: {
      ...refused.silence,
      before: withHold ? timeToSound(hold, context) : timeToRequest,
      within: withHold ? handingOver : beforeHandOver + handingOver,
      after: timeToDecide,
    },
  };
}

/** A hold that is over sooner than this is not begun again, so no round of it takes less. */
export const shortestHold = 500;
/** The call to the target, which is hung up where the caller does not come to it. */
export const consultationOperations: readonly OperationUse[] = [
  { operation: 'createCall', callee: 'one' },
  { operation: 'deleteCall' },
];

/** createCall, the stop of the hold, transfer, and the hang-up of the call. */
const furtherRequests = 4;
