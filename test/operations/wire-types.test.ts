/**
 * What is sent and read, against the types that Microsoft publishes: a body or a resource that differs from them does not
 * compile. The enumerations are compared as values too.
 */
import type * as Graph from '@microsoft/microsoft-graph-types';
import type * as z from 'zod';
import { callResource, commsOperation, operations, participant } from '../../src/operations/index.ts';
import type { RequestOf } from '../../src/operations/index.ts';

/** Without the index signature of an open type, and without the name of the type, which the published ones lack. */
type Known<Type> = {
  [Name in keyof Type as string extends Name ? never : Name extends '@odata.type' ? never : Name]: Type[Name];
};

/** `true` where every member of a body is one of Microsoft's, of a type that it takes. */
type SentAs<Ours, Theirs> =
  Exclude<keyof Known<Ours>, keyof Theirs> extends never
    ? Known<Ours> extends Partial<Theirs>
      ? true
      : ['not of the type that Microsoft has', Known<Ours>, Theirs]
    : ['not a member that Microsoft has', Exclude<keyof Known<Ours>, keyof Theirs>];

/** The published types leave every member optional. What is in a member that is there is taken to be complete. */
type Complete<Theirs> = Theirs extends readonly (infer One)[]
  ? Complete<One>[]
  : Theirs extends object
    ? { [Name in keyof Theirs]-?: Complete<Theirs[Name]> }
    : Theirs;

/** `true` where everything that Microsoft sends is read, but for members that its types do not have. */
type ReadFrom<Theirs, Schema extends z.ZodType, Besides extends PropertyKey = never> =
  Exclude<keyof Known<z.input<Schema>>, keyof Theirs | Besides> extends never
    ? Complete<Pick<Theirs, keyof Theirs & keyof Known<z.input<Schema>>>> extends Partial<
        Known<z.input<Schema>>
      >
      ? true
      : ['Microsoft sends more than is read', Pick<Theirs, keyof Theirs & keyof Known<z.input<Schema>>>]
    : ['not a member that Microsoft has', Exclude<keyof Known<z.input<Schema>>, keyof Theirs | Besides>];

/** Compiles where its type is `true`, and says in the error what is not. */
function holds<Result>(..._proof: Result extends true ? [] : [Result]): void {
  // The proof is the compiler's.
}

type Item<List> = NonNullable<List> extends readonly (infer One)[] ? One : never;
type Operations = typeof operations;
type Answer<Name extends keyof Operations> = Extract<Operations[Name]['response'], z.ZodType>;

