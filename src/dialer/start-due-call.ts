import { attemptId } from '../call-control/index.ts';
import type { CallsStore } from '../call-control/index.ts';
import { bury, burialOfRefused } from './burial.ts';
import type { DialerParts } from './dial-round.ts';
import type { DueCall } from './dialer-state.ts';

/** Makes a call that is due. */
export type StartDueCall = (
  call: DueCall,
  store: Pick<CallsStore, 'start'>,
) => Promise<'started' | 'exists' | 'refused'>;

/** A call that exists is not made again: so may a start that was lost be repeated. Rejects where the store is away. */
export function dueCallStarter(parts: DialerParts): StartDueCall {
  const { calls } = parts;
  return async ({ dialled: { callId, attempt, receipt }, request }, store) => {
    const checked = calls.check(request);
    if (checked.kind === 'ok') return calls.start(attemptId(callId, attempt), checked, store);
    await bury(burialOfRefused(checked, { callId, request }, receipt), parts);
    return 'refused';
  };
}
