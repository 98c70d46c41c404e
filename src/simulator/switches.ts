import * as z from 'zod';

/**
 * Every rule that the reference does not prove, and every timer, by name. A switch has a default, says on
 * what evidence, and can be changed at start or while the simulator runs.
 */

/** `documented`, `seen` in logs or samples, taken from the `shared` subcode table of a sibling service, or `assumed`. */
export type Evidence = 'documented' | 'seen' | 'shared' | 'assumed';

/** A result or refusal: HTTP-like code and the platform's subcode. */
export interface Judgement {
  readonly code: number;
  readonly subcode: number;
}

type SwitchValue = boolean | number | string | Judgement;

interface Switch<Value extends SwitchValue> {
  readonly schema: z.ZodType<Value>;
  readonly fallback: Value;
  readonly evidence: Evidence;
  readonly about: string;
}

const milliseconds = z.int().min(0).max(86_400_000);

function time(fallback: number, evidence: Evidence, about: string): Switch<number> {
  return { schema: milliseconds, fallback, evidence, about };
}

function count(fallback: number, evidence: Evidence, about: string): Switch<number> {
  return { schema: z.int().min(0).max(1000), fallback, evidence, about };
}

function flag(fallback: boolean, evidence: Evidence, about: string): Switch<boolean> {
  return { schema: z.boolean(), fallback, evidence, about };
}

function judgement(code: number, subcode: number, evidence: Evidence, about: string): Switch<Judgement> {
  const schema = z.strictObject({ code: z.int().min(0).max(999), subcode: z.int().min(0) });
  return { schema, fallback: { code, subcode }, evidence, about };
}

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
  refuseUnknownMembers: flag(true, 'assumed', 'Members that a closed type does not have are refused.'),
  refuseForeignSource: flag(
    true,
    'shared',
    'A source that is no application instance of this app is refused.',
  ),
  invalidArgument: judgement(400, 8523, 'shared', 'A body that breaks a rule.'),
  callNotEstablished: judgement(
    400,
    8501,
    'shared',
    'An operation that needs an established call, too early.',
  ),
  audioInactive: judgement(400, 8503, 'shared', 'A media operation before audio is active.'),
  wrongState: judgement(400, 8585, 'shared', 'An operation that the state of the call does not allow.'),
  callTerminating: judgement(400, 8528, 'shared', 'A request while the call is terminating.'),
  mediaNotServiceHosted: judgement(400, 8500, 'shared', 'A service-hosted operation on an app-hosted call.'),
  transferConflict: judgement(409, 8607, 'shared', 'A transfer while another one is running.'),
  foreignSource: judgement(403, 7507, 'shared', 'The source of a call is not of this app.'),
  notSupported: judgement(405, 8520, 'shared', 'What the simulator or the platform does not do.'),
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
  replacedCall: judgement(
    200,
    7015,
    'assumed',
    'The result of a call that a consultative transfer replaced.',
  ),
  transferResult: {
    schema: z.enum(['example', 'table', 'reason']),
    fallback: 'example',
    evidence: 'documented',
    about:
      'How a blind transfer reports success: 0/7015 as the examples do, 200/7015 as the table of end codes does, or only a terminationReason.',
  },
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
>;

export type SwitchName = keyof typeof switches;

export type SwitchValues = {
  -readonly [Name in SwitchName]: z.output<(typeof switches)[Name]['schema']>;
};
