import { callResource } from '../call/call-resource.ts';
import { connect, tellEstablishing } from '../call/establish.ts';
import type { SimulatedCall } from '../call/simulated-call.ts';
import type { OutboundFault } from '../faults.ts';
import { namedParty } from '../graph/identity-set.ts';
import { refusal, tenantMismatch } from '../graph/refusal.ts';
import { partyId } from '../party.ts';
import type { SimulatedParty } from '../party.ts';
import type { Simulation } from '../simulation.ts';
import type { Handler } from './handler.ts';

/** Calls one user, phone or application (application-post-calls). */
export const createCall: Handler<'createCall'> = ({ simulation, body, tokenTenantId }) => {
  const { switches, options } = simulation;
  const [target, ...others] = body.targets ?? [];
  if (target === undefined || others.length > 0) {
    throw refusal(
      'unsupported',
      switches.notSupported,
      'The simulator does not do group calls and meetings.',
    );
  }
  const tenantId = body.tenantId ?? tokenTenantId ?? options.tenantId;
  if (tenantId !== (tokenTenantId ?? options.tenantId)) throw tenantMismatch();
  const caller: SimulatedParty =
    body.source === undefined ? { kind: 'application', id: options.appId } : namedParty(body.source.identity);
  if (
    switches.refuseForeignSource &&
    caller.kind === 'applicationInstance' &&
    !simulation.ownsInstance(caller.id)
  ) {
    throw refusal(
      'schema',
      switches.foreignSource,
      'The source is not an application instance of this application.',
    );
  }
  const called = namedParty(target.identity);
  const call = simulation.addCall({
    direction: 'outgoing',
    caller,
    called,
    tenantId,
    callbackUri: body.callbackUri,
  });
  call.hosting =
    body.mediaConfig['@odata.type'] === '#microsoft.graph.appHostedMediaConfig' ? 'app' : 'service';
  simulation.prefetch(body.mediaConfig);
  call.transcript.add<'state'>({ kind: 'state', state: 'establishing' });
  tellEstablishing(call);
  ring(call, simulation, partyId(called) ?? '');
  return { call, body: callResource(call), location: `/communications/calls/${call.id}` };
};

/** The called party answers, unless a fault that was ordered before says otherwise. */
function ring(call: SimulatedCall, simulation: Simulation, target: string): void {
  const { outboundAnswerMs, outboundRingMs } = call.switches;
  const fault = simulation.faults.takeOutbound(target);
  const usual = fault?.outcome === 'noAnswer' ? outboundRingMs : outboundAnswerMs;
  call.after(fault?.afterMs ?? usual, () => {
    decide(call, (fault ?? simulation.faults.takeOutbound(target))?.outcome ?? 'answer');
  });
}

function decide(call: SimulatedCall, outcome: OutboundFault['outcome']): void {
  const { calleeBusy, calleeDeclined, calleeNoAnswer } = call.switches;
  switch (outcome) {
    case 'busy':
      call.end({ result: calleeBusy, message: 'The called party is busy.' });
      return;
    case 'declined':
      call.end({ result: calleeDeclined, message: 'The called party declined.' });
      return;
    case 'noAnswer':
      call.end({ result: calleeNoAnswer, message: 'The called party did not answer.' });
      return;
    case 'answer':
      connect(call);
      return;
  }
}
