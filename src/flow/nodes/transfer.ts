import * as z from 'zod';
import { instant, milliseconds } from '../../call/index.ts';
import type { CommandResult, ResultInfo, Transferee, TransferOutcome } from '../../call/index.ts';
import { parseDuration } from '../duration.ts';
import { fail, go, stay } from '../move.ts';
import { defineNode, edge } from '../node-kind.ts';
import type { NodeChecker } from '../node-kind.ts';
import { playOperations } from '../operation-use.ts';
import { commandFailed, expressionFailed, graphFailed } from '../failure.ts';
import type { Failure } from '../failure.ts';
import type { Move } from '../move.ts';
import type { Signal } from '../signal.ts';
import { describeTarget, targetLabel } from '../target.ts';
import {
  blindFacts,
  consultationOperations,
  consultativeFacts,
  outcomeOf,
  readTransferee,
  shortestHold,
  toldNothing,
  transferSchema,
} from '../transfer/index.ts';
import type { Missed, Told, TransferNode } from '../transfer/index.ts';
import type { Turn } from '../turn.ts';

/** No verdict this long after the request is `onFailed`: section 2.1 of the flow language. */
const verdictPatience = milliseconds(90_000);

const memorySchema = z.object({
  label: z.string(),
  enteredAt: z.number(),
  /** `calling` and `whispering` come only where the target is called first. */
  stage: z.enum(['calling', 'whispering', 'handingOver']),
  /** Graph said `transferAccepted`: an end without a result then is a success too. */
  accepted: z.boolean(),
  /** When the hold was last begun. */
  holdAt: z.number(),
});
type Memory = Readonly<z.infer<typeof memorySchema>>;

/**
 * Hands the caller to somebody else and waits for Graph's verdict. A consultative one calls them first, while the
 * caller hears the hold. Keys meanwhile stay type-ahead.
 */
export const transfer = defineNode<TransferNode, Memory>({
  type: 'transfer',
  schema: transferSchema,
  memory: memorySchema,
  requires: () => 'audio',
  isInterruptible: ({ stage }) => stage !== 'handingOver',
  edges: (node) => [
    edge('onBusy', node.onBusy),
    edge('onNoAnswer', node.onNoAnswer),
    edge('onFailed', node.onFailed),
  ],
  failureEdge: 'onFailed',
  plays: ({ whisper, hold }) => [
    ...(hold === undefined ? [] : [{ play: hold, pointer: ['hold'] }]),
    ...(whisper === undefined ? [] : [{ play: whisper, pointer: ['whisper'] }]),
  ],
  operations: (node, plays) => [
    ...(node.mode === 'consultative' ? consultationOperations : []),
    ...playOperations(plays),
    { operation: 'transfer' },
  ],
  isHeardMeanwhile: () => true,
  facts: (node, context) => ({
    ...(node.mode === 'blind'
      ? blindFacts(verdictPatience)
      : consultativeFacts({ ...node, ringTimeout: ringTimeout(node), verdictPatience }, context)),
    ...(node.transferee === undefined ? {} : { groupOnly: true }),
  }),
  transfersTo: (node) => targetLabel(node.to),
  caption: (node) => `to ${describeTarget(node.to)}`,
  check,
  enter(node, turn) {
    const { target, label, from } = turn.target(node.to);
    const memory: Memory = {
      label,
      enteredAt: turn.now,
      stage: 'calling',
      accepted: false,
      holdAt: turn.now,
    };
    if (node.mode === 'consultative') {
      // The caller hears something first; a hold that cannot be played is silence.
      turn.play(node.hold ?? []);
      turn.consultation.begin({ target, from });
      return stay(memory);
    }
    const transferee = transfereeOf(node, turn);
    if (transferee === 'none') return fail(noParticipant);
    turn.send({ kind: 'transfer', target, replaces: null, transferee });
    turn.setTimer(verdictPatience, 'plain');
    return stay({ ...memory, stage: 'handingOver' });
  },
  onSignal(node, memory, signal, turn) {
    switch (signal.kind) {
      case 'callEnded':
        return onCallEnded(memory, signal.transferred, turn);
      default:
        return memory.stage === 'handingOver'
          ? whileHandingOver(node, memory, signal, turn)
          : whileCalling(node, memory, signal, turn);
    }
  },
});

const ringTimeout = (node: TransferNode): ReturnType<typeof parseDuration> =>
  parseDuration(node.ringTimeout ?? '30s');

function whileHandingOver(node: TransferNode, memory: Memory, signal: Signal, turn: Turn): Move<Memory> {
  switch (signal.kind) {
    case 'commandResult':
      // Accepted, or nobody knows: the verdict, or the end of our patience, decides.
      return signal.result.kind === 'refused' ? onRefused(node, memory, signal.result, turn) : stay(memory);
    case 'transferProgress':
      return stay({ ...memory, accepted: memory.accepted || signal.stage === 'transferAccepted' });
    case 'transferFailed':
      return verdict(node, memory, signal.result, reported(signal.result), turn);
    case 'timer':
      if (memory.accepted) return onCallEnded(memory, true, turn);
      return verdict(node, memory, toldNothing, graphFailed('transfer', null, noVerdict), turn);
    default:
      return stay(memory);
  }
}

/** The target rings, or hears the whisper. */
function whileCalling(node: TransferNode, memory: Memory, signal: Signal, turn: Turn): Move<Memory> {
  switch (signal.kind) {
    case 'commandResult':
      if (signal.result.kind === 'refused') return onRefused(node, memory, signal.result, turn);
      if (memory.stage === 'calling') turn.setTimer(ringTimeout(node), 'plain');
      return stay(memory);
    case 'timer':
      return missed(node, memory, 'noAnswer', graphFailed('createCall', null, nobodyThere), turn);
    case 'consultationAnswered':
      return onAnswered(node, memory, turn);
    case 'consultationEnded':
      return onTargetGone(node, memory, signal.result, turn);
    case 'playEnded':
      if (signal.to === 'caller') return holdAgain(node, memory, signal.failure, turn);
      return signal.failure === null ? handOver(node, memory, turn) : fail(signal.failure);
    default:
      return stay(memory);
  }
}

