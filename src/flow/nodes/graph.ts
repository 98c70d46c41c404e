import * as z from 'zod';
import { endOfOperation, graphOperation, isJsonObject, milliseconds } from '../../call/index.ts';
import type { CommandResult, GraphOperation, GraphOrder, JsonObject, JsonValue } from '../../call/index.ts';
import { graphNodeOperation, isNameInPath, pathParameters } from '../../operations/index.ts';
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

const memorySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('asked'),
    command: z.int(),
    operation: z.string(),
    /** The end that will be told, once Graph has taken it, and how long that is waited for; null: none will be. */
    awaits: z.object({ within: z.number(), unheard: z.enum(['done', 'failed']) }).nullable(),
  }),
  z.object({
    kind: z.literal('awaiting'),
    operation: z.string(),
    /** What it counts as where its end is not heard. */
    unheard: z.enum(['done', 'failed']),
  }),
]);
type Memory = Readonly<z.infer<typeof memorySchema>>;
type Asked = Extract<Memory, { readonly kind: 'asked' }>;

/** Asks for a Graph operation by its name, and waits until it is done. Keys meanwhile stay type-ahead. */
export const graph = defineNode<GraphNode, Memory>({
  type: 'graph',
  schema: graphSchema,
  memory: memorySchema,
  requires: ({ operation }) =>
    graphNodeOperation(operation).requiresState.kind === 'established' ? 'audio' : 'call',
  edges: (node) => [
    // Whoever comes to a call between two makes it a group call.
    edge('next', node.next, node.operation === 'inviteParticipants' ? { call: 'group' } : {}),
    ...optionalEdge('onError', node.onError),
  ],
  failureEdge: 'onError',
  operations: ({ operation }) => [{ operation }],
  isHeardMeanwhile: ({ operation }) => {
    const { inFlows } = graphNodeOperation(operation);
    return inFlows.until === 'end' && inFlows.isHeard;
  },
  facts: graphFacts,
  caption: ({ operation }) => operation,
  check: checkGraphNode,
  enter(node, turn) {
    if (turn.stage === 'absent') return fail(graphFailed(nameOf(node), null, 'There is no call yet.'));
    const order = orderOf(node, turn);
    if ('failed' in order) return fail(order.failed);
    const asked = turn.graph(order);
    turn.setTimer(answerPatience, 'plain');
    return stay({ kind: 'asked', ...asked, awaits: awaitedEnd(node, order.body) });
  },
  onSignal(node, memory, signal, turn) {
    switch (signal.kind) {
      case 'commandResult':
        return memory.kind === 'asked' && signal.command === memory.command
          ? onAnswer(node, memory, signal.result, turn)
          : stay(memory);
      case 'operationEnded': {
        if (signal.operation !== memory.operation) return stay(memory);
        const { succeeded, reason, result } = signal;
        if (!succeeded) return fail(graphFailed(nameOf(node), result?.subcode ?? null, notDone(reason)));
        return goWith(endOfOperation(reason, result), node.into, node.next, turn);
      }
      case 'timer':
        return memory.kind === 'awaiting' && memory.unheard === 'done'
          ? goWith(null, node.into, node.next, turn)
          : fail(graphFailed(nameOf(node), null, 'Nothing was heard of it in time.'));
      default:
        return stay(memory);
    }
  },
});

function onAnswer(node: GraphNode, memory: Asked, result: CommandResult, turn: Turn): Move<Memory> {
  const { operation, awaits } = memory;
  switch (result.kind) {
    case 'answered':
      if (result.isOver || awaits === null) return goWith(result.body, node.into, node.next, turn);
      turn.setTimer(milliseconds(awaits.within), 'plain');
      return stay({ kind: 'awaiting', operation, unheard: awaits.unheard });
    case 'unknown':
      // It may have happened: what is told of it decides, if anything is.
      if (awaits === null) return fail(commandFailed(nameOf(node), result.failure));
      turn.setTimer(milliseconds(awaits.within), 'plain');
      return stay({ kind: 'awaiting', operation, unheard: 'failed' });
    case 'refused':
      return fail(commandFailed(nameOf(node), result.failure));
    default:
      return stay(memory);
  }
}

const nameOf = ({ operation }: GraphNode): GraphOperation => graphOperation(operation);

/**
 * The end that will be told of what is asked for; null: the answer tells all. It is waited for by what is sent, and
 * never longer than the checker has counted with by what is written.
 */
function awaitedEnd(node: GraphNode, body: JsonObject): Asked['awaits'] {
  const { inFlows } = graphNodeOperation(node.operation);
  if (inFlows.until === 'answer') return null;
  const { within, unheard, untoldWith } = inFlows;
  if (untoldWith.some((member) => body[member] === true)) return null;
  return { within: Math.min(within(body), within(node.with ?? {})), unheard };
}

type Order = Omit<GraphOrder, 'operation'> | { readonly failed: Failure };

/** The request with every value worked out: what belongs to its address, and the body. */
function orderOf(node: GraphNode, turn: Turn): Order {
  const given = node.with ?? {};
  const inPath = pathParameters(graphNodeOperation(node.operation));
  const parameters = inPath.map((name) => [name, textOf(given[name], turn)] as const);
  const [nobody] = parameters.find(([, value]) => !isNameInPath(value)) ?? [];
  if (nobody !== undefined)
    return { failed: expressionFailed(`"${nobody}" is empty, "." or "..": it names nobody.`) };
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
