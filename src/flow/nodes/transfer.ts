import * as z from 'zod';
import { instant, milliseconds } from '../../call/index.ts';
import type { CommandResult, ResultInfo, TransferOutcome } from '../../call/index.ts';
import { fail, go, stay } from '../move.ts';
import { defineNode, edge, playsNothing } from '../node-kind.ts';
import type { Failure } from '../failure.ts';
import type { Move } from '../move.ts';
import { nodeReferenceSchema } from '../node-reference.ts';
import { targetReferenceSchema } from '../target.ts';
import type { Turn } from '../turn.ts';

/** No verdict this long after the request is `onFailed`: section 2.1 of the flow language. */
const verdictPatience = milliseconds(90_000);

const schema = z.strictObject({
  type: z.literal('transfer'),
  to: targetReferenceSchema,
  mode: z.literal('blind', {
    error: 'must be "blind": consultative transfers are not part of this version',
  }),
  onBusy: nodeReferenceSchema,
  onNoAnswer: nodeReferenceSchema,
  onFailed: nodeReferenceSchema,
});
type TransferNode = z.infer<typeof schema>;

const memorySchema = z.object({
  label: z.string(),
  requestedAt: z.number(),
  /** Graph said `transferAccepted`: an end without a result then is a success too. */
  accepted: z.boolean(),
});
type Memory = Readonly<z.infer<typeof memorySchema>>;

/** Hands the caller to somebody else and waits for Graph's verdict. Keys meanwhile stay type-ahead. */
export const transfer = defineNode<TransferNode, Memory>({
  type: 'transfer',
  schema,
  memory: memorySchema,
  requires: () => 'audio',
  interruptible: false,
  edges: (node) => [
    edge('onBusy', node.onBusy),
    edge('onNoAnswer', node.onNoAnswer),
    edge('onFailed', node.onFailed),
  ],
  failureEdge: (node) => node.onFailed,
  plays: playsNothing,
  check(node, checker) {
    if (typeof node.to === 'string') checker.target(node.to, ['to']);
  },
  enter(node, turn) {
    const { target, label } = turn.target(node.to);
    turn.send({ kind: 'transfer', target });
    turn.setTimer(verdictPatience, 'plain');
    return stay({ label, requestedAt: turn.now, accepted: false });
  },
  onSignal(node, memory, signal, turn) {
    switch (signal.kind) {
      case 'commandResult':
        return onResult(node, memory, signal.result, turn);
      case 'transferProgress':
        return stay({ ...memory, accepted: memory.accepted || signal.stage === 'transferAccepted' });
      case 'transferFailed':
        return verdict(node, memory, failureOf(signal.result), turn);
      case 'timer': {
        const message = 'Graph gave no verdict on the transfer within 90 s.';
        return verdict(node, memory, { code: 'graph', subcode: null, operation: 'transfer', message }, turn);
      }
      case 'callEnded':
        return onCallEnded(memory, signal.transferred, turn);
      default:
        return stay(memory);
    }
  },
});

function onResult(node: TransferNode, memory: Memory, result: CommandResult, turn: Turn): Move<Memory> {
  // Accepted, or nobody knows: the verdict, or the end of our patience, decides.
  if (result.kind !== 'refused') return stay(memory);
  const { code, status, subcode, message } = result.failure;
  const failure = { code, subcode: subcode ?? status, operation: 'transfer', message };
  return verdict(node, memory, failure, turn);
}

function onCallEnded(memory: Memory, transferred: boolean, turn: Turn): Move<Memory> {
  if (transferred || memory.accepted) {
    note(memory, 'transferred', turn);
    return { kind: 'end', end: 'transferred', reason: memory.label };
  }
  note(memory, 'abandoned', turn);
  return stay(memory);
}

function verdict(node: TransferNode, memory: Memory, failure: Failure, turn: Turn): Move<Memory> {
  const outcome = outcomeOf(failure.subcode);
  note(memory, outcome, turn);
  switch (outcome) {
    case 'busy':
      return go(node.onBusy);
    case 'noAnswer':
      return go(node.onNoAnswer);
    default:
      return fail(failure);
  }
}

function note(memory: Memory, outcome: TransferOutcome, turn: Turn): void {
  turn.note(
    { kind: 'transfer', target: memory.label, until: turn.now, outcome },
    instant(memory.requestedAt),
  );
}

/** Section 2.1: what little Graph reports. */
const busy = new Set([486, 8539, 8540, 560486, 540486]);
const noAnswer = new Set([408, 480, 8541, 10057, 560408, 560480]);

function outcomeOf(subcode: number | null): 'busy' | 'noAnswer' | 'failed' {
  if (subcode === null) return 'failed';
  if (busy.has(subcode)) return 'busy';
  return noAnswer.has(subcode) ? 'noAnswer' : 'failed';
}

function failureOf(result: ResultInfo): Failure {
  // The code speaks only where the subcode says nothing of its own.
  const known = busy.has(result.subcode) || noAnswer.has(result.subcode) || result.code === 500;
  const subcode = known ? result.subcode : result.code;
  return {
    code: 'graph',
    subcode,
    operation: 'transfer',
    message: 'Graph reported that the transfer failed.',
  };
}
