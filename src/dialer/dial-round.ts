import { later, milliseconds } from '../call/index.ts';
import type { CallId, Instant } from '../call/index.ts';
import { attemptId } from '../call-control/index.ts';
import type { CallsStore, OutboundCalls, RetryPlan, StoredCall } from '../call-control/index.ts';
import type { MessageReceipt } from '../queues/index.ts';
import type { Log } from '../telemetry/index.ts';
import type { WriteDeadLetter } from './dead-letters.ts';
import { roomFor } from './dial-limits.ts';
import type { DialLimits } from './dial-limits.ts';
import type { DialerRound, DialerState, DialledCall, DueCall } from './dialer-state.ts';
import { nextTry } from './retry-rule.ts';
import type { TakenCall, WaitingLine } from './waiting-line.ts';
import { waitingQueue } from './waiting-line.ts';

/** While a call goes on its message is hidden for so long at a time: if the dialer is gone, another finds it soon. */
const lease = milliseconds(120_000);
const renewal = 60_000;
/** The longest that Azure Storage hides a message. */
const longestHiding = 7 * 24 * 3_600_000;
/** More often than any plan has tries: it comes to nothing, every time. */
const mostReceptions = 50;

const usualPause = 1_000;
const longestPause = 30_000;
/** Of the timer `wake-dialer`. */
const wakingInterval = 60_000;

export interface DialerParts {
  readonly calls: OutboundCalls;
  readonly line: WaitingLine;
  readonly limits: DialLimits;
  readonly writeDeadLetter: WriteDeadLetter;
  readonly clock: () => Instant;
  readonly log: Log;
}

/** Looks at the calls that go on, and takes as many out of the line as may be made now. */
export type LookRound = (state: DialerState, store: Pick<CallsStore, 'find'>) => Promise<DialerRound>;

/**
 * One round of the dialer: what it does before any call is made. It is the only one who does it, since its
 * orchestration waits for each round.
 *
 * SD4  What is true of a call stands in the durable store and in its message, which is there until the call is done
 *      with. So a round that is lost, or done twice, makes no call twice and forgets none.
 */
export function dialerRound(parts: DialerParts): LookRound {
  const { line, limits, clock } = parts;
  return async (state, store) => {
    const now = clock();
    const isToCome = state.nextTryAt !== null && state.nextTryAt > now;
    const known = isToCome ? state.nextTryAt : null;
    const round: Round = { parts, store, now, running: [], due: [], nextTryAt: known };
    for (const dialled of state.running) await lookAt(dialled, round);
    const room = roomFor(limits, round.running.length, state.lastStartAt, now);
    const taken = room === 0 ? [] : await line.take(room, lease);
    for (const one of taken) await takeUp(one, round);
    const { running, due, nextTryAt } = round;
    const lastStartAt = due.length === 0 ? state.lastStartAt : now;
    const next = { lastStartAt, running, nextTryAt };
    return { state: next, due, pause: await pauseAfter(next, round) };
  };
}

/** What becomes known in a round. */
interface Round {
  readonly parts: DialerParts;
  readonly store: Pick<CallsStore, 'find'>;
  readonly now: Instant;
  readonly running: DialledCall[];
  readonly due: DueCall[];
  nextTryAt: Instant | null;
}

/** What has become of a call that went on. */
async function lookAt(dialled: DialledCall, round: Round): Promise<void> {
  const { callId, attempt, receipt } = dialled;
  const { store, now, running, parts } = round;
  const call = await store.find(attemptId(callId, attempt));
  if (call?.state === 'active') running.push(await renewed(dialled, now, parts.line));
  else if (call !== null) await settle(dialled, call, round);
  // It was not made: its message is looked at again.
  else if (receipt !== null) await parts.line.hide(receipt, milliseconds(0));
}

