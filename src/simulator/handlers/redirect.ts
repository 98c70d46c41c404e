import { bothEnds } from '../call/call-resource.ts';
import { wireIdentitySet, namedParty } from '../graph/identity-set.ts';
import { partyId } from '../party.ts';
import type { Handler } from './handler.ts';

/** Sends the unanswered call elsewhere; the first target to answer gets it (call-redirect). */
export const redirect: Handler<'redirect'> = ({ simulation, call, body }) => {
  if (body.callbackUri !== undefined) call.callbackUri = body.callbackUri;
  const targets = body.targets.map(({ identity }) => namedParty(identity));
  const { redirectAnswerMs, redirectRingMs, redirectRingSeveralMs, redirectUnanswered, redirectedCall } =
    call.switches;
  const fault = simulation.faultSource.takeRedirect(targets.map((target) => partyId(target) ?? ''));
  call.enter('redirecting');
  const [first] = targets;
  if (fault !== null || first === undefined) {
    const defaultRing = targets.length > 1 ? redirectRingSeveralMs : redirectRingMs;
    const ring = body.timeout === undefined ? defaultRing : body.timeout * 1000;
    call.after(ring, () => call.end({ result: redirectUnanswered, message: 'Nobody answered.' }));
    return {};
  }
  const answeredBy =
    first.kind === 'phone'
      ? {
          answeredBy: {
            '@odata.type': '#microsoft.graph.participantInfo',
            identity: wireIdentitySet(first, call.tenantId),
          },
        }
      : {};
  call.after(redirectAnswerMs, () =>
    call.end({
      result: redirectedCall,
      message: 'The call was redirected.',
      members: { ...bothEnds(call), ...answeredBy },
    }),
  );
  return {};
};
