import { assertNever } from '../../call/index.ts';
import type { ApplicationInstanceId, Meeting } from '../../call/index.ts';
import type { RequestOf } from '../../operations/index.ts';
import { callbackUri, consultationUri } from '../callback-address.ts';
import { invitation, namedParty } from './command-wire.ts';
import type { BodyOf } from './command-wire.ts';

/** Calls those whom a call of the app's is made to, or somebody for a hand-over, or joins a meeting. */
export const createCall: BodyOf<'createCall'> = ({ id, callee }, call, addresses) => {
  const common = {
    '@odata.type': '#microsoft.graph.call',
    requestedModalities: ['audio'],
    mediaConfig: { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig' },
    tenantId: call.tenantId,
  } as const;
  const sourceOf = (from: ApplicationInstanceId | null) =>
    from === null ? {} : { source: namedParty({ kind: 'applicationInstance', id: from }) };
  switch (callee.kind) {
    case 'target': {
      const { target, from } = callee;
      const uri = consultationUri(call, id, addresses);
      return {
        ...common,
        requestedModalities: ['audio'],
        callbackUri: uri,
        ...sourceOf(from),
        targets: [invitation(target)],
      };
    }
    case 'people':
      return {
        ...common,
        requestedModalities: ['audio'],
        callbackUri: callbackUri(call, addresses),
        ...sourceOf(callee.from),
        targets: callee.targets.map(invitation),
      };
    case 'meeting':
      return {
        ...common,
        requestedModalities: ['audio'],
        callbackUri: callbackUri(call, addresses),
        ...meetingOf(callee.meeting),
      };
    default:
      return assertNever(callee, 'callee');
  }
};

type Coordinates = Pick<RequestOf<'createCall'>, 'meetingInfo' | 'chatInfo'>;

function meetingOf(meeting: Meeting): Coordinates {
  switch (meeting.kind) {
    case 'joinId': {
      const { joinId: joinMeetingId, passcode } = meeting;
      return {
        meetingInfo: { '@odata.type': '#microsoft.graph.joinMeetingIdMeetingInfo', joinMeetingId, passcode },
      };
    }
    case 'coordinates': {
      const { organizer, tenantId, threadId, messageId } = meeting;
      return {
        chatInfo: { '@odata.type': '#microsoft.graph.chatInfo', threadId, messageId },
        meetingInfo: {
          '@odata.type': '#microsoft.graph.organizerMeetingInfo',
          organizer: {
            '@odata.type': '#microsoft.graph.identitySet',
            user: { '@odata.type': '#microsoft.graph.identity', id: organizer, tenantId },
          },
        },
      };
    }
    default:
      return assertNever(meeting, 'meeting');
  }
}
