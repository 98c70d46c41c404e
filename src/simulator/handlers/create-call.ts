import { callPermissions, operations } from '../../operations/index.ts';
import { callResource } from '../call/call-resource.ts';
import { connect, tellEstablishing } from '../call/establish.ts';
import { meetingOf } from '../call/meeting.ts';
import type { SimulatedCall } from '../call/simulated-call.ts';
import { namedParty } from '../graph/identity-set.ts';
import { demandPermission } from '../graph/judge-permission.ts';
import { refusal, tenantMismatch } from '../graph/refusal.ts';
import { partyId } from '../party.ts';
import type { SimulatedParty } from '../party.ts';
import type { Simulation } from '../simulation.ts';
import { callSeveral } from './call-several.ts';
import type { Handler, JudgedRequest } from './handler.ts';
import { enterMeeting, planMeeting } from './join-meeting.ts';
import { ring, unansweredMessages, unansweredResult } from './ring.ts';
import { takeCallOptions } from './take-call-options.ts';

/** Calls one user, phone or application, calls several users, or joins a meeting (application-post-calls). */
export const createCall: Handler<'createCall'> = (request) => {
  const { simulation, body } = request;
  const tenantId = judgedTenant(request);
  demandPermission(simulation, operations.createCall.name, callPermissions[calleeOf(request)]);
  const caller = judgedSource(request);
  const targets = judgedTargets(request);
  const meeting = meetingOf(body, tenantId);
  const plan = meeting === null ? null : planMeeting(simulation, meeting);
  const call = simulation.addCall({
    direction: 'outgoing',
    caller,
    targets,
    meeting,
    tenantId,
    callbackUri: body.callbackUri,
    ...(body.callChainId === undefined ? {} : { callChainId: body.callChainId }),
  });
  takeCallOptions(simulation, call, body);
  call.transcript.add<'state'>({ kind: 'state', state: 'establishing' });
  tellEstablishing(call);
  const [target] = targets;
  if (target === undefined) enterMeeting(call, plan);
  else if (targets.length > 1) callSeveral(simulation, call);
  else callOne(simulation, call, target);
  return { call, body: callResource(call), location: `/communications/calls/${call.id}` };
};

function judgedTenant({ simulation, body, tokenTenantId }: JudgedRequest<'createCall'>): string {
  const own = tokenTenantId ?? simulation.options.tenantId;
  if (body.tenantId !== undefined && body.tenantId !== own) throw tenantMismatch();
  return own;
}

function calleeOf({ body }: JudgedRequest<'createCall'>): keyof typeof callPermissions {
  if (body.meetingInfo !== undefined) return 'meeting';
  return (body.targets ?? []).length > 1 ? 'several' : 'one';
}

function judgedSource({ simulation, body }: JudgedRequest<'createCall'>): SimulatedParty {
  const { switches, options } = simulation;
  if (body.source === undefined) return { kind: 'application', id: options.appId };
  const caller = namedParty(body.source.identity);
  if (!switches.refuseForeignSource || caller.kind !== 'applicationInstance') return caller;
  if (simulation.ownsInstance(caller.id)) return caller;
  const message = 'The source is not an application instance of this application.';
  throw refusal('schema', switches.foreignSource, message);
}

function judgedTargets({ simulation, body }: JudgedRequest<'createCall'>): readonly SimulatedParty[] {
  const { groupTargetsVoipOnly, invalidArgument } = simulation.switches;
  const targets = (body.targets ?? []).map(({ identity }) => namedParty(identity));
  if (groupTargetsVoipOnly && targets.length > 1 && targets.some(({ kind }) => kind === 'phone')) {
    const message = 'Several targets must not be phones; phones are invited into the call.';
    throw refusal('schema', invalidArgument, message);
  }
  return targets;
}

/** The called party answers, unless a fault that was ordered before says otherwise. */
function callOne(simulation: Simulation, call: SimulatedCall, target: SimulatedParty): void {
  const { switches } = call;
  ring(simulation, call, {
    take: () => simulation.faultSource.takeOutbound(partyId(target) ?? ''),
    ringMs: switches.outboundRingMs,
    answered: () => connect(call),
    unanswered: (outcome) =>
      call.end({ result: unansweredResult(outcome, switches), message: unansweredMessages[outcome] }),
    hangUp: () => simulation.hangUp(call),
  });
}
