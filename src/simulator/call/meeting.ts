import type { JsonObject } from '../../call/index.ts';
import type { RequestOf } from '../../operations/index.ts';
import { namedParty, wireIdentitySet } from '../graph/identity-set.ts';
import { partyId } from '../party.ts';

/** A meeting that the app joins. */
export interface Meeting {
  /** All that faults can name it by; the first is what views show. */
  readonly names: readonly string[];
  /** The id of who organizes it; null where that is not known. */
  readonly organizer: string | null;
  /** Joined by a token, after which no phones can be invited (answer page, PSTN matrix). */
  readonly byToken: boolean;
  /** As getCall shows them. */
  readonly info: JsonObject;
  readonly chat: JsonObject;
}

type CreateBody = RequestOf<'createCall'>;

/** The meeting that a createCall names; null where it calls people. */
export function meetingOf({ meetingInfo, chatInfo }: CreateBody, tenantId: string): Meeting | null {
  if (meetingInfo === undefined) return null;
  const type = { '@odata.type': meetingInfo['@odata.type'] };
  switch (meetingInfo['@odata.type']) {
    case '#microsoft.graph.organizerMeetingInfo': {
      const organizer = namedParty(meetingInfo.organizer);
      const threadId = chatInfo?.threadId ?? null;
      return {
        names: [threadId, partyId(organizer)].filter((name) => name !== null),
        organizer: partyId(organizer),
        byToken: false,
        info: { ...type, organizer: wireIdentitySet(organizer, tenantId) },
        chat: wireChat(threadId ?? 'unknown', chatInfo?.messageId ?? null),
      };
    }
    case '#microsoft.graph.joinMeetingIdMeetingInfo': {
      const { joinMeetingId, passcode = null } = meetingInfo;
      const chat = wireChat(`19:meeting_${joinMeetingId}@thread.v2`, null);
      return {
        names: [joinMeetingId],
        organizer: null,
        byToken: false,
        info: { ...type, joinMeetingId, passcode },
        chat,
      };
    }
    case '#microsoft.graph.tokenMeetingInfo': {
      const { token } = meetingInfo;
      return {
        names: [token],
        organizer: null,
        byToken: true,
        info: { ...type, token },
        chat: wireChat('unknown', null),
      };
    }
  }
}

/** What the notification of establishing tells of a meeting besides the state. */
export function meetingMembers(meeting: Meeting | null): JsonObject {
  return meeting === null ? {} : { chatInfo: meeting.chat, meetingInfo: meeting.info };
}

function wireChat(threadId: string, messageId: string | null): JsonObject {
  return { '@odata.type': '#microsoft.graph.chatInfo', threadId, messageId, replyChainMessageId: null };
}
