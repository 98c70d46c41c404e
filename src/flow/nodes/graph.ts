import * as z from 'zod';
import { endOfOperation, graphOperation, isJsonObject, milliseconds } from '../../call/index.ts';
import type { CommandResult, GraphOperation, GraphOrder, JsonObject, JsonValue } from '../../call/index.ts';
import { describedOperation, pathParameters } from '../../operations/index.ts';
import { parseJsonTemplate, placedExpressions, referencesOfAll } from '../expressions/index.ts';
import { commandFailed, expressionFailed, graphFailed } from '../failure.ts';
import type { Failure } from '../failure.ts';
import { checkGraphNode, graphFacts, graphSchema } from '../graph-operation/index.ts';
import type { GraphNode } from '../graph-operation/index.ts';
import { goWith } from '../into-variable.ts';
import { fail, stay } from '../move.ts';
import type { Move } from '../move.ts';
import { defineNode, edge, optionalEdge } from '../node-kind.ts';
import type { Turn } from '../turn.ts';

/** A request that has no answer after so long never went out: there is no call to which it could. */
const answerPatience = milliseconds(30_000);

const memorySchema = z.object({
  command: z.int(),
  operation: z.string(),
  /** Graph has said that it took it. */
  taken: z.boolean(),
  /** No end of it will be told. */
  untold: z.boolean(),
});
type Memory = Readonly<z.infer<typeof memorySchema>>;

/** Asks for a Graph operation by its name, and waits until it is done. Keys meanwhile stay type-ahead. */
export const graph = defineNode<GraphNode, Memory>({
  type: 'graph',
  schema: graphSchema,
  memory: memorySchema,
  requires: ({ operation }) =>
    describedOperation(operation).requiresState.kind === 'established' ? 'audio' : 'call',
  edges: (node) => [
    // Whoever comes to a call between two makes it a group call.
    edge('next', node.next, node.operation === 'inviteParticipants' ? { call: 'group' } : {}),
    ...optionalEdge('onError', node.onError),
  ],
  failureEdge: 'onError',
  operations: ({ operation }) => [{ operation }],
  facts: graphFacts,
  caption: ({ operation }) => operation,
  check: checkGraphNode,
  enter(node, turn) {
    if (turn.absent) return fail(graphFailed(nameOf(node), null, 'There is no call yet.'));
    const order = orderOf(node, turn);
    if ('failed' in order) return fail(order.failed);
    const asked = turn.graph(order);
    turn.setTimer(answerPatience, 'plain');
    return stay({ ...asked, taken: false, untold: isUntold(node, order.body) });
  },
  onSignal(node, memory, signal, turn) {
    switch (signal.kind) {
      case 'commandResult':
        return signal.command === memory.command ? onAnswer(node, memory, signal.result, turn) : stay(memory);
      case 'operationEnded': {
        if (signal.operation !== memory.operation) return stay(memory);
        const { succeeded, reason, result } = signal;
        if (!succeeded) return fail(graphFailed(nameOf(node), result?.subcode ?? null, notDone(reason)));
        return goWith(endOfOperation(reason, result), node.into, node.next, turn);
      }
      case 'timer':
        return memory.taken && awaited(node)?.unheard === 'done'
          ? goWith(null, node.into, node.next, turn)
          : fail(graphFailed(nameOf(node), null, 'Nothing was heard of it in time.'));
      default:
        return stay(memory);
    }
  },
});

function onAnswer(node: GraphNode, memory: Memory, result: CommandResult, turn: Turn): Move<Memory> {
  switch (result.kind) {
    case 'answered': {
      const end = awaited(node);
      if (result.isOver || memory.untold || end === null)
        return goWith(result.body, node.into, node.next, turn);
      turn.setTimer(milliseconds(end.within(node.with ?? {})), 'plain');
      return stay({ ...memory, taken: true });
    }
    case 'unknown': {
      const end = awaited(node);
      // It may have happened: what is told of it decides, if anything is.
      if (end === null || memory.untold) return fail(commandFailed(nameOf(node), result.failure));
      turn.setTimer(milliseconds(end.within(node.with ?? {})), 'plain');
      return stay(memory);
    }
    case 'refused':
      return fail(commandFailed(nameOf(node), result.failure));
    default:
      return stay(memory);
  }
}

const nameOf = ({ operation }: GraphNode): GraphOperation => graphOperation(operation);

/** The end that is waited for; null: the answer tells all. */
function awaited({ operation }: GraphNode) {
  const { inFlows } = describedOperation(operation);
  return inFlows.by === 'graphNode' && inFlows.until === 'end' ? inFlows : null;
}

const isUntold = (node: GraphNode, body: JsonObject): boolean =>
  awaited(node)?.untoldWith.some((member) => body[member] === true) ?? false;

type Order = Omit<GraphOrder, 'operation'> | { readonly failed: Failure };

/** The request with every value worked out: what belongs to its address, and the body. */
function orderOf(node: GraphNode, turn: Turn): Order {
  const given = node.with ?? {};
  const inPath = pathParameters(describedOperation(node.operation));
  const parameters = inPath.map((name) => [name, textOf(given[name], turn)] as const);
  const [missing] = parameters.find(([, value]) => value === '') ?? [];
  if (missing !== undefined) return { failed: expressionFailed(`"${missing}" is empty: it names nobody.`) };
  const template = Object.fromEntries(Object.entries(given).filter(([name]) => !inPath.includes(name)));
  const body = turn.json(template);
  return {
    name: nameOf(node),
    parameters: Object.fromEntries(parameters),
    body: isJsonObject(body) ? body : {},
    wantsAnswer: node.into !== undefined,
    isSensitive: [...variablesIn(given), node.into ?? ''].some(turn.isSensitive),
  };
}

function variablesIn(template: JsonValue): readonly string[] {
  const parsed = parseJsonTemplate(template);
  if (parsed.kind === 'problems') return [];
  return referencesOfAll(placedExpressions(parsed.template).map(({ expression }) => expression)).variables;
}

const textOf = (written: JsonValue | undefined, turn: Turn): string =>
  typeof written === 'string' ? turn.text(written, 'text') : '';

const notDone = (reason: string | null): string =>
  `Graph said that it failed${reason === null ? '' : `: ${reason}`}.`;
