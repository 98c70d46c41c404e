import type { OperationDescription } from '../../operations/index.ts';
import type { SimulatedCall } from '../call/simulated-call.ts';
import { refusal } from './refusal.ts';

/**
 * Throws the refusal that the kind of the call demands, by the operation's description alone: which calls it is for, and
 * which members of its body a group call needs and a call between two must not have.
 */
export function judgeCallKind(
  operation: OperationDescription,
  call: SimulatedCall,
  body: object | null,
): void {
  const { name, callKinds, groupOnlyMembers } = operation;
  const { notGroupCall, notSupported, invalidArgument } = call.switches;
  if (!callKinds.includes(call.kind)) {
    const isForGroups = call.kind === 'oneToOne';
    const rule = isForGroups ? 'is for group calls only' : 'is not for group calls';
    throw refusal('state', isForGroups ? notGroupCall : notSupported, `${name} ${rule}.`);
  }
  for (const member of groupOnlyMembers) {
    const isGiven = body !== null && Object.hasOwn(body, member);
    if (isGiven === (call.kind === 'group')) continue;
    const rule = isGiven ? 'is for group calls only' : 'is needed in a group call';
    throw refusal('schema', invalidArgument, `${member} ${rule}.`);
  }
}
