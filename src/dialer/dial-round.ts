import type { CallId, Instant } from '../call/index.ts';
import { attemptId, triesOf } from '../call-control/index.ts';
import type { CallsStore, OutboundCalls } from '../call-control/index.ts';
import type { Log } from '../telemetry/index.ts';
import { bury } from './burial.ts';
import type { WriteDeadLetter } from './dead-letters.ts';
import { roomFor } from './dial-limits.ts';
import type { DialLimits } from './dial-limits.ts';
import type { DialerRound, DialerState, DialledCall } from './dialer-state.ts';
import { lease, lookBack, pauseAfter, readMessage, takeUp } from './round-moves.ts';
import type { FoundCall, Move, WatchedCall } from './round-moves.ts';
import type { LineReceipt, TakenCall, WaitingLine } from './waiting-line.ts';

export interface DialerParts {
  readonly calls: OutboundCalls;
  readonly line: WaitingLine;
  readonly limits: DialLimits;
  readonly writeDeadLetter: WriteDeadLetter;
  readonly clock: () => Instant;
  readonly log: Log;
}

type FindCall = Pick<CallsStore, 'find' | 'isCancelled'>;

/** Looks at the calls that go on, and takes as many out of the line as may be made now. */
export type LookRound = (state: DialerState, store: FindCall) => Promise<DialerRound>;

/**
 * One round of the dialer: what it does before any call is made. It is the only one who does it, since its
 * orchestration waits for each round.
 *
 * SD4  What is true of a call stands in the durable store and in its message, which is there until the call is done
 *      with. So a round that is lost, or done twice, makes no call twice and forgets none.
 */
export function dialerRound(parts: DialerParts): LookRound {
  const { line, limits, clock, log } = parts;
  return async (state, store) => {
    const now = clock();
    const back = lookBack(await watchedCalls(state.running, store), state.nextTryAt, now);
    for (const { callId, attempt } of back.triedLast)
      log('info', 'ivr.outbound.tried_last', { callId, attempt });
    const kept = await perform(back.moves, parts);

    const room = roomFor(limits, back.running.length, state.lastStartAt, now);
    const taken = room === 0 ? [] : await line.take(room, lease);
    const { burials, found } = await foundCalls(taken, parts, store);
    const running = back.running.map((dialled) => withReceipt(dialled, kept));
    const up = takeUp(found, { running, nextTryAt: back.nextTryAt }, now);
    await perform([...burials, ...up.moves], parts);
    const { due, nextTryAt } = up;
    for (const { dialled } of due)
      if (dialled.attempt > 1)
        log('info', 'ivr.outbound.retried', { callId: dialled.callId, attempt: dialled.attempt });

    const lastStartAt = due.length === 0 ? state.lastStartAt : now;
    const next = { lastStartAt, running: up.running, nextTryAt };
    const isBusy = due.length > 0 || up.running.length > 0;
    // Asked only where the answer matters: it is a request in every round.
    const hasCalls = !isBusy && limits.concurrent > 0 && (await line.hasCalls());
    return { state: next, due, pause: pauseAfter(next, { isBusy, hasCalls, limits, now }) };
  };
}

async function watchedCalls(
  running: readonly DialledCall[],
  store: FindCall,
): Promise<readonly WatchedCall[]> {
  const watched: WatchedCall[] = [];
  for (const dialled of running)
    watched.push({ dialled, call: await store.find(attemptId(dialled.callId, dialled.attempt)) });
  return watched;
}

/** What the messages ask for, with the tries that were made of it; and those that ask for nothing. */
async function foundCalls(
  taken: readonly TakenCall[],
  { calls }: Pick<DialerParts, 'calls'>,
  store: FindCall,
): Promise<{ readonly burials: readonly Move[]; readonly found: readonly FoundCall[] }> {
  const burials: Move[] = [];
  const found: FoundCall[] = [];
  for (const one of taken) {
    const asked = readMessage(one, (request) => calls.check(request));
    if (asked.kind === 'bury') burials.push(asked);
    else {
      const tries = await triesOf(asked.callId, store);
      const isCancelled = tries.length > 0 && (await store.isCancelled(asked.callId));
      found.push({ asked, tries, isCancelled });
    }
  }
  return { burials, found };
}

/** The receipts by which the dialer has what it kept; null: it has it no more. */
type Kept = ReadonlyMap<CallId, LineReceipt | null>;

async function perform(moves: readonly Move[], parts: DialerParts): Promise<Kept> {
  const { line } = parts;
  const kept = new Map<CallId, LineReceipt | null>();
  for (const move of moves)
    switch (move.kind) {
      case 'keep':
        kept.set(move.callId, await line.hide(move.receipt, lease));
        break;
      case 'hide':
        await line.hide(move.receipt, move.length);
        break;
      case 'remove':
        await line.remove(move.receipt);
        break;
      case 'bury':
        await bury(move.burial, parts);
    }
  return kept;
}

function withReceipt(dialled: DialledCall, kept: Kept): DialledCall {
  const receipt = kept.get(dialled.callId);
  return receipt === undefined ? dialled : { ...dialled, receipt };
}
