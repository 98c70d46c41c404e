import { assertNever, later, nodeName } from '../call/index.ts';
import type { CallEnd, NodeName } from '../call/index.ts';
import {
  ExpressionFailure,
  expressionFailed,
  graphFailed,
  handlerTime,
  implicitAnswer,
} from '../flow/index.ts';
import type { BoundNode, Edge, Failure, Move, Signal } from '../flow/index.ts';
import type { CallDraft } from './call-draft.ts';
import type { Course, Position, Way } from './call-state.ts';
import {
  awaitConsultations,
  dropConsultations,
  forgetCommandsOfCaller,
  patienceWithUnknown,
} from './consultation.ts';
import { noDeadlines } from './deadlines.ts';
import { emptyKeyBuffer } from './key-buffer.ts';
import { cutMedia, stopMedia } from './media.ts';
import { enterSubflow, leaveSubflow, leaveSubflows, leaveToFailureEdge } from './subflows.ts';
import { budgetAfterLimit, handlerBudget, spendNode } from './node-budget.ts';
import { clearTimer, nodeTurn } from './node-turn.ts';

/**
 * How a call moves from node to node and to its end: section 2.2 of the flow language.
 *
 * I3  Leaving a node stops what it plays, clears its timer and takes back what it asked for and was not sent.
 * I7  A call ends once, and every decision ends in a wait, a hang-up or an end: nodes that do not wait are
 *     bounded by the node budget.
 * I12 Every entry of a node says by which outcome of which node, or by which handler, the call came to it.
 */

/** Tells the node that the call is at what happened, and goes where it says. */
export function signal(draft: CallDraft, what: Signal): void {
  const { position } = draft.state;
  if (position.kind !== 'atNode') return;
  const node = position.answeringFirst ? implicitAnswer(position.node) : nodeOf(draft, position.node);
  settle(
    draft,
    decide(() => node.onSignal(position.memory, what, nodeTurn(draft))),
  );
}

/** What the node makes of the end of the call: null, the end it knows better, or that there never was a call. */
export function lastWord(
  draft: CallDraft,
  ended: Extract<Signal, { readonly kind: 'callEnded' }>,
): Extract<Move<unknown>, { kind: 'end' | 'fail' }> | null {
  const { position } = draft.state;
  if (position.kind !== 'atNode' || position.answeringFirst) return null;
  const node = nodeOf(draft, position.node);
  const move = decide(() => node.onSignal(position.memory, ended, nodeTurn(draft)));
  return move.kind === 'end' || move.kind === 'fail' ? move : null;
}

/** Enters the node that a flow starts with, and follows its moves. */
export function start(draft: CallDraft, to: NodeName): void {
  settle(draft, { kind: 'go', to, outcome: null });
}

/** A failure of the interpreter's own, at the node that the call is at. */
export function failHere(draft: CallDraft, failure: Failure): void {
  settle(draft, { kind: 'fail', failure });
}

function settle(draft: CallDraft, first: Move<unknown>): void {
  let next: Move<unknown> | null = first;
  while (next !== null) {
    if (next.kind !== 'stay' && next.kind !== 'end' && owesTimeLimit(draft)) {
      interruptForTimeLimit(draft);
      return;
    }
    next = apply(draft, next);
  }
}

/** Takes one move; gives the one that follows at once, null where the call now waits or is over. */
function apply(draft: CallDraft, move: Move<unknown>): Move<unknown> | null {
  switch (move.kind) {
    case 'stay':
      remember(draft, move.memory);
      return null;
    case 'go':
      leaveNode(draft);
      return enter(draft, move.to, { from: move.outcome === null ? null : draft.node, by: move.outcome });
    case 'handler':
      leaveNode(draft);
      leaveSubflows(draft);
      return enter(draft, move.to, { from: null, by: `on.${move.handler}` });
    case 'call':
      return enterSubflow(draft, move);
    case 'return':
      return returnFrom(draft, move);
    case 'fail':
      return afterFailure(draft, move.failure);
    case 'hangUp':
      hangUp(draft, move.end, move.reason);
      return null;
    case 'end':
      endCall(draft, move.end, move.reason);
      return null;
    default:
      return assertNever(move, 'move');
  }
}

function remember(draft: CallDraft, memory: unknown): void {
  const { position } = draft.state;
  if (position.kind === 'atNode') draft.moveTo({ ...position, memory });
}