/** Finds out what a message that was taken needs. */
async function takeUp(taken: TakenCall, round: Round): Promise<void> {
  const { parts, store, now, running, due } = round;
  const { call, receipt } = taken;
  const { line, calls, log } = parts;
  const checked = call === null ? null : calls.check(call.request);
  if (call === null || checked?.kind !== 'ok' || taken.receptions > mostReceptions) {
    const message = checked === null || checked.kind === 'ok' ? notOurs : checked.message;
    await bury(taken, checked?.kind === 'unknownFlow' ? 'FLOW-UNKNOWN' : 'CALL-NOT-STARTED', message, parts);
    return;
  }
  const { callId, request } = call;
  if (due.some(({ dialled }) => dialled.callId === callId)) {
    await line.remove(receipt);
    return;
  }
  const plan = checked.request.retry ?? null;
  const standing = await standingOf(callId, plan, store, now);
  const hiddenUntil = later(now, lease);
  switch (standing.kind) {
    case 'running': {
      const known = running.findIndex((other) => other.callId === callId);
      const dialled = { callId, attempt: standing.attempt, plan, receipt, hiddenUntil };
      if (known === -1) running.push(dialled);
      else running[known] = dialled;
      return;
    }
    case 'due':
      if (standing.attempt > 1) log('info', 'ivr.outbound.retried', { callId, attempt: standing.attempt });
      due.push({ dialled: { callId, attempt: standing.attempt, plan, receipt, hiddenUntil }, request });
      return;
    case 'waiting':
      await putOff(receipt, standing.until, round);
      return;
    case 'done':
      await line.remove(receipt);
  }
}

/** A try is over: the next one waits, or there is none. A message that was lost is found again, and settled then. */
async function settle(
  { callId, attempt, plan, receipt }: DialledCall,
  call: StoredCall,
  round: Round,
): Promise<void> {
  const { line, log } = round.parts;
  const next = nextTry(plan, attempt, call);
  if (next.kind === 'usedUp') log('info', 'ivr.outbound.tried_last', { callId, attempt });
  if (receipt === null) return;
  if (next.kind !== 'due') await line.remove(receipt);
  else await putOff(receipt, next.at, round);
}

/** Hides a message until the next try is due. */
async function putOff(receipt: MessageReceipt, until: Instant, round: Round): Promise<void> {
  const { now, nextTryAt, parts } = round;
  if (nextTryAt === null || until < nextTryAt) round.nextTryAt = until;
  await parts.line.hide(receipt, milliseconds(Math.min(Math.max(0, until - now), longestHiding)));
}

/** How far a request is. */
type Standing =
  | { readonly kind: 'running'; readonly attempt: number }
  /** This try is to be made now. */
  | { readonly kind: 'due'; readonly attempt: number }
  | { readonly kind: 'waiting'; readonly until: Instant }
  | { readonly kind: 'done' };

async function standingOf(
  request: CallId,
  plan: RetryPlan | null,
  store: Pick<CallsStore, 'find'>,
  now: Instant,
): Promise<Standing> {
  for (let attempt = 1; ; attempt += 1) {
    const call = await store.find(attemptId(request, attempt));
    if (call === null) return { kind: 'due', attempt };
    if (call.state === 'active') return { kind: 'running', attempt };
    const next = nextTry(plan, attempt, call);
    if (next.kind !== 'due') return { kind: 'done' };
    if (next.at > now) return { kind: 'waiting', until: next.at };
  }
}

/** Keeps the message of a call that goes on. Without its receipt it will be found again, and known by its call. */
async function renewed(
  dialled: DialledCall,
  now: Instant,
  line: Pick<WaitingLine, 'hide'>,
): Promise<DialledCall> {
  const { receipt, hiddenUntil } = dialled;
  if (receipt === null || hiddenUntil - now > renewal) return dialled;
  return { ...dialled, receipt: await line.hide(receipt, lease), hiddenUntil: later(now, lease) };
}

/** A dialer that ends is woken by a timer, within a minute: for what is due before that it stays. */
async function pauseAfter(
  { lastStartAt, running, nextTryAt }: DialerState,
  { due, now, parts: { limits, line } }: Round,
): Promise<number | null> {
  if (due.length > 0 || running.length > 0) return usualPause;
  if (limits.concurrent === 0) return null;
  const pauseUntil = (at: number): number =>
    Math.min(longestPause, Math.max(usualPause, Math.ceil(at - now)));
  if (await line.hasCalls())
    return pauseUntil(lastStartAt === null ? now : lastStartAt + 60_000 / limits.perMinute);
  return nextTryAt !== null && nextTryAt - now <= wakingInterval ? pauseUntil(nextTryAt) : null;
}

async function bury(
  { original, receipt }: TakenCall,
  code: 'FLOW-UNKNOWN' | 'CALL-NOT-STARTED',
  reason: string,
  { writeDeadLetter, line }: DialerParts,
): Promise<void> {
  await writeDeadLetter({ queue: waitingQueue, code, reason, original });
  await line.remove(receipt);
}

const notOurs =
  'It is no call that waits, or comes to nothing again and again: look for its callId in the log, and put the request into ivr-outbound-calls again.';
