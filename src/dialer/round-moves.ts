import { later, milliseconds } from '../call/index.ts';
import type { CallId, Instant, JsonValue, Milliseconds } from '../call/index.ts';
import type { OutboundCalls, RetryPlan, StoredCall } from '../call-control/index.ts';
import { burialOfRefused } from './burial.ts';
import type { Burial } from './burial.ts';
import type { DialLimits } from './dial-limits.ts';
import type { DialerState, DialledCall, DueCall } from './dialer-state.ts';
import { nextTry, standingOf } from './retry-rule.ts';
import type { LineReceipt, TakenCall } from './waiting-line.ts';

/*
 * What a round of the dialer decides, from what it has found: nothing here reads or does anything.
 */

/** While a call goes on its message is hidden for so long at a time: if the dialer is gone, another finds it soon. */
export const lease = milliseconds(120_000);
const renewal = milliseconds(60_000);
/** The longest that Azure Storage hides a message. */
const longestHiding = milliseconds(7 * 24 * 3_600_000);
/** More often than any plan has tries: it comes to nothing, every time. */
const mostReceptions = 50;

const usualPause = milliseconds(1_000);
const longestPause = milliseconds(30_000);
/** A queue hides for whole seconds, and counts them by its own clock: what is due may be found so much later. */
const rounding = milliseconds(3_000);
/** Of the timer `wake-dialer`. */
const wakingInterval = milliseconds(60_000);

/** What is done to a message. */
export type Move =
  /** Its call goes on: nobody else shall find it for another lease. */
  | { readonly kind: 'keep'; readonly callId: CallId; readonly receipt: LineReceipt }
  /** Nobody shall find it for so long. */
  | { readonly kind: 'hide'; readonly receipt: LineReceipt; readonly length: Milliseconds }
  /** Its call is done with, or another message asks for it. */
  | { readonly kind: 'remove'; readonly receipt: LineReceipt }
  | { readonly kind: 'bury'; readonly burial: Burial };

/** A call that went on when it was last looked at, and what the store has of it now. */
export interface WatchedCall {
  readonly dialled: DialledCall;
  /** Null: it was not made. */
  readonly call: StoredCall | null;
}

/** What has become of the calls that went on. */
export interface LookBack {
  readonly moves: readonly Move[];
  /** Those that still go on. */
  readonly running: readonly DialledCall[];
  /** Whoever was called took none of as many tries as the plan has. */
  readonly triedLast: readonly DialledCall[];
  readonly nextTryAt: Instant | null;
}

/** What has become of one of them. */
interface Finding {
  readonly moves?: readonly Move[];
  readonly running?: DialledCall;
  readonly triedLast?: DialledCall;
  readonly nextTryAt?: Instant;
}

export function lookBack(watched: readonly WatchedCall[], known: Instant | null, now: Instant): LookBack {
  const findings = watched.map((one) => findingOf(one, now));
  const toCome = known !== null && later(known, rounding) > now ? [known] : [];
  return {
    moves: findings.flatMap(({ moves = [] }) => moves),
    running: findings.flatMap(({ running = [] }) => running),
    triedLast: findings.flatMap(({ triedLast = [] }) => triedLast),
    nextTryAt: earliest([...toCome, ...findings.flatMap(({ nextTryAt = [] }) => nextTryAt)]),
  };
}

function findingOf({ dialled, call }: WatchedCall, now: Instant): Finding {
  const { receipt } = dialled;
  // It was not made: its message is looked at again.
  if (call === null)
    return receipt === null ? {} : { moves: [{ kind: 'hide', receipt, length: milliseconds(0) }] };
  return call.state === 'active' ? renewed(dialled, now) : settled(dialled, call, now);
}

/** Keeps the message of a call that goes on. Without its receipt it will be found again, and known by its call. */
function renewed(dialled: DialledCall, now: Instant): Finding {
  const { callId, receipt, hiddenUntil } = dialled;
  if (receipt === null || hiddenUntil - now > renewal) return { running: dialled };
  return {
    moves: [{ kind: 'keep', callId, receipt }],
    running: { ...dialled, hiddenUntil: later(now, lease) },
  };
}

/** A try is over: the next one waits, or there is none. A message that was lost is found again, and settled then. */
function settled(dialled: DialledCall, call: StoredCall, now: Instant): Finding {
  const { attempt, plan, receipt } = dialled;
  const next = nextTry(plan, attempt, call);
  const last = next.kind === 'usedUp' ? { triedLast: dialled } : {};
  if (receipt === null) return last;
  if (next.kind !== 'due') return { ...last, moves: [{ kind: 'remove', receipt }] };
  return { moves: [putOff(receipt, next.at, now)], nextTryAt: next.at };
}