test('what is sent is what Microsoft takes', () => {
  holds<SentAs<Omit<Known<RequestOf<'createCall'>>, 'targets' | 'source' | 'meetingInfo'>, Graph.Call>>();
  type Target = Item<RequestOf<'createCall'>['targets']>;
  holds<SentAs<Omit<Known<Target>, 'identity'>, Graph.InvitationParticipantInfo>>();
  holds<SentAs<Target['identity'], Graph.CommunicationsIdentitySet>>();
  type Source = NonNullable<RequestOf<'createCall'>['source']>;
  holds<SentAs<Omit<Known<Source>, 'identity' | 'endpointType'>, Graph.ParticipantInfo>>();
  type Media = RequestOf<'answer'>['mediaConfig'];
  holds<
    SentAs<
      Extract<Media, { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig' }>,
      Graph.ServiceHostedMediaConfig
    >
  >();
  type Meeting = Extract<
    NonNullable<RequestOf<'createCall'>['meetingInfo']>,
    { '@odata.type': '#microsoft.graph.joinMeetingIdMeetingInfo' }
  >;
  // The type is open; only examples show this member.
  holds<SentAs<Omit<Known<Meeting>, 'allowConversationWithoutHost'>, Graph.JoinMeetingIdMeetingInfo>>();
  holds<SentAs<NonNullable<RequestOf<'answer'>['callOptions']>, Graph.IncomingCallOptions>>();
  holds<SentAs<Item<RequestOf<'playPrompt'>['prompts']>, Graph.MediaPrompt>>();
  holds<SentAs<NonNullable<RequestOf<'startHoldMusic'>['customPrompt']>, Graph.MediaPrompt>>();
  holds<SentAs<RequestOf<'createAudioRoutingGroup'>, Graph.AudioRoutingGroup>>();
  holds<SentAs<RequestOf<'updateAudioRoutingGroup'>, Graph.AudioRoutingGroup>>();
  // Actions have no types of their own; their enumerations have.
  holds<SentAs<{ tones: RequestOf<'sendDtmfTones'>['tones'] }, { tones: Graph.Tone[] }>>();
  holds<SentAs<{ role: RequestOf<'changeScreenSharingRole'>['role'] }, { role: Graph.ScreenSharingRole }>>();
  holds<
    SentAs<{ status: RequestOf<'updateRecordingStatus'>['status'] }, { status: Graph.RecordingStatus }>
  >();
  holds<SentAs<{ reason: NonNullable<RequestOf<'reject'>['reason']> }, { reason: Graph.RejectReason }>>();
  holds<SentAs<{ accepted: RequestOf<'answer'>['acceptedModalities'] }, { accepted: Graph.Modality[] }>>();
  expect(Object.keys(operations)).toHaveLength(33);
});

test('what Microsoft sends is read', () => {
  holds<
    ReadFrom<
      Omit<Graph.Call, 'source' | 'targets'>,
      typeof callResource,
      'source' | 'targets' | 'terminationReason'
    >
  >();
  holds<ReadFrom<Graph.CommsOperation, typeof commsOperation, 'completionReason'>>();
  holds<ReadFrom<Graph.RecordOperation, Answer<'recordResponse'>, 'completionReason'>>();
  holds<ReadFrom<Graph.SendDtmfTonesOperation, Answer<'sendDtmfTones'>>>();
  holds<
    ReadFrom<
      Omit<Graph.InviteParticipantsOperation, 'participants'>,
      Answer<'inviteParticipants'>,
      'participants' | 'completionReason'
    >
  >();
  holds<ReadFrom<Omit<Graph.Participant, 'info'>, typeof participant, 'info'>>();
  holds<ReadFrom<Graph.AudioRoutingGroup, Answer<'getAudioRoutingGroup'>>>();
  holds<ReadFrom<Graph.ContentSharingSession, Answer<'getContentSharingSession'>>>();
  holds<ReadFrom<Graph.MuteParticipantOperation, Answer<'mute'>, 'completionReason'>>();
  expect(participant.parse({})).toEqual({});
});

/** Each value of a published enumeration, which the compiler holds to be complete. */
const callStates: Readonly<Record<Exclude<Graph.CallState, 'unknownFutureValue'>, true>> = {
  incoming: true,
  establishing: true,
  established: true,
  hold: true,
  transferring: true,
  transferAccepted: true,
  redirecting: true,
  terminating: true,
  terminated: true,
};
const statuses: Readonly<Record<Graph.OperationStatus, true>> = {
  NotStarted: true,
  Running: true,
  Completed: true,
  Failed: true,
};
const tones: Readonly<Record<Graph.Tone, true>> = {
  tone0: true,
  tone1: true,
  tone2: true,
  tone3: true,
  tone4: true,
  tone5: true,
  tone6: true,
  tone7: true,
  tone8: true,
  tone9: true,
  star: true,
  pound: true,
  a: true,
  b: true,
  c: true,
  d: true,
  flash: true,
};

test('every value of the enumerations is known', () => {
  for (const state of Object.keys(callStates)) expect(callResource.parse({ state }).state).toBe(state);
  for (const status of Object.keys(statuses)) {
    expect(commsOperation.parse({ status }).status?.toLowerCase()).toBe(status.toLowerCase());
  }
  for (const tone of Object.keys(tones)) {
    expect(callResource.parse({ toneInfo: { sequenceId: 1, tone } }).toneInfo?.tone).toBe(tone);
    expect(operations.sendDtmfTones.request.safeParse({ tones: [tone] }).success).toBe(true);
  }
});
