import * as z from 'zod';
import { callId, instant, milliseconds } from '../call/index.ts';
import type { CallId, Instant, JsonValue, Milliseconds } from '../call/index.ts';
import type { RetryPlan } from '../call-control/index.ts';
import type { LineReceipt } from './waiting-line.ts';

/** What the dialer has in hand: plain JSON, kept by its orchestration from round to round. */
export interface DialerState {
  /** When it last made a call; null: not since it began. */
  readonly lastStartAt: Instant | null;
  /** The calls that go on, as far as it knows. */
  readonly running: readonly DialledCall[];
  /** When the next of the tries that it has put off is due; null: it knows of none. */
  readonly nextTryAt: Instant | null;
}

/** A try that the dialer watches. */
export interface DialledCall {
  /** The id of the request. */
  readonly callId: CallId;
  /** From 1. */
  readonly attempt: number;
  readonly plan: RetryPlan | null;
  /** By which it has the message; null: not any more, it will be found again. */
  readonly receipt: LineReceipt | null;
  /** Until then nobody else gets the message. */
  readonly hiddenUntil: Instant;
}

/** A try that is to be made. */
export interface DueCall {
  readonly dialled: DialledCall;
  readonly request: JsonValue;
}

/** What a round comes to. */
export interface DialerRound {
  readonly state: DialerState;
  readonly due: readonly DueCall[];
  /** How long until the next round; null: there is nothing to do, or to wait for. */
  readonly pause: Milliseconds | null;
}

export const freshState: DialerState = { lastStartAt: null, running: [], nextTryAt: null };

const instantSchema = z.int().transform(instant);

const planSchema: z.ZodType<RetryPlan> = z.object({
  after: z.array(z.number().transform(milliseconds)),
  on: z.array(z.enum(['busy', 'noAnswer'])),
});

const dialledSchema: z.ZodType<DialledCall> = z.object({
  callId: z.string().transform(callId),
  attempt: z.int().min(1),
  plan: planSchema.nullable(),
  receipt: z.object({ id: z.string(), popReceipt: z.string(), blob: z.string().nullable() }).nullable(),
  hiddenUntil: instantSchema,
});

const dialerStateSchema: z.ZodType<DialerState> = z.object({
  lastStartAt: instantSchema.nullable(),
  running: z.array(dialledSchema),
  nextTryAt: instantSchema.nullable(),
});

const dueCallSchema: z.ZodType<DueCall> = z.object({ dialled: dialledSchema, request: z.json() });

export const dialerRoundSchema: z.ZodType<DialerRound> = z.object({
  state: dialerStateSchema,
  due: z.array(dueCallSchema),
  pause: z.number().min(0).transform(milliseconds).nullable(),
});

/** What the durable store gives back; anything else is a fresh start, since the line has what matters. */
export const parseDialerState = (value: unknown): DialerState =>
  dialerStateSchema.safeParse(value).data ?? freshState;

/** @throws ZodError for something that is none: its message is found again. */
export const parseDueCall = (value: unknown): DueCall => dueCallSchema.parse(value);
