import type { GraphCallId, ResultInfo } from '../call/index.ts';
import type { CallDraft } from './call-draft.ts';
import { isRinging, onNobodyThere } from './calling-out.ts';
import { awaitConsultations, forgetCommandsOfCaller } from './consultation.ts';
import type { DeadlineName } from './deadlines.ts';
import { cutMedia } from './media.ts';
import { afterCallerLeft, endCall, failHere, lastWord } from './progress.ts';

/* How the caller's call ends for Graph, and what is still to be done then. */

/** Graph has named the call that the flow made. */
export function onCallKnown(draft: CallDraft, graphCallId: GraphCallId): void {
  if (draft.state.graphCallId === null) draft.change({ graphCallId });
}

/** Graph has not made the call of the flow: there is none. */
export function onCallNotMade(draft: CallDraft): void {
  if (draft.state.graphCallId !== null) return;
  draft.change({ stage: 'absent' });
  if (draft.state.position.kind === 'hangingUp') forgetCommandsOfCaller(draft);
}

/** Graph said that the caller's call is over, or does not know it any more. */
export function onCallEnded(draft: CallDraft, transferred: boolean, result: ResultInfo | null = null): void {
  const { position } = draft.state;
  if (position.kind === 'hangingUp') {
    forgetCommandsOfCaller(draft);
    draft.change({ stage: 'gone' });
    endIfSettled(draft);
    return;
  }
  if (isRinging(draft)) {
    onNobodyThere(draft, result);
    return;
  }
  cutMedia(draft);
  const known = lastWord(draft, { kind: 'callEnded', transferred, result });
  forgetCommandsOfCaller(draft);
  draft.change({ stage: known?.kind === 'fail' ? 'absent' : 'gone' });
  for (const name of callDeadlines) draft.setDeadline(name, null);
  if (known?.kind === 'fail') failHere(draft, known.failure);
  else if (known !== null) endCall(draft, known.end, known.reason);
  else if (transferred) endCall(draft, 'transferred', null);
  else if (draft.state.course === 'normal') afterCallerLeft(draft);
  else endCall(draft, 'abandoned', null);
}

/** The deadlines that make no sense once the caller has gone. */
const callDeadlines: readonly DeadlineName[] = [
  'gap',
  'soundingEnd',
  'rendering',
  'recordingEnd',
  'inputTimer',
  'plainTimer',
  'keepAlive',
  'maxCallDuration',
];

/** The caller's call is over; what is still told to Graph is about others, and no part of it. */
export const isAfterCall = ({ state: { position } }: CallDraft): boolean =>
  position.kind === 'hangingUp' && position.endedAt !== null;

/** A call that is being hung up is over when nothing is to be told to Graph any more (I10). */
export function endIfSettled(draft: CallDraft): void {
  const { position, outbox, inFlight } = draft.state;
  if (position.kind !== 'hangingUp' || outbox.length > 0 || inFlight !== null) return;
  const endedAt = position.endedAt ?? draft.now;
  // What is still waited for is about others: the caller's call has lasted until now.
  if (awaitConsultations(draft)) draft.moveTo({ ...position, endedAt });
  else endCall(draft, position.end, position.reason, endedAt);
}
