import type { JsonObject } from '../../call/index.ts';
import type { Change } from '../notifications/envelope.ts';
import type { Judgement } from '../switch.ts';
import type { CallPhase } from './call-phase.ts';

/** The end of an operation, as its notification tells it. */
export interface OperationEnd {
  readonly kind: 'prompt' | 'record' | 'invite' | 'operation';
  readonly id: string;
  readonly wireType: string;
  readonly clientContext: string | null;
  readonly succeeded: boolean;
  readonly members: JsonObject;
}

interface ChangedCall {
  readonly id: string;
  readonly callChainId: string;
  readonly tenantId: string;
}

export function callChange(
  { id, callChainId, tenantId }: ChangedCall,
  changeType: Change['changeType'],
  state: CallPhase | null,
  members: JsonObject,
): Change {
  const told = { ...(state === null ? {} : { state }), ...members, callChainId, tenantId };
  return {
    kind: 'toneInfo' in members ? 'tone' : 'call',
    changeType,
    callId: id,
    state,
    subject: { kind: 'call', data: { '@odata.type': '#microsoft.graph.call', ...told } },
  };
}

export function operationChange(callId: string, end: OperationEnd): Change {
  const data = {
    '@odata.type': `#microsoft.graph.${end.wireType}`,
    ...(end.clientContext === null ? {} : { clientContext: end.clientContext }),
    status: end.succeeded ? 'completed' : 'failed',
    ...end.members,
  };
  const subject = { kind: 'operation', id: end.id, data } as const;
  return { kind: end.kind, changeType: 'deleted', callId, state: null, subject };
}

export function rosterChange(callId: string, participants: readonly JsonObject[]): Change {
  const subject = { kind: 'participants', data: participants } as const;
  return { kind: 'roster', changeType: 'updated', callId, state: null, subject };
}

/** `content sharing sessions`, of which nothing but their ids is told (resource contentSharingSession). */
export function sharingChange(callId: string, changeType: Change['changeType'], sessionId: string): Change {
  const data = [{ '@odata.type': '#microsoft.graph.contentSharingSession', id: sessionId }];
  const subject = { kind: 'contentSharing', id: sessionId, data } as const;
  return { kind: 'sharing', changeType, callId, state: null, subject };
}

/** A result as the wire shows it. */
export function wireResult({ code, subcode }: Judgement, message: string): JsonObject {
  return { '@odata.type': '#microsoft.graph.resultInfo', code, subcode, message };
}