function onAnswered(node: TransferNode, memory: Memory, turn: Turn): Move<Memory> {
  turn.clearTimer();
  const started = turn.consultation.whisper(node.whisper ?? []);
  if (started === 'playing') return stay({ ...memory, stage: 'whispering' });
  return started === 'nothingToPlay' ? handOver(node, memory, turn) : fail(started);
}

function handOver(node: TransferNode, memory: Memory, turn: Turn): Move<Memory> {
  const transferee = transfereeOf(node, turn);
  if (transferee === 'none') return fail(noParticipant);
  turn.stopPlaying();
  turn.consultation.handOver(turn.target(node.to).target, transferee);
  turn.setTimer(verdictPatience, 'plain');
  return stay({ ...memory, stage: 'handingOver' });
}

/** Who is handed over; `none`: the expression gives no participant. */
function transfereeOf({ transferee }: TransferNode, turn: Turn): Transferee | null | 'none' {
  return transferee === undefined ? null : (readTransferee(turn.evaluate(transferee)) ?? 'none');
}

/** Before the whisper that is what Graph says of the call; in the whisper they have hung up on us. */
function onTargetGone(
  node: TransferNode,
  memory: Memory,
  result: ResultInfo | null,
  turn: Turn,
): Move<Memory> {
  const failure = graphFailed('createCall', result?.subcode ?? null, goneBefore);
  const outcome = memory.stage === 'calling' && result !== null ? outcomeOf(result) : 'failed';
  return missed(node, memory, outcome, failure, turn);
}

function holdAgain(
  { hold = [] }: TransferNode,
  memory: Memory,
  failure: Failure | null,
  turn: Turn,
): Move<Memory> {
  if (failure !== null || turn.now - memory.holdAt < shortestHold) return stay(memory);
  turn.play(hold);
  return stay({ ...memory, holdAt: turn.now });
}

function onRefused(
  node: TransferNode,
  memory: Memory,
  { failure }: Extract<CommandResult, { readonly kind: 'refused' }>,
  turn: Turn,
): Move<Memory> {
  const told = { code: failure.status, subcode: failure.subcode };
  const operation = memory.stage === 'handingOver' ? 'transfer' : 'createCall';
  return verdict(node, memory, told, commandFailed(operation, failure), turn);
}

function onCallEnded(memory: Memory, transferred: boolean, turn: Turn): Move<Memory> {
  if (transferred || memory.accepted) {
    if (memory.stage === 'handingOver') turn.consultation.handedOver();
    note(memory, 'transferred', turn);
    return { kind: 'end', end: 'transferred', reason: memory.label };
  }
  note(memory, 'abandoned', turn);
  return stay(memory);
}

const verdict = (
  node: TransferNode,
  memory: Memory,
  told: Told,
  failure: Failure,
  turn: Turn,
): Move<Memory> => missed(node, memory, outcomeOf(told), failure, turn);

function missed(
  node: TransferNode,
  memory: Memory,
  outcome: Missed,
  failure: Failure,
  turn: Turn,
): Move<Memory> {
  note(memory, outcome, turn);
  switch (outcome) {
    case 'busy':
      return go(node.onBusy, 'onBusy');
    case 'noAnswer':
      return go(node.onNoAnswer, 'onNoAnswer');
    case 'failed':
      return fail(failure);
  }
}

function note(memory: Memory, outcome: TransferOutcome, turn: Turn): void {
  turn.note({ kind: 'transfer', target: memory.label, until: turn.now, outcome }, instant(memory.enteredAt));
}

const noParticipant = expressionFailed('"transferee" is no participant of whom Graph could be told.');
const noVerdict = 'Graph gave no verdict on the transfer within 90 s.';
const nobodyThere = 'The target of the transfer did not answer in time.';
const goneBefore = 'The target of the transfer was gone before the caller could be put through.';

const reported = ({ subcode }: ResultInfo): Failure =>
  graphFailed('transfer', subcode, 'Graph reported that the transfer failed.');

const toInstance =
  "This transfers to an application instance. Graph's documents do not say that it can, so try it in your tenant first.";
const mostlyFailed =
  'Graph seldom says why a blind transfer failed, so that busy or unanswered targets mostly come out here as well.';
const needsFrom =
  'Graph calls a phone only for an application instance: give the target "from", the id of a resource account that has a number.';
const silentMeanwhile = 'The caller hears nothing while the target is called. Give "hold" something to play.';

function check(node: TransferNode, checker: NodeChecker): void {
  const target = checker.target(node.to, ['to']);
  if (target?.applicationInstance !== undefined)
    checker.warning('FLOW-TRANSFER-TO-INSTANCE', ['to'], toInstance);
  if (node.transferee !== undefined) checker.expression(node.transferee, ['transferee'], 'json');
  if (node.mode === 'consultative') {
    if (target?.phone !== undefined && target.from === undefined)
      checker.problem('FLOW-TARGET-NEEDS-FROM', ['to'], needsFrom);
    if (node.hold === undefined) checker.remark('FLOW-TRANSFER-SILENT', ['mode'], silentMeanwhile);
  } else if (node.onBusy !== node.onFailed || node.onNoAnswer !== node.onFailed) {
    checker.remark('FLOW-TRANSFER-OUTCOMES', ['onFailed'], mostlyFailed);
  }
}
