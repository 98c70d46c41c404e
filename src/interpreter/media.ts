import type { CallDraft } from './call-draft.ts';
import { cutPlaying, stopPlaying } from './playback.ts';
import { cutRecording, stopRecording } from './recording.ts';

/** Stops whatever a node has playing or recording (I3). */
export function stopMedia(draft: CallDraft): void {
  stopPlaying(draft);
  stopRecording(draft);
}

/** The call is over, and its media with it. */
export function cutMedia(draft: CallDraft): void {
  cutPlaying(draft, 'caller');
  cutRecording(draft);
}
