import type { AskedOperation } from '../call/index.ts';
import { describedOperation } from '../operations/index.ts';
import type { Refused } from './graph-requests.ts';

/** How far a call is for Graph. */
export type CallPhase =
  /** The flow has not made it yet. */
  | 'absent'
  | 'incoming'
  | 'redirecting'
  | 'establishing'
  | 'established'
  | 'transferring'
  | 'transferAccepted'
  | 'terminating'
  | 'ended';

const refused = (status: number, subcode: number, message: string): Refused => ({
  status,
  code: String(subcode),
  message,
});

/** What Graph says to a command about a call in this phase; null: it may be done (state of calls, error codes). */
export function judgePhase(kind: AskedOperation, phase: CallPhase, hasAudio: boolean): Refused | null {
  if (phase === 'ended') return refused(404, 8522, 'Call not found.');
  const { requiresState, completion, media } = describedOperation(kind);
  const onlyLooks = requiresState.kind === 'live' && completion === 'none';
  if (phase === 'terminating' && !onlyLooks) return refused(400, 8528, 'The call is being terminated.');
  if (requiresState.kind === 'noCall' || requiresState.kind === 'live') return null;
  if (requiresState.kind === 'incoming')
    return phase === 'incoming'
      ? null
      : refused(400, 8585, `The call is ${phase}; ${kind} is for unanswered calls only.`);
  if (media === 'appHosted') return refused(400, 8500, `${kind} is for app-hosted media only.`);
  if (phase === 'incoming' || phase === 'establishing')
    return refused(400, 8501, `The call is ${phase}, not established.`);
  if (kind === 'transfer' && (phase === 'transferring' || phase === 'transferAccepted'))
    return refused(409, 8607, 'A transfer of this call is under way.');
  if (phase !== 'established')
    return refused(400, 8585, `The call is ${phase}; ${kind} is for established calls only.`);
  return requiresState.audio === 'active' && !hasAudio
    ? refused(400, 8503, 'The audio of the call is not active.')
    : null;
}
