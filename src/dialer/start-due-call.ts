import { attemptId } from '../call-control/index.ts';
import type { CallsStore } from '../call-control/index.ts';
import type { DialerParts } from './dial-round.ts';
import type { DueCall } from './dialer-state.ts';
import { waitingQueue } from './waiting-line.ts';

/** Makes a call that is due. */
export type StartDueCall = (
  call: DueCall,
  store: Pick<CallsStore, 'start'>,
) => Promise<'started' | 'exists' | 'refused'>;

/** A call that exists is not made again: so may a start that was lost be repeated. Rejects where the store is away. */
export function dueCallStarter({ calls, line, writeDeadLetter }: DialerParts): StartDueCall {
  return async ({ dialled: { callId, attempt, receipt }, request }, store) => {
    const checked = calls.check(request);
    if (checked.kind === 'ok') return calls.start(attemptId(callId, attempt), checked, store);
    const code = checked.kind === 'unknownFlow' ? 'FLOW-UNKNOWN' : 'CALL-NOT-STARTED';
    await writeDeadLetter({
      queue: waitingQueue,
      code,
      reason: checked.message,
      original: { callId, request },
    });
    if (receipt !== null) await line.remove(receipt);
    return 'refused';
  };
}
