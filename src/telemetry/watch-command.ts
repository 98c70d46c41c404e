import { askedOperation, milliseconds, statusOf } from '../call/index.ts';
import type { AskedOperation, CallFacts, Command, Instant, PerformedCommand } from '../call/index.ts';
import type { Measure, Trace } from './telemetry.ts';

/** A command with where and why it was decided. */
export interface CausedCommand {
  readonly call: CallFacts;
  readonly command: Command;
  readonly cause: {
    readonly flow: string | null;
    readonly flowVersion: string | null;
    readonly node: string | null;
    /** When the caller did, or heard to its end, what this answers; null: it answers nothing. */
    readonly since: Instant | null;
    readonly trace: string | null;
  };
}

export interface CommandWatchParts {
  readonly measure: Measure;
  readonly trace: Trace;
  readonly clock: () => Instant;
  /** Graph's, as the application map shows it. */
  readonly host: string;
  /** The HTTP method of an operation. */
  readonly methodOf: (operation: AskedOperation) => string;
}

export type PerformCaused = (caused: CausedCommand) => Promise<PerformedCommand>;

/** Performs a command in sight: how long its caller waited for it, and what it was to Graph. */
export function watchedCommands(
  perform: (command: Command, call: CallFacts) => Promise<PerformedCommand>,
  { measure, trace, clock, host, methodOf }: CommandWatchParts,
): PerformCaused {
  return ({ call, command, cause }) => {
    const { since, trace: traceOfCause, ...place } = cause;
    const operation = askedOperation(command);
    const dimensions = { callId: call.id, graphCallId: command.graphCallId, ...place, operation };
    if (since !== null && isMedia(command))
      measure('ivr.turn.latency', milliseconds(Math.max(0, clock() - since)), dimensions);
    const options = { kind: { host, method: methodOf(operation) }, dimensions, causes: [traceOfCause] };
    return trace(`graph ${operation}`, options, async (span) => {
      const performed = await perform(command, call);
      const { result } = performed;
      const status = statusOf(result);
      if (status !== null) span.answered(status);
      if ('failure' in result) span.fail(result.kind);
      return performed;
    });
  };
}

const isMedia = ({ kind }: Command): boolean => kind === 'playPrompt' || kind === 'recordResponse';
