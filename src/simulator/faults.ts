import * as z from 'zod';
import { operationNames } from '../operations/index.ts';
import type { OperationName } from '../operations/index.ts';
import { keySequence } from './keys.ts';
import { switchSettings } from './parse-switches.ts';
import { partySchema } from './party.ts';

/** Most faults that wait at a time. */
export const faultLimit = 1000;

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

const notificationKinds = ['prompt', 'record', 'tone', 'call', 'roster', 'invite'] as const;
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
  outcome: z.enum(['busy', 'noAnswer', 'failed']),
  /** Decided after this long instead of the usual time. */
  afterMs: wait.exactOptional(),
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
    tokenFault,
    switchFault,
  ],
  {
    error:
      'must be a fault: an object with "operation", "notification", "transfer", "outbound", "invite", "meeting", ' +
      '"redirect", "token" or "switches"',
  },
);

export type FaultInput = z.input<typeof faultSchema>;
export type Fault = z.output<typeof faultSchema>;
type Waiting = Exclude<Fault, z.output<typeof switchFault>>;
export type OperationFault = z.output<typeof operationFault>;
export type NotificationFault = z.output<typeof notificationFault>;
export type TransferFault = z.output<typeof transferFault>;
export type OutboundFault = z.output<typeof outboundFault>;
export type InviteFault = z.output<typeof inviteFault>;
export type MeetingFault = z.output<typeof meetingFault>;
export type CallbackTokenFault = z.output<typeof tokenFault>;

interface Entry {
  readonly fault: Waiting;
  left: number;
}

/** The faults that are yet to happen, in the order in which they were ordered. */
export class FaultPlan {
  #entries: Entry[] = [];

  get waiting(): readonly (Waiting & { readonly left: number })[] {
    return this.#entries.map(({ fault, left }) => ({ ...fault, left }));
  }

  add(fault: Waiting): void {
    this.#entries.push({ fault, left: fault.times });
  }

  clear(): void {
    this.#entries = [];
  }

  takeOperation(operation: OperationName | 'token', callId: string | null): OperationFault | null {
    return this.#take((fault): fault is OperationFault => {
      if (!('operation' in fault) || !concerns(fault.call, callId)) return false;
      return fault.operation === operation || (fault.operation === '*' && operation !== 'token');
    });
  }

  takeNotification(kind: NotificationKind, state: string | null, callId: string): NotificationFault | null {
    return this.#take((fault): fault is NotificationFault => {
      if (!('notification' in fault) || fault.notification !== kind || !concerns(fault.call, callId))
        return false;
      return fault.state === undefined || fault.state === state;
    });
  }

  takeTransfer(target: string, callId: string): TransferFault | null {
    return this.#take(
      (fault): fault is TransferFault =>
        'transfer' in fault &&
        concerns(fault.call, callId) &&
        (fault.transfer === true || fault.transfer === target),
    );
  }

  takeOutbound(target: string): OutboundFault | null {
    return this.#take(
      (fault): fault is OutboundFault =>
        'outbound' in fault && (fault.outbound === true || fault.outbound === target),
    );
  }

  takeInvite(target: string, callId: string): InviteFault | null {
    return this.#take(
      (fault): fault is InviteFault =>
        'invite' in fault &&
        concerns(fault.call, callId) &&
        (fault.invite === true || fault.invite === target),
    );
  }

  /** `names` are all that the meeting can be named by. */
  takeMeeting(names: readonly string[]): MeetingFault | null {
    return this.#take(
      (fault): fault is MeetingFault =>
        'meeting' in fault && (fault.meeting === true || names.includes(fault.meeting)),
    );
  }

  takeRedirect(targets: readonly string[]): z.output<typeof redirectFault> | null {
    return this.#take(
      (fault): fault is z.output<typeof redirectFault> =>
        'redirect' in fault && (fault.redirect === true || targets.includes(fault.redirect)),
    );
  }

  takeToken(callId: string): CallbackTokenFault | null {
    return this.#take(
      (fault): fault is CallbackTokenFault => 'token' in fault && concerns(fault.call, callId),
    );
  }

  #take<Wanted extends Waiting>(wanted: (fault: Waiting) => fault is Wanted): Wanted | null {
    for (const entry of this.#entries) {
      const { fault } = entry;
      if (!wanted(fault)) continue;
      entry.left -= 1;
      if (entry.left === 0) this.#entries = this.#entries.filter((other) => other !== entry);
      return fault;
    }
    return null;
  }
}

function concerns(restriction: string | undefined, callId: string | null): boolean {
  return restriction === undefined || restriction === callId;
}