/** Hides a message until the next try is due. */
const putOff = (receipt: LineReceipt, until: Instant, now: Instant): Move => ({
  kind: 'hide',
  receipt,
  length: milliseconds(Math.min(Math.max(0, until - now), longestHiding)),
});

/** What a message asks for. */
export interface AskedCall {
  readonly kind: 'asked';
  readonly callId: CallId;
  readonly request: JsonValue;
  readonly plan: RetryPlan | null;
  readonly receipt: LineReceipt;
}

/** A message that was taken: what it asks for, or that it is to be buried. */
export function readMessage(
  { call, original, receipt, receptions }: TakenCall,
  check: OutboundCalls['check'],
): AskedCall | Extract<Move, { kind: 'bury' }> {
  const checked = call === null ? null : check(call.request);
  if (checked?.kind === 'refused')
    return { kind: 'bury', burial: burialOfRefused(checked, original, receipt) };
  if (call === null || checked === null || receptions > mostReceptions)
    return { kind: 'bury', burial: { code: 'CALL-NOT-STARTED', reason: notOurs, original, receipt } };
  return { kind: 'asked', ...call, plan: checked.request.retry ?? null, receipt };
}

const notOurs =
  'It is no call that waits, or comes to nothing again and again: look for its callId in the log, and put the request into ivr-outbound-calls again.';

/** A call that is asked for, with its tries so far: the first of them first, the last of them perhaps going on. */
export interface FoundCall {
  readonly asked: AskedCall;
  readonly tries: readonly StoredCall[];
  /** Somebody has hung up for good: no further try is made. */
  readonly isCancelled: boolean;
}

/** What the messages that were taken come to. */
export interface TakeUp {
  readonly moves: readonly Move[];
  /** What goes on, with what went on before. */
  readonly running: readonly DialledCall[];
  readonly due: readonly DueCall[];
  readonly nextTryAt: Instant | null;
}

export function takeUp(
  found: readonly FoundCall[],
  before: Pick<DialerState, 'running' | 'nextTryAt'>,
  now: Instant,
): TakeUp {
  const running = new Map(before.running.map((dialled) => [dialled.callId, dialled]));
  const due = new Map<CallId, DueCall>();
  const moves: Move[] = [];
  const toCome = before.nextTryAt === null ? [] : [before.nextTryAt];
  const hiddenUntil = later(now, lease);
  for (const { asked, tries, isCancelled } of found) {
    const { callId, request, plan, receipt } = asked;
    const standing = standingOf(plan, tries, now);
    const isOver = standing.kind === 'done' || (isCancelled && standing.kind !== 'running');
    if (due.has(callId) || isOver) moves.push({ kind: 'remove', receipt });
    else if (standing.kind === 'waiting') {
      moves.push(putOff(receipt, standing.until, now));
      toCome.push(standing.until);
    } else {
      const dialled = { callId, attempt: standing.attempt, plan, receipt, hiddenUntil };
      const held = running.get(callId)?.receipt ?? null;
      if (standing.kind === 'due') due.set(callId, { dialled, request });
      // Of two messages for one call the one that is held stays: each would displace the other, for ever.
      else if (held !== null && held.id !== receipt.id) moves.push({ kind: 'remove', receipt });
      else running.set(callId, dialled);
    }
  }
  return { moves, running: [...running.values()], due: [...due.values()], nextTryAt: earliest(toCome) };
}

const earliest = (instants: readonly Instant[]): Instant | null =>
  instants.reduce<Instant | null>((first, at) => (first === null || at < first ? at : first), null);

/** What is left to do, or to wait for, at the end of a round. */
export interface Rest {
  readonly isBusy: boolean;
  /** A call waits that could be taken now. */
  readonly hasCalls: boolean;
  readonly limits: DialLimits;
  readonly now: Instant;
}

/**
 * How long until the next round; null: there is none. A dialer that ends is woken by a timer, within a minute: for what
 * is due before that it stays.
 */
export function pauseAfter(
  { lastStartAt, nextTryAt }: Pick<DialerState, 'lastStartAt' | 'nextTryAt'>,
  { isBusy, hasCalls, limits, now }: Rest,
): Milliseconds | null {
  if (isBusy) return usualPause;
  if (limits.concurrent === 0) return null;
  const pauseUntil = (at: number): Milliseconds =>
    milliseconds(Math.min(longestPause, Math.max(usualPause, Math.ceil(at - now))));
  if (hasCalls) return pauseUntil(lastStartAt === null ? now : lastStartAt + 60_000 / limits.perMinute);
  return nextTryAt !== null && nextTryAt - now <= wakingInterval ? pauseUntil(nextTryAt) : null;
}
