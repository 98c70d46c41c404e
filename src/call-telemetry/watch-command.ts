import { askedOperation, statusOf } from '../call/index.ts';
import type { AskedOperation, CallFacts, Command, Instant, PerformedCommand } from '../call/index.ts';
import type { CommandInput } from '../orchestration/index.ts';
import type { Measure, Trace } from '../telemetry/index.ts';

export interface CommandWatchParts {
  readonly measure: Measure;
  readonly trace: Trace;
  readonly clock: () => Instant;
  /** Graph's, as the application map shows it. */
  readonly host: string;
  /** The HTTP method of an operation. */
  readonly methodOf: (operation: AskedOperation) => string;
}

/** Performs a command that came with what led to it. */
export type PerformCaused = (input: CommandInput) => Promise<PerformedCommand>;

/** Performs commands in sight: how long the caller has waited for it, and what it is to Graph. */
export function watchedCommands(
  perform: (command: Command, call: CallFacts) => Promise<PerformedCommand>,
  { measure, trace, clock, host, methodOf }: CommandWatchParts,
): PerformCaused {
  return ({ call, command, cause: { since, traceparent, ...place } }) => {
    const operation = askedOperation(command);
    const dimensions = { callId: call.id, graphCallId: command.graphCallId, ...place, operation };
    if (since !== null && isMedia(command))
      measure('ivr.turn.latency', Math.max(0, clock() - since), dimensions);
    const request = { kind: 'request', host, method: methodOf(operation) } as const;
    return trace('graph', { ...request, of: operation, dimensions, cause: traceparent }, async (span) => {
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
