import * as z from 'zod';
import { namedIdentitySet } from './identity.ts';
import { optionalType, requiredType } from './primitives.ts';

const nullableText = z.string().nullable().exactOptional();

/** The chat of a meeting or group call. */
export const chatInfo = z.strictObject({
  '@odata.type': optionalType('chatInfo'),
  threadId: nullableText,
  messageId: nullableText,
  replyChainMessageId: nullableText,
});

const allowConversationWithoutHost = z.boolean().nullable().exactOptional();

/** The meeting to join; the declared type is abstract, so the type has to be sent. */
export const meetingInfo = z.discriminatedUnion('@odata.type', [
  z.looseObject({
    '@odata.type': requiredType('organizerMeetingInfo'),
    organizer: namedIdentitySet,
    allowConversationWithoutHost,
  }),
  z.looseObject({
    '@odata.type': requiredType('joinMeetingIdMeetingInfo'),
    joinMeetingId: z.string().min(1),
    passcode: nullableText,
    allowConversationWithoutHost,
  }),
  z.looseObject({
    '@odata.type': requiredType('tokenMeetingInfo'),
    token: z.string().min(1),
    allowConversationWithoutHost,
  }),
]);

const optionMembers = {
  hideBotAfterEscalation: z.boolean().exactOptional(),
  isContentSharingNotificationEnabled: z.boolean().exactOptional(),
  isDeltaRosterEnabled: z.boolean().exactOptional(),
  isInteractiveRosterEnabled: z.boolean().exactOptional(),
};

/** Options of `answer`; `callOptions` is abstract, so the type has to be sent. */
export const incomingCallOptions = z.strictObject({
  '@odata.type': requiredType('incomingCallOptions'),
  ...optionMembers,
});

/** Options of `createCall`; `callOptions` is abstract, so the type has to be sent. */
export const outgoingCallOptions = z.strictObject({
  '@odata.type': requiredType('outgoingCallOptions'),
  ...optionMembers,
});
