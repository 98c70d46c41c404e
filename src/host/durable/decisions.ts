import type { HistoryEventOf } from './history.ts';

/** What one episode decided, in the order of the ids. `complete` comes last, if at all. */
export type Decision =
  | { readonly kind: 'scheduleActivity'; readonly id: number; readonly name: string; readonly input: unknown }
  | {
      readonly kind: 'startSubOrchestration';
      readonly id: number;
      readonly name: string;
      readonly instanceId: string;
      readonly input: unknown;
      readonly version: string | null;
    }
  | { readonly kind: 'createTimer'; readonly id: number; readonly fireAt: number }
  | ({ readonly kind: 'complete'; readonly id: number } & Completion);

export type FinalStatus = 'Completed' | 'Failed' | 'Terminated';

export type Completion =
  | {
      readonly outcome: 'finished';
      readonly status: FinalStatus;
      /** JSON for `Completed`, plain text for the others. */
      readonly result: string | null;
      readonly details: string;
    }
  | {
      readonly outcome: 'continuedAsNew';
      readonly input: unknown;
      /** Events that were processed after the orchestrator asked for it: they open the next generation. */
      readonly carriedEvents: readonly HistoryEventOf<'EventRaised'>[];
    };

/** How an action is called in the text of a non-determinism error. */
export const decisionNames: Record<Decision['kind'], string> = {
  scheduleActivity: 'ScheduleOrchestrator',
  startSubOrchestration: 'CreateSubOrchestration',
  createTimer: 'CreateTimer',
  complete: 'OrchestrationComplete',
};
