import { assertNever } from '../call/index.ts';
import type { CallEvent, Command, CommandKind, Instant, TraceParent } from '../call/index.ts';

/**
 * What the caller last did, or heard to its end, that nothing was asked of Graph for yet: how long that takes is how long
 * a caller waits in silence. Nothing is decided by it; whoever performs a command measures and links it.
 */
export interface Stimulus {
  /** When a key was pressed, a prompt ended or a time-out came; null: whatever there was has been answered. */
  readonly since: Instant | null;
  /** Where the notification stands that was told last; null: not known. */
  readonly traceparent: TraceParent | null;
}

export const noStimulus: Stimulus = { since: null, traceparent: null };

/**
 * After an event. A prompt that was stopped ends because of a key, which counts; the results of commands and effects are
 * part of the answer.
 */
export function stimulusAfter(
  stimulus: Stimulus,
  event: CallEvent,
  traceparent: TraceParent | null,
): Stimulus {
  switch (event.kind) {
    case 'commandResult':
    case 'effectResult':
      return stimulus;
    case 'tone':
      return { since: event.at, traceparent };
    case 'deadline':
      return { since: event.at, traceparent: null };
    case 'operationEnded':
      return { since: event.succeeded ? event.at : stimulus.since, traceparent };
    // What follows answers somebody else: a key that was pressed before has waited for that, not for us.
    case 'transferFailed':
    case 'consultation':
    case 'roster':
    case 'external':
      return { since: null, traceparent };
    case 'audioActive':
    case 'transferProgress':
    case 'callEnded':
    case 'callKnown':
    case 'hangupRequested':
      return { since: stimulus.since, traceparent };
    default:
      return assertNever(event, 'event');
  }
}

/** Commands that only prepare for an answer, or have nothing to do with one. */
const preparations: ReadonlySet<CommandKind> = new Set([
  'cancelMediaProcessing',
  'subscribeToTone',
  'keepAlive',
]);

/** After commands: any other is what the caller waited for, or takes time of its own. */
export const stimulusAnswered = (stimulus: Stimulus, commands: readonly Command[]): Stimulus =>
  commands.every(({ kind }) => preparations.has(kind)) ? stimulus : { ...stimulus, since: null };
