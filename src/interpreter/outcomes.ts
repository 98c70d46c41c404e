import type { CallDraft } from './call-draft.ts';
import type { ConsultationTurn } from './consultation.ts';
import { gapDeadline } from './key-buffer.ts';
import type { Arrival } from './key-buffer.ts';
import type { PlayEnd } from './playback.ts';
import { signal } from './progress.ts';
import type { RecordingEnd } from './recording.ts';

/* What keys, audio and calls to others came to, told to the node that asked for it; to one that was left, nothing. */

export function consulted(draft: CallDraft, turn: ConsultationTurn): void {
  if (turn === null) return;
  if (turn.kind === 'answered') signal(draft, { kind: 'consultationAnswered' });
  else signal(draft, { kind: 'consultationEnded', result: turn.result });
}

export function playEnded(draft: CallDraft, end: PlayEnd): void {
  if (end !== null && end.visit === draft.state.visit)
    signal(draft, { kind: 'playEnded', to: end.to, failure: end.failure });
}

export function recordingEnded(draft: CallDraft, end: RecordingEnd): void {
  if (end !== null && end.visit === draft.state.visit)
    signal(draft, { kind: 'recordingEnded', recorded: end.recorded });
}

export function arrived(draft: CallDraft, arrival: Arrival): void {
  draft.change({ keys: arrival.buffer });
  draft.setDeadline('gap', gapDeadline(arrival.buffer));
  draft.writeLostKeys(arrival.lost);
  if (arrival.heldKey) signal(draft, { kind: 'keyHeld' });
  if (arrival.added) signal(draft, { kind: 'keys' });
  if (arrival.released) signal(draft, { kind: 'keysReleased' });
}