function enter(draft: CallDraft, name: NodeName, by: Way): Move<unknown> | null {
  const { position } = draft.state;
  const arrived = position.kind === 'atNode' && position.answeringFirst && position.node === name;
  const way = arrived ? position.way : by;
  if (!arrived) {
    const refused = spend(draft, name);
    if (refused !== null) return refused;
  }
  draft.change({ visit: draft.state.visit + 1 });
  const node = nodeOf(draft, name);
  const { stage } = draft.state;
  if (stage === 'gone' && node.requires !== 'nothing') return { kind: 'end', end: 'abandoned', reason: null };
  if (node.requires === 'audio' && stage !== 'established') return answerFirst(draft, name, way);
  draft.moveTo({ kind: 'atNode', node: name, answeringFirst: false, memory: null, way });
  draft.write({ kind: 'enter', ...way });
  return decide(() => node.enter(nodeTurn(draft)));
}

/** Gives what a sub-flow returns to the node that entered it. */
function returnFrom(
  draft: CallDraft,
  { as, values }: Extract<Move<unknown>, { kind: 'return' }>,
): Move<unknown> {
  leaveNode(draft);
  const node = leaveSubflow(draft);
  // Nobody entered this flow, so there is nothing to return to.
  if (node === null) return { kind: 'hangUp', end: 'completed', reason: as };
  return decide(() => nodeOf(draft, node).onSignal(null, { kind: 'returned', as, values }, nodeTurn(draft)));
}

/** Section 2: the answer is implicit before the first node that needs an established call. */
function answerFirst(draft: CallDraft, name: NodeName, way: Way): Move<unknown> {
  draft.moveTo({ kind: 'atNode', node: name, answeringFirst: true, memory: null, way });
  if (draft.state.stage !== 'incoming' && draft.state.stage !== 'calling') {
    const message = 'The call could not be answered, so nothing can be played.';
    return { kind: 'fail', failure: graphFailed('answer', null, message) };
  }
  return decide(() => implicitAnswer(name).enter(nodeTurn(draft)));
}

/** Section 2.2: limits take the place of the node that would exceed them. */
function spend(draft: CallDraft, name: NodeName): Move<unknown> | null {
  const spent = spendNode(draft.state.budget);
  if (typeof spent !== 'string') {
    draft.change({ budget: spent });
    return null;
  }
  if (spent === 'handler') return endOfHandler(draft);
  draft.change({ budget: budgetAfterLimit });
  const message = `${spent} was reached before the node ${name}.`;
  return { kind: 'fail', failure: { code: 'limit', subcode: null, operation: null, message } };
}

function afterFailure(draft: CallDraft, failure: Failure): Move<unknown> | null {
  draft.writeFailure(failure);
  if (draft.state.stage === 'answering') draft.change({ stage: 'unanswered' });
  const { position, errorHandled } = draft.state;
  const ownEdge = failure.code === 'limit' ? undefined : failureEdgeOf(draft, position);
  draft.change({ error: failure });
  if (ownEdge !== undefined) return along(ownEdge);
  if (failure.code !== 'limit') {
    const outer = leaveToFailureEdge(draft);
    if (outer !== null) return along(outer);
  }
  if (draft.state.course === 'afterHangup') return { kind: 'end', end: 'abandoned', reason: null };
  const handler = draft.root.document.on.error;
  if (handler === undefined || errorHandled) return { kind: 'hangUp', end: 'failed', reason: failure.code };
  draft.change({ errorHandled: true });
  return { kind: 'handler', to: nodeName(handler), handler: 'error' };
}

const along = ({ to, outcome }: Edge): Move<unknown> => ({ kind: 'go', to: nodeName(to), outcome });

function failureEdgeOf(draft: CallDraft, position: Position): Edge | undefined {
  if (position.kind !== 'atNode' || position.answeringFirst) return undefined;
  return draft.flow.nodes.get(position.node)?.failureEdge;
}

function leaveNode(draft: CallDraft): void {
  stopMedia(draft);
  clearTimer(draft);
  draft.withdrawAsked();
  dropConsultations(draft);
}

/** Ends the call by hanging up; what was still to be sent makes no sense any more. */
export function hangUp(draft: CallDraft, end: CallEnd, reason: string | null): void {
  const { stage } = draft.state;
  cutMedia(draft);
  if (stage === 'gone' || stage === 'absent') {
    endCall(draft, stage === 'gone' ? 'abandoned' : end, reason);
    return;
  }
  draft.change({ deadlines: noDeadlines });
  awaitConsultations(draft);
  draft.moveTo({ kind: 'hangingUp', node: draft.node, end, reason, endedAt: null });
  // A call that nobody answered is rejected; DELETE is for the others (Graph calling API, reject).
  if (stage === 'incoming') draft.post({ kind: 'reject', reason: 'none' });
  else draft.post({ kind: 'deleteCall' });
  if (draft.state.graphCallId === null)
    draft.setDeadline('consultationEnd', later(draft.now, patienceWithUnknown));
}

