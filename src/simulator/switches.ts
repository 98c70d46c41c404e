import * as z from 'zod';
import { refusalSwitches } from './refusal-switches.ts';
import { count, flag, judgement, time } from './switch.ts';
import type { Judgement, Switch } from './switch.ts';

/** Every rule that the reference does not prove, and every timer, by name. */
export const switches = {
  answerWindowMs: time(
    15_000,
    'documented',
    'How long an incoming call waits for answer, reject or redirect.',
  ),
  keepAliveExpiryMs: time(
    2_700_000,
    'documented',
    'A call without a successful keepAlive for this long is ended.',
  ),
  redirectRingMs: time(
    55_000,
    'documented',
    'How long one target of a redirect rings when the request says nothing.',
  ),
  redirectRingSeveralMs: time(60_000, 'documented', 'The same for several targets.'),
  outboundRingMs: time(60_000, 'assumed', 'How long a called party rings before the call ends unanswered.'),
  outboundAnswerMs: time(300, 'assumed', 'Who is called answers after this long.'),
  transferMs: time(300, 'assumed', 'A transfer is decided after this long.'),
  inviteRingMs: time(60_000, 'seen', 'How long an invited party rings before the invitation fails.'),
  inviteRosterMs: time(
    20,
    'assumed',
    'Between the end of an invitation and the list that has the invited one.',
  ),
  rosterAfterMs: time(10, 'assumed', 'From established to the first list of participants.'),
  meetingJoinMs: time(300, 'assumed', 'A meeting lets the app in after this long, or has it wait.'),
  lobbyMs: time(1_800_000, 'assumed', 'How long the app waits in the lobby of a meeting.'),
  aloneMs: time(0, 'assumed', 'How long the app stays in a group call that everybody else has left.'),
  aloneInMeetingMs: time(600_000, 'assumed', 'How long the app stays in a meeting in which it is alone.'),
  toneMs: time(100, 'assumed', 'How long a key that the app sends sounds.'),
  toneGapMs: time(
    300,
    'assumed',
    'The pause between keys that the app sends, where the request says nothing.',
  ),
  operationMs: time(100, 'assumed', 'How long hold music and the large gallery take to begin or end.'),
  redirectAnswerMs: time(300, 'assumed', 'The target of a redirect answers after this long.'),
  establishingAfterMs: time(10, 'assumed', 'From the answer to the notification of establishing.'),
  establishedAfterMs: time(40, 'assumed', 'From the answer to established.'),
  audioActiveAfterMs: time(60, 'assumed', 'From the answer to active audio.'),
  terminatedAfterMs: time(30, 'assumed', 'From terminating to terminated.'),
  batchWindowMs: time(
    0,
    'assumed',
    'Changes of one call within this time travel in one notification request.',
  ),
  notificationTimeoutMs: time(10_000, 'assumed', 'How long a notification waits for its answer.'),
  notificationRetries: count(2, 'assumed', 'Redeliveries after a connection error or a 5xx answer.'),
  redeliveryPauseMs: time(1000, 'assumed', 'The pause before a redelivery.'),
  notificationRedirects: count(5, 'assumed', 'How many 302 or 307 answers to an incoming call are followed.'),
  promptFetchTimeoutMs: time(10_000, 'assumed', 'How long the download of a prompt may take.'),
  recordingRetentionMs: time(
    60_000,
    'assumed',
    'How long a recording can be fetched after its call has ended.',
  ),
  beepMs: time(500, 'assumed', 'How long the beep before a recording sounds.'),
  callbackTokenLifetimeMs: time(
    3_900_000,
    'documented',
    'Lifetime of the token on notifications: 65 minutes.',
  ),
  numbersAreInstances: flag(
    true,
    'documented',
    'A call to a number comes in as one to the application instance that has it.',
  ),
  refuseUnknownMembers: flag(true, 'assumed', 'Members that a closed type does not have are refused.'),
  recordingPolicy: flag(
    false,
    'documented',
    'Calls are under a recording policy; updateRecordingStatus is refused in others.',
  ),
  mayRemoveParticipants: flag(
    true,
    'documented',
    'The tenant lets the app remove participants (AllowRemoveParticipantAppIds).',
  ),
  cancelStopsTones: flag(
    true,
    'assumed',
    'cancelMediaProcessing stops keys that the app sends, too (mediaOperationCanceled).',
  ),
  refuseForeignSource: flag(
    true,
    'shared',
    'A source that is no application instance of this app is refused.',
  ),
  ...refusalSwitches,
  promptFormatFailure: judgement(400, 8535, 'shared', 'A prompt is not a 16 kHz mono 16-bit PCM WAV file.'),
  promptDownloadFailure: judgement(400, 8536, 'shared', 'A prompt cannot be fetched.'),
  recordStopTone: judgement(200, 8514, 'assumed', 'A stop tone ended the recording.'),
  recordSilence: judgement(200, 8509, 'assumed', 'A pause ended the recording.'),
  recordInitialSilence: judgement(400, 8510, 'shared', 'Nothing was said.'),
  answerWindowMissed: judgement(408, 8587, 'assumed', 'Nobody answered the incoming call in time.'),
  callerCancelled: judgement(487, 8542, 'assumed', 'The caller gave up before the answer.'),
  calleeBusy: judgement(486, 8539, 'assumed', 'The called party is busy.'),
  calleeNoAnswer: judgement(480, 8541, 'assumed', 'The called party does not answer.'),
  calleeDeclined: judgement(603, 8538, 'assumed', 'The called party declines.'),
  rejectedCall: judgement(603, 8538, 'assumed', 'The result of a call that the app rejected.'),
  redirectUnanswered: judgement(480, 8541, 'assumed', 'Nobody answered a redirected call.'),
  redirectedCall: judgement(200, 0, 'assumed', "The result of the app's leg after a redirect."),
  inviteFailed: judgement(500, 9999, 'assumed', 'An invitation that fails for no reason of the invited one.'),
  everybodyLeft: judgement(200, 5002, 'documented', 'Everybody else has left the group call.'),
  nobodyJoined: judgement(200, 5013, 'documented', 'Nobody else came to the group call or meeting.'),
  removedFromCall: judgement(200, 5000, 'documented', 'A participant removed the app from the call.'),
  lobbyTimedOut: judgement(200, 5855, 'documented', 'Nobody let the app into the meeting in time.'),
  lobbyDenied: judgement(200, 5300, 'assumed', 'Somebody refused to let the app into the meeting.'),
  meetingRefusedAtOnce: flag(
    false,
    'assumed',
    'A meeting that cannot be joined is refused in the answer; otherwise the call is made and ends.',
  ),
  replacedCall: judgement(
    200,
    7015,
    'assumed',
    'The result of a call that a consultative transfer or an invitation replaced.',
  ),
  replacedCallEndsFirst: flag(
    false,
    'assumed',
    'The call that a consultative transfer replaced ends before the call that was transferred.',
  ),
  replacedGoneFails: flag(
    false,
    'assumed',
    'A replaced call that is over already fails the transfer or invitation later; otherwise the request is refused.',
  ),
  consultativeResult: {
    schema: z.enum(['example', 'table', 'reason']),
    fallback: 'reason',
    evidence: 'documented',
    about: 'How a consultative transfer reports success: only a terminationReason, or like a blind one.',
  },
  transferResult: {
    schema: z.enum(['example', 'table', 'reason']),
    fallback: 'example',
    evidence: 'documented',
    about:
      'How a blind transfer reports success: 0/7015 as the examples do, 200/7015 as the table of end codes does, or only a terminationReason.',
  },
  inviteResult: {
    schema: z.enum(['none', 'failure', 'always']),
    fallback: 'failure',
    evidence: 'assumed',
    about: 'Whether the end of an invitation has a resultInfo: never, when it failed, or always.',
  },
  inviteNeedsAll: flag(
    true,
    'assumed',
    'An invitation of several fails when one of them does not come; otherwise when none does.',
  ),
  inviteSeveralNeedsChat: flag(
    true,
    'documented',
    'Several can be invited at once only into a group call that has a chat.',
  ),
  rosterBeforeInvite: flag(
    false,
    'assumed',
    'The list that has the invited one comes before the end of its invitation.',
  ),
  inviteUnderParticipants: flag(
    false,
    'documented',
    'The end of an invitation comes under operations/participants.',
  ),
  groupTargetsVoipOnly: flag(true, 'documented', 'A call to several has no phones among its targets.'),
  groupWaitsForAnswer: flag(
    true,
    'assumed',
    'A call to several is established when the first of them answers; otherwise at once.',
  ),
  rosterInOneToOne: flag(false, 'documented', 'Lists of participants are told of calls between two as well.'),
  rosterInLobby: flag(
    false,
    'assumed',
    'The app is told that it waits in the lobby, by a list of participants.',
  ),
  rosterListsGone: flag(
    false,
    'assumed',
    'A whole list tells once more of who has left, with a removedState.',
  ),
  rosterListsHidden: flag(false, 'assumed', 'Participants who were invited as hidden are listed.'),
  rosterNumberOfList: flag(
    false,
    'assumed',
    'All participants of a list carry its number as rosterSequenceNumber; otherwise each that of its own last change.',
  ),
  rosterTwice: flag(false, 'assumed', 'Every list of participants is told twice.'),
  rejectWithoutState: flag(false, 'documented', 'The notification of a rejected call has no state.'),
  tonesDuringTransfer: flag(
    true,
    'assumed',
    'Keys pressed while a transfer is undecided are told, as the caller is still connected.',
  ),
  operationsEndWithCall: flag(
    false,
    'seen',
    'Media operations that a hang-up cuts off are reported; the real service says nothing.',
  ),
  swapEstablished: flag(false, 'documented', 'established arrives before establishing.'),
  duplicateEstablished: flag(false, 'documented', 'established arrives twice.'),
  transferAcceptedLate: flag(
    false,
    'documented',
    'transferAccepted arrives after media has become inactive.',
  ),
  dropTerminated: flag(false, 'seen', 'The notification of the end of a call is never sent.'),
  terminatingStep: flag(true, 'documented', 'A hang-up by the app goes through terminating.'),
  legacyFirstCallback: flag(
    false,
    'documented',
    'The first notification of an incoming call comes in the legacy form and again in Graph form after a 204.',
  ),
  numericStrings: flag(false, 'documented', 'resultInfo carries its numbers as strings.'),
  upperCaseIds: flag(false, 'documented', 'Call and operation ids are upper case without dashes.'),
  withoutResource: flag(false, 'documented', 'Notifications lack the legacy member resource.'),
  withoutLeadingSlash: flag(false, 'documented', 'resourceUrl lacks its leading slash.'),
  withoutResourceDataId: flag(false, 'documented', 'resourceData lacks its id.'),
  withCallbackUri: flag(false, 'documented', 'Notifications repeat the callbackUri.'),
} as const satisfies Record<
  string,
  | Switch<never>
  | Switch<boolean>
  | Switch<number>
  | Switch<Judgement>
  | Switch<'example' | 'table' | 'reason'>
  | Switch<'none' | 'failure' | 'always'>
>;

export type SwitchName = keyof typeof switches;

export type SwitchValues = {
  -readonly [Name in SwitchName]: z.output<(typeof switches)[Name]['schema']>;
};
