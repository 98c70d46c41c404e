import * as z from 'zod';
import { operationNames } from '../operations/index.ts';
import { keySequence } from './keys.ts';
import { switchSettings } from './parse-switches.ts';
import { partySchema } from './party.ts';

const times = z.int().min(1).max(100_000).default(1);
/** Restricts a fault to one call. */
const call = z.string().exactOptional();
const wait = z.int().min(0).max(600_000);

const operationFault = z.strictObject({
  operation: z.enum([...operationNames, 'token', '*']),
  /** The answer instead of the true one. */
  status: z.int().min(400).max(599).exactOptional(),
  code: z.string().max(100).exactOptional(),
  subcode: z.int().min(0).exactOptional(),
  /** Seconds, as the header Retry-After. */
  retryAfter: z.int().min(0).max(3600).exactOptional(),
  /** The connection is cut instead of an answer. */
  reset: z.literal(true).exactOptional(),
  /** The operation takes place all the same: only its answer is lost. */
  executed: z.boolean().default(false),
  delayMs: wait.exactOptional(),
  call,
  times,
});

const notificationKinds = [
  'prompt',
  'record',
  'tone',
  'call',
  'roster',
  'invite',
  /** The end of any other operation. */
  'operation',
  'sharing',
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

const notificationFault = z
  .strictObject({
    notification: z.enum(notificationKinds),
    lost: z.literal(true).exactOptional(),
    doubled: z.literal(true).exactOptional(),
    /** It arrives after the one that follows it. */
    reordered: z.literal(true).exactOptional(),
    /** Milliseconds. */
    delayed: wait.exactOptional(),
    /** For `call`: only the notification of this state. */
    state: z.string().exactOptional(),
    call,
    times,
  })
  .refine(
    ({ lost, doubled, reordered, delayed }) =>
      [lost, doubled, reordered, delayed].filter((given) => given !== undefined).length === 1,
    'say exactly one of lost, doubled, reordered and delayed',
  );

const transferFault = z.strictObject({
  /** Any transfer, or those to one number or id. */
  transfer: z.union([z.literal(true), z.string().min(1)]),
  /** `never`: it fails, and nothing is told of that. */
  outcome: z.enum(['busy', 'noAnswer', 'failed', 'never']),
  /** Decided after this long instead of the usual time. */
  afterMs: wait.exactOptional(),
  call,
  times,
});

const audioFault = z.strictObject({
  /** The call comes up, but its audio never becomes active. */
  audio: z.literal('never'),
  call,
  times,
});

/** What a called or invited party does after its answer, counted from there. */
const afterAnswer = {
  hangUpAfterMs: wait.exactOptional(),
  /** Keys that it presses, the first after `keysAfterMs`. */
  keys: keySequence.exactOptional(),
  keysAfterMs: wait.exactOptional(),
};

const onlyIfAnswered = 'only who answers hangs up or presses keys: the outcome must be "answer"';

function fitsOutcome(plan: { outcome: string; hangUpAfterMs?: number; keys?: string }): boolean {
  return plan.outcome === 'answer' || (plan.hangUpAfterMs === undefined && plan.keys === undefined);
}

const outboundFault = z
  .strictObject({
    /** Any call out, or those to one number or id. */
    outbound: z.union([z.literal(true), z.string().min(1)]),
    outcome: z.enum(['busy', 'noAnswer', 'declined', 'answer']),
    afterMs: wait.exactOptional(),
    ...afterAnswer,
    times,
  })
  .refine(fitsOutcome, onlyIfAnswered);

const inviteFault = z
  .strictObject({
    /** Anybody who is invited, or one number or id. */
    invite: z.union([z.literal(true), z.string().min(1)]),
    outcome: z.enum(['busy', 'noAnswer', 'declined', 'failed', 'answer']),
    afterMs: wait.exactOptional(),
    ...afterAnswer,
    call,
    times,
  })
  .refine(fitsOutcome, onlyIfAnswered);

const meetingFault = z.strictObject({
  /** Any meeting, or one by its join id, thread, organizer or token. */
  meeting: z.union([z.literal(true), z.string().min(1)]),
  outcome: z.enum(['admit', 'lobby', 'denied', 'locked', 'unknown']).default('admit'),
  afterMs: wait.exactOptional(),
  /** Who is there already. */
  participants: z.array(partySchema).max(100).default([]),
  times,
});

const redirectFault = z.strictObject({
  redirect: z.union([z.literal(true), z.string().min(1)]),
  outcome: z.literal('noAnswer'),
  times,
});

export const tokenFaults = [
  'expired',
  'wrongAudience',
  'wrongIssuer',
  'unknownKey',
  'notYetValid',
  'missing',
  'garbage',
] as const;
export type TokenFault = (typeof tokenFaults)[number];

const tokenFault = z.strictObject({
  /** The next notification requests carry such a token. */
  token: z.enum(tokenFaults),
  /** Whether the notification comes again with a good token. */
  resent: z.boolean().default(false),
  call,
  times,
});

const dtmfFault = z.strictObject({
  /** Keys that the app sends end so. */
  dtmf: z.enum(['mediaOperationCanceled', 'unknown']),
  call,
  times,
});

const switchFault = z.strictObject({ switches: switchSettings });

export const faultSchema = z.union(
  [
    operationFault,
    notificationFault,
    transferFault,
    outboundFault,
    inviteFault,
    meetingFault,
    redirectFault,
    dtmfFault,
    audioFault,
    tokenFault,
    switchFault,
  ],
  {
    error:
      'must be a fault: an object with "operation", "notification", "transfer", "outbound", "invite", "meeting", ' +
      '"redirect", "dtmf", "audio", "token" or "switches"',
  },
);

export type FaultInput = z.input<typeof faultSchema>;
export type Fault = z.output<typeof faultSchema>;
/** A fault that waits for what it is about. */
export type PlannedFault = Exclude<Fault, z.output<typeof switchFault>>;
export type OperationFault = z.output<typeof operationFault>;
export type NotificationFault = z.output<typeof notificationFault>;
export type TransferFault = z.output<typeof transferFault>;
export type OutboundFault = z.output<typeof outboundFault>;
export type InviteFault = z.output<typeof inviteFault>;
export type MeetingFault = z.output<typeof meetingFault>;
export type RedirectFault = z.output<typeof redirectFault>;
export type DtmfFault = z.output<typeof dtmfFault>;
export type AudioFault = z.output<typeof audioFault>;
export type CallbackTokenFault = z.output<typeof tokenFault>;
