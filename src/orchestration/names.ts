import { graphOperation } from '../call/index.ts';
import type { AskedOperation, EffectKind } from '../call/index.ts';
import { operationNames } from '../operations/index.ts';

/*
 * The names under which the functions are registered and called. An activity name that nobody registered hangs
 * an orchestration without a word, so there is no other place where one is written.
 */

/** The orchestrator that runs a call. */
export const callOrchestrator = 'call';

/** The one external event of a call: a batch of what happened (design, "One external event name, one mailbox"). */
export const callEvent = 'ivr-events';

/** The activity that performs a Graph operation: one for each, so that each is seen and measured by its own name. */
export const activityOf = (operation: AskedOperation): string =>
  `graph-${operation.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** All of them. Only described operations are asked for: their names are read when a command is. */
export const commandActivities: readonly string[] = operationNames.map((name) =>
  activityOf(graphOperation(name)),
);

/** The activity that performs each kind of effect. */
export const effectActivities = {
  http: 'perform-http',
  queue: 'send-queue-message',
  renderSpeech: 'render-speech',
  fetchRecording: 'fetch-recording',
} as const satisfies Record<EffectKind, string>;

/** The activity that works out the opening hours of a call, when it starts. */
export const workOutSchedulesActivity = 'work-out-schedules';

/** The activity that writes the record of a finished call to the queue. */
export const writeCallRecordActivity = 'write-call-record';
