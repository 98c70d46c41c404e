import type { CallFacts, Command, CommandResult, Instant, PerformedCommand } from '../call/index.ts';
import { operationPath, operations } from '../operations/index.ts';
import type { Addresses } from './commands/command-wire.ts';
import { judgeAnswer } from './commands/judge-answer.ts';
import { bodyOf } from './commands/registry.ts';
import type { GraphClient } from './graph-client.ts';
import { scenarioId } from './scenario-id.ts';

export type PerformCommand = (command: Command, call: CallFacts) => Promise<PerformedCommand>;

/** Performs commands by the Graph operation of the same name. Never throws: a failure is a result. */
export function commandPerformer(
  client: GraphClient,
  addresses: Addresses,
  clock: () => Instant,
): PerformCommand {
  return async (command, call) => {
    const { method, request, repeatIsHarmless } = operations[command.kind];
    const body = bodyOf(command, call, addresses);
    const checked = request?.safeParse(body);
    if (checked?.success === false) {
      const wrong = checked.error.issues.map(({ path }) => path.join('.')).join(', ');
      return { at: clock(), result: notWellFormed(command.kind, wrong) };
    }
    const exchange = await client.send({
      operation: command.kind,
      method,
      path: operationPath(command.kind, { id: command.graphCallId ?? '' }),
      body,
      tenantId: call.tenantId,
      scenarioId: scenarioId(call),
      deadline: command.deadline,
      repeatIsHarmless,
    });
    return { at: clock(), result: judgeAnswer(command.kind, exchange, isAboutOneCall(command)) };
  };
}

/**
 * Whether what is not found can only be the call that the command is about. `createCall` is about none yet, and a
 * transfer in the place of another call about two: which of them is gone will be told.
 */
export function isAboutOneCall(command: Command): boolean {
  return command.kind !== 'createCall' && !(command.kind === 'transfer' && command.replaces !== null);
}

/** Graph would refuse it; asking would only cost the caller a second of silence. */
const notWellFormed = (kind: string, members: string): CommandResult => ({
  kind: 'refused',
  failure: {
    code: 'graph',
    status: null,
    subcode: null,
    message: `${kind} was not sent, since Graph would refuse it: wrong are ${members}.`,
  },
});
