import { askedOperation } from '../call/index.ts';
import type {
  AskedOperation,
  CallFacts,
  Command,
  CommandResult,
  Instant,
  PerformedCommand,
} from '../call/index.ts';
import { describedOperation, pathWith } from '../operations/index.ts';
import type { OperationDescription } from '../operations/index.ts';
import type { Addresses } from './commands/command-wire.ts';
import { judgeAnswer } from './commands/judge-answer.ts';
import { judgeRequested, requestedBody } from './commands/requested-operation.ts';
import { bodyOf } from './commands/registry.ts';
import type { GraphClient, GraphRequest } from './graph-client.ts';
import type { Exchange } from './transport/exchange.ts';
import { scenarioId } from './scenario-id.ts';

export type PerformCommand = (command: Command, call: CallFacts) => Promise<PerformedCommand>;

/** Performs commands by the Graph operation of the same name. Never throws: a failure is a result. */
export function commandPerformer(
  client: GraphClient,
  addresses: Addresses,
  clock: () => Instant,
): PerformCommand {
  return async (command, call) => {
    const description = describedOperation(askedOperation(command));
    const { name: operation, method, path, repeatIsHarmless } = description;
    const body = command.kind === 'graph' ? requestedBody(command) : bodyOf(command, call, addresses);
    const wrong = judgeBody(command, body);
    if (wrong !== null) return { at: clock(), result: wrong };
    const parameters = command.kind === 'graph' ? command.parameters : {};
    const exchange = await client.send({
      operation,
      method,
      version: versionFor(description, body),
      path: pathWith(path, { ...parameters, id: command.graphCallId ?? '' }),
      body,
      call,
      scenarioId: scenarioId(call),
      deadline: command.deadline,
      repeatIsHarmless,
    });
    return { at: clock(), result: judgeExchange(command, exchange) };
  };
}

/** The HTTP method that performs an operation. */
export const methodOf = (operation: AskedOperation): OperationDescription['method'] =>
  describedOperation(operation).method;

/** Beta where only that offers the operation, or takes a member of its body. */
function versionFor(
  { availableIn, betaOnlyMembers }: OperationDescription,
  body: object | null,
): GraphRequest['version'] {
  const isBeta = betaOnlyMembers.some((member) => body !== null && Object.hasOwn(body, member));
  return availableIn.includes('v1.0') && !isBeta ? 'v1.0' : 'beta';
}

/** What became of a command, by what came of its request. */
export function judgeExchange(command: Command, exchange: Exchange): CommandResult {
  return command.kind === 'graph'
    ? judgeRequested(command, exchange)
    : judgeAnswer(command.kind, exchange, isAboutOneCall(command));
}

/** Why a body is not sent: Graph would refuse it. Null: it is. What a flow asks for by name may have any. */
export function judgeBody(command: Command, body: unknown): CommandResult | null {
  const operation = askedOperation(command);
  const checked = describedOperation(operation).request?.safeParse(body);
  if (checked?.success !== false) return null;
  return notWellFormed(operation, checked.error.issues.map(({ path }) => path.join('.')).join(', '));
}

/**
 * Whether what is not found can only be the call that the command is about. `createCall` is about none yet, and a
 * transfer in the place of another call about two: which of them is gone will be told.
 */
function isAboutOneCall(command: Exclude<Command, { readonly kind: 'graph' }>): boolean {
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
