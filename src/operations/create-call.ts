import * as z from 'zod';
import type { OperationDescription, Permission } from './operation.ts';
import { identifiedCall } from './wire/call.ts';
import { invitationParticipantInfo, namedParticipantInfo } from './wire/identity.ts';
import { mediaConfig, modality } from './wire/media.ts';
import { chatInfo, meetingInfo, outgoingCallOptions } from './wire/meeting.ts';
import { callbackUri, optionalType } from './wire/primitives.ts';

/** Most people that one createCall may call (application-post-calls, group call). */
const groupTargetLimit = 5;

const body = z
  .looseObject({
    '@odata.type': optionalType('call'),
    callbackUri,
    mediaConfig,
    requestedModalities: z.array(modality).min(1),
    targets: z.array(invitationParticipantInfo).max(groupTargetLimit).exactOptional(),
    source: namedParticipantInfo.exactOptional(),
    meetingInfo: meetingInfo.exactOptional(),
    chatInfo: chatInfo.exactOptional(),
    tenantId: z.string().min(1).exactOptional(),
    subject: z.string().exactOptional(),
    direction: z.literal('outgoing').exactOptional(),
    callChainId: z.string().exactOptional(),
    callOptions: outgoingCallOptions.exactOptional(),
  })
  .superRefine((call, context) => {
    for (const { path, message } of contradictions(call)) {
      context.addIssue({ code: 'custom', path: [path], message });
    }
  });

/** The members that createCall's variants share; `contradictions` needs to know no more. */
interface Variant {
  readonly targets?: readonly { readonly identity: object }[];
  readonly source?: { readonly identity: object };
  readonly meetingInfo?: { readonly '@odata.type': string };
  readonly chatInfo?: object;
  readonly tenantId?: string;
}

function contradictions(call: Variant): { path: string; message: string }[] {
  const targets = call.targets ?? [];
  const toPhone = targets.some((target) => Object.hasOwn(target.identity, 'phone'));
  const joins = call.meetingInfo !== undefined;
  const found: { path: string; message: string }[] = [];
  if (joins === targets.length > 0) {
    found.push({ path: 'targets', message: 'either targets or meetingInfo must be given, and not both' });
  }
  if (
    call.meetingInfo?.['@odata.type'] === '#microsoft.graph.organizerMeetingInfo' &&
    call.chatInfo === undefined
  ) {
    found.push({ path: 'chatInfo', message: 'is needed to join a meeting by its organizer' });
  }
  if ((toPhone || joins) && call.tenantId === undefined) {
    found.push({ path: 'tenantId', message: 'is needed for calls to phones and for meetings' });
  }
  if (toPhone && (call.source === undefined || !Object.hasOwn(call.source.identity, 'applicationInstance'))) {
    found.push({ path: 'source', message: 'must be an application instance for calls to phones' });
  }
  return found;
}

/**
 * Which of its permissions allow a call, by whom it is for: one user, phone or application, several people at once, or a
 * meeting. Least privileged first; any one is enough.
 */
export const callPermissions = {
  one: ['Calls.Initiate.All'],
  several: ['Calls.InitiateGroupCall.All'],
  meeting: ['Calls.JoinGroupCallAsGuest.All', 'Calls.JoinGroupCall.All'],
} as const satisfies Readonly<Record<string, readonly Permission[]>>;

/** Calls somebody, calls several people, or joins a meeting. Which permission is needed depends on that. */
export const createCall = {
  name: 'createCall',
  documentation: 'application-post-calls',
  method: 'POST',
  path: '/communications/calls',
  availableIn: ['v1.0', 'beta'],
  aliasIn: ['beta'],
  permissions: [
    'Calls.JoinGroupCalls.Chat',
    'Calls.Initiate.All',
    'Calls.InitiateGroupCall.All',
    'Calls.JoinGroupCall.All',
    'Calls.JoinGroupCallAsGuest.All',
  ],
  permissionCheck: 'request',
  callKinds: ['oneToOne', 'group'],
  groupOnlyMembers: [],
  requiresState: { kind: 'noCall' },
  media: 'any',
  request: body,
  betaOnlyMembers: ['ringingTimeoutInSeconds', 'routingPolicies'],
  response: identifiedCall,
  responseType: 'microsoft.graph.call',
  successStatus: 201,
  isAsynchronous: true,
  completion: 'callState',
  repeatIsHarmless: false,
  inFlows: {
    by: 'ownNode',
    instead: 'a `join`, a consultative `transfer`, an `invite`, or `POST /api/calls`',
  },
} as const satisfies OperationDescription;
