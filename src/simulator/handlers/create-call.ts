import { callResource } from '../call/call-resource.ts';
import { establish } from '../call/establish.ts';
import type { SimulatedCall } from '../call/simulated-call.ts';
import type { OutboundFault } from '../faults.ts';
import { namedParty } from '../graph/identity-set.ts';
import { refusal, tenantMismatch } from '../graph/refusal.ts';
import { partyId } from '../party.ts';
import type { SimulatedParty } from '../party.ts';
import type { Judgement } from '../switches.ts';
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
  ring(call, simulation.faults.takeOutbound(partyId(called) ?? ''));
  return { call, body: callResource(call), location: `/communications/calls/${call.id}` };
};

/** The called party answers, unless a fault says otherwise. */
function ring(call: SimulatedCall, fault: OutboundFault | null): void {
  const { outboundAnswerMs, outboundRingMs, calleeBusy, calleeDeclined, calleeNoAnswer } = call.switches;
  const endWith = (result: Judgement, message: string) => () => call.end({ result, message });
  const answerAfter = fault?.afterMs ?? outboundAnswerMs;
  switch (fault?.outcome) {
    case 'busy':
      return void call.after(answerAfter, endWith(calleeBusy, 'The called party is busy.'));
    case 'declined':
      return void call.after(answerAfter, endWith(calleeDeclined, 'The called party declined.'));
    case 'noAnswer':
      return void call.after(
        fault.afterMs ?? outboundRingMs,
        endWith(calleeNoAnswer, 'The called party did not answer.'),
      );
    case 'answer':
    case undefined:
      return void call.after(answerAfter, () => establish(call));
  }
}
