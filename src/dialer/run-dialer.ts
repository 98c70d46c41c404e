import type { OrchestrationContext, Task } from 'durable-functions';
import { dialerRoundSchema, parseDialerState } from './dialer-state.ts';
import type { DialerState } from './dialer-state.ts';

/** The orchestrator of the dialer, and the one instance of it. */
export const dialerOrchestrator = 'dial';
export const dialerInstance = 'outbound-dialer';
/** The activities of a round: looking, and making one call. */
export const lookActivity = 'look-at-outbound-calls';
export const startDueActivity = 'start-due-call';

/** After so many rounds it begins anew, so that its history stays short. No event is raised to it that could be lost. */
const mostRounds = 40;
/** The store or the queues were away. */
const pauseAfterTrouble = 10_000;

/**
 * The dialer: it makes the calls that wait, one round after the other, until there is nothing left to do. There is one
 * instance of it at a time, so limits hold however many machines the app runs on.
 */
export function* runDialer({ df }: OrchestrationContext): Generator<Task, object, unknown> {
  let state: DialerState = parseDialerState(df.getInput());
  for (let rounds = 0; rounds < mostRounds; rounds += 1) {
    let pause: number | null = pauseAfterTrouble;
    try {
      const round = dialerRoundSchema.parse(yield df.callActivity(lookActivity, state));
      ({ state, pause } = round);
      // Counted before they are made: one of which nobody knows whether it was is one that goes on (SD2).
      state = { ...state, running: [...state.running, ...round.due.map(({ dialled }) => dialled)] };
      for (const call of round.due) yield df.callActivity(startDueActivity, call);
    } catch {
      // Told by the activity (`tellTrouble`). What was lost is found again by its message (SD4).
      pause = pauseAfterTrouble;
    }
    if (pause === null) return {};
    yield df.createTimer(new Date(df.currentUtcDateTime.getTime() + pause));
  }
  df.continueAsNew(state);
  return {};
}
