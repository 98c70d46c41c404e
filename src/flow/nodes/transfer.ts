import * as z from 'zod';
import { instant, milliseconds } from '../../call/index.ts';
import type { CommandResult, ResultInfo, TransferOutcome } from '../../call/index.ts';
import { fail, go, stay } from '../move.ts';
import { silentEffect, timeToDecide, timeToRequest } from '../node-facts.ts';
import { defineNode, edge } from '../node-kind.ts';
import { commandFailed, graphFailed } from '../failure.ts';
import type { Failure } from '../failure.ts';
import type { Move } from '../move.ts';
import { nodeReferenceSchema } from '../node-reference.ts';
import { statedCosts } from '../stated-costs.ts';
import { describeTarget, targetReferenceSchema } from '../target.ts';
import type { Turn } from '../turn.ts';

/** No verdict this long after the request is `onFailed`: section 2.1 of the flow language. */
const verdictPatience = milliseconds(90_000);

const schema = z
  .strictObject({
    type: z.literal('transfer'),
    to: targetReferenceSchema.describe('The name of a target of the document, or a target.'),
    mode: z
      .literal('blind', {
        error: 'must be "blind": consultative transfers are not part of this version',
      })
      .describe('"blind": the caller is handed over at once.'),
    onBusy: nodeReferenceSchema.describe('The node to go to when the target is busy.'),
    onNoAnswer: nodeReferenceSchema.describe('The node to go to when nobody answers.'),
    onFailed: nodeReferenceSchema.describe(
      'The node to go to when the transfer fails, or nothing is heard of it for 90 s.',
    ),
  })
  .describe('Hands the caller over to a target; the flow ends when that succeeds.');
type TransferNode = z.infer<typeof schema>;

const toInstance =
  "This transfers to an application instance. Graph's documents do not say that it can, so try it in your tenant first.";
const mostlyFailed =
  'Graph seldom says why a blind transfer failed, so that busy or unanswered targets mostly come out here as well.';

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
  facts() {
    // A request that Graph refuses at once is a silent way through; otherwise the target rings.
    const refused = silentEffect(statedCosts.graphRequest);
    return {
      ...refused,
      ends: true,
      longest: verdictPatience + timeToRequest + timeToDecide,
      requests: 1,
      silence: { ...refused.silence, before: timeToRequest, after: timeToDecide },
    };
  },
  caption: (node) => `to ${describeTarget(node.to)}`,
  check(node, checker) {
    const target = checker.target(node.to, ['to']);
    if (target?.applicationInstance !== undefined) {
      checker.warning('FLOW-TRANSFER-TO-INSTANCE', ['to'], toInstance);
    }
    if (node.onBusy !== node.onFailed || node.onNoAnswer !== node.onFailed) {
      checker.remark('FLOW-TRANSFER-OUTCOMES', ['onFailed'], mostlyFailed);
    }
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
        return verdict(node, memory, signal.result, reported(signal.result), turn);
      case 'timer':
        if (memory.accepted) return onCallEnded(memory, true, turn);
        return verdict(node, memory, noResult, graphFailed('transfer', null, noVerdict), turn);
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
  const { failure } = result;
  const told = { code: failure.status, subcode: failure.subcode };
  return verdict(node, memory, told, commandFailed('transfer', failure), turn);
}

function onCallEnded(memory: Memory, transferred: boolean, turn: Turn): Move<Memory> {
  if (transferred || memory.accepted) {
    note(memory, 'transferred', turn);
    return { kind: 'end', end: 'transferred', reason: memory.label };
  }
  note(memory, 'abandoned', turn);
  return stay(memory);
}

function verdict(node: TransferNode, memory: Memory, told: Told, failure: Failure, turn: Turn): Move<Memory> {
  const outcome = outcomeOf(told);
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

/** What Graph said of the transfer. */
interface Told {
  readonly code: number | null;
  readonly subcode: number | null;
}

const noResult: Told = { code: null, subcode: null };
const noVerdict = 'Graph gave no verdict on the transfer within 90 s.';

/** Section 2.1: what little Graph reports. A subcode says more than its code. */
const busy = { code: new Set([486]), subcode: new Set([8539, 8540, 560486, 540486]) };
const noAnswer = { code: new Set([408, 480]), subcode: new Set([8541, 10057, 560408, 560480]) };

function outcomeOf({ code, subcode }: Told): 'busy' | 'noAnswer' | 'failed' {
  if (subcode !== null && busy.subcode.has(subcode)) return 'busy';
  if (subcode !== null && noAnswer.subcode.has(subcode)) return 'noAnswer';
  if (code !== null && busy.code.has(code)) return 'busy';
  return code !== null && noAnswer.code.has(code) ? 'noAnswer' : 'failed';
}

const reported = ({ subcode }: ResultInfo): Failure =>
  graphFailed('transfer', subcode, 'Graph reported that the transfer failed.');
