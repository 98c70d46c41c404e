import type { Callees, ResultInfo } from '../call/index.ts';
import { outcomeOf } from '../flow/index.ts';
import type { CallDraft } from './call-draft.ts';
import { forgetCommandsOfCaller } from './consultation.ts';
import { endCall } from './progress.ts';

/*
 * Calls that the app makes: section 2.2 of the flow language. The flow runs while it rings, up to the first node that
 * somebody has to hear, whose answer waits for them.
 */

/** Calls those whom the call is to be made to. */
export function callOut(draft: CallDraft, callees: Callees): void {
  draft.change({ stage: 'calling' });
  draft.post({ kind: 'createCall', callee: { kind: 'people', ...callees } });
}

/** Whether nobody has taken the call yet. */
export const isRinging = ({ state: { stage, answeredAt } }: CallDraft): boolean =>
  stage === 'calling' && answeredAt === null;

/** Nobody was there: no edge and no handler runs, and the record says why. */
export function onNobodyThere(draft: CallDraft, result: ResultInfo | null): void {
  forgetCommandsOfCaller(draft);
  endCall(draft, 'notAnswered', outcomeOf(result ?? { code: null, subcode: null }));
}