/** The call is over (I6, I7), or is once those are hung up that were called for it (I10). */
export function endCall(draft: CallDraft, end: CallEnd, reason: string | null, endedAt = draft.now): void {
  cutMedia(draft);
  draft.writeLostKeys(draft.state.keys.ready);
  draft.change({
    stage: 'gone',
    deadlines: { ...noDeadlines, consultationEnd: draft.state.deadlines.consultationEnd },
    keys: { ...emptyKeyBuffer, expected: draft.state.keys.expected },
  });
  if (awaitConsultations(draft)) {
    forgetCommandsOfCaller(draft);
    draft.moveTo({ kind: 'hangingUp', node: draft.node, end, reason, endedAt });
    return;
  }
  const actual = draft.state.lastedTooLong && end !== 'transferred' ? 'maxDuration' : end;
  draft.writeEnd(actual, reason, endedAt);
  draft.moveTo({ kind: 'over', node: draft.node, end: actual, reason, endedAt });
  draft.change({ outbox: [], inFlight: null, deadlines: noDeadlines });
}

/** Runs what the flow wants done when the caller has gone, or ends the call. */
export function afterCallerLeft(draft: CallDraft): void {
  const handler = draft.root.document.on.hangup;
  if (handler === undefined || draft.state.lastedTooLong) {
    endCall(draft, 'abandoned', null);
    return;
  }
  beginHandler(draft, 'afterHangup', { to: nodeName(handler), handler: 'hangup' });
}

/** `maxCallDuration` is over: it interrupts anything but a hang-up and a transfer that is not decided. */
export function onTimeLimit(draft: CallDraft): void {
  draft.setDeadline('maxCallDuration', null);
  draft.change({ lastedTooLong: true });
  const { position } = draft.state;
  if (position.kind !== 'atNode') return;
  const { node, memory, answeringFirst } = position;
  if (!answeringFirst && !nodeOf(draft, node).isInterruptible(memory)) return;
  interruptForTimeLimit(draft);
}

/** An undecided transfer was waited for although the time was over; now its verdict is there. */
function owesTimeLimit(draft: CallDraft): boolean {
  const { lastedTooLong, course, position } = draft.state;
  return lastedTooLong && course === 'normal' && position.kind === 'atNode';
}

function interruptForTimeLimit(draft: CallDraft): void {
  leaveNode(draft);
  const handler = draft.root.document.on.maxDuration;
  if (handler === undefined) hangUp(draft, 'maxDuration', null);
  else beginHandler(draft, 'afterMaxDuration', { to: nodeName(handler), handler: 'maxDuration' });
}

function beginHandler(
  draft: CallDraft,
  course: Course,
  entered: { readonly to: NodeName; readonly handler: 'hangup' | 'maxDuration' },
): void {
  draft.change({ course, budget: handlerBudget });
  draft.setDeadline('handler', later(draft.now, handlerTime));
  settle(draft, { kind: 'handler', ...entered });
}

/** A handler has used up its time or its nodes. */
export function onHandlerOver(draft: CallDraft): void {
  draft.setDeadline('handler', null);
  settle(draft, endOfHandler(draft));
}

function endOfHandler(draft: CallDraft): Move<unknown> {
  if (draft.state.course === 'afterHangup') return { kind: 'end', end: 'abandoned', reason: null };
  return { kind: 'hangUp', end: 'maxDuration', reason: null };
}

/**
 * An expression that cannot be computed is a failure of the node like any other (section 1.2). What the node asked
 * of the call before that stands, as with every failure: leaving the node stops its play and clears its timer.
 */
function decide(move: () => Move<unknown>): Move<unknown> {
  try {
    return move();
  } catch (error) {
    if (!(error instanceof ExpressionFailure)) throw error;
    return { kind: 'fail', failure: expressionFailed(error.message) };
  }
}

function nodeOf(draft: CallDraft, name: NodeName): BoundNode {
  const node = draft.flow.nodes.get(name);
  if (node === undefined) throw new Error(`The flow has no node ${name}; the checker refuses such a flow.`);
  return node;
}
