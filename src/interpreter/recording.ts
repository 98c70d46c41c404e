import { later } from '../call/index.ts';
import type {
  Command,
  CommandId,
  CommandResult,
  Instant,
  LabelledClip,
  OperationEnded,
  OperationId,
  RecordingSettings,
} from '../call/index.ts';
import { commandFailed, totalLength } from '../flow/index.ts';
import type { Failure, Play, PlayStarted, Recorded, SpeechValues } from '../flow/index.ts';
import type { CallDraft } from './call-draft.ts';
import type { Place } from './call-state.ts';
import { startPlaying, wholeList } from './playback.ts';
import { completedItems, cutItems, earliest } from './sounding.ts';

/**
 * A recording that was asked for. Graph takes one prompt with it, and says nothing when that one is over; so the
 * recording and its prompt are one thing that sounds. It is stopped like one (I3).
 */
export interface RecordingState {
  readonly operation: OperationId;
  readonly command: CommandId;
  readonly visit: number;
  readonly place: Place;
  readonly prompt: readonly LabelledClip[];
  /** How long it lasts at most after its prompt. */
  readonly longest: number;
  /** When Graph took it; null: not yet. */
  readonly since: Instant | null;
  /** Its end, told before Graph answered the request. */
  readonly early: Recorded | null;
}

/** What a recording came to, for the visit that asked for it; null: it goes on, or nobody waits for it. */
export type RecordingEnd = { readonly visit: number; readonly recorded: Recorded } | null;

/** How much later than it should an end may be told before it counts as lost; without its prompt's length longer. */
const lostEndPatience = 10_000;
const unknownPromptPatience = 30_000;

/**
 * Records, with the prompt before it where Graph takes that with the request; otherwise the prompts are played first
 * (`playing`), and whoever asked asks again without them.
 */
export function startRecording(
  draft: CallDraft,
  items: Play,
  settings: RecordingSettings,
  values: SpeechValues,
): PlayStarted | 'recording' {
  const prompt = wholeList(draft, items, values);
  if (prompt === null || prompt.length > 1) return startPlaying(draft, items, values);
  const clips = prompt.map(({ name, length }) => ({ name, length }));
  const { command, operation } = draft.postOperation((id) => ({
    kind: 'recordResponse',
    operation: id,
    clips,
    ...settings,
  }));
  const { visit } = draft.state;
  const longest = settings.beep ? settings.maxDuration + beepTime : settings.maxDuration;
  const recording = {
    operation,
    command,
    visit,
    place: draft.place,
    prompt,
    longest,
    since: null,
    early: null,
  };
  draft.change({ recording });
  return 'recording';
}

const beepTime = 1_000;

/** Stops a recording, or takes the request back if it was not sent. */
export function stopRecording(draft: CallDraft): void {
  const { recording } = draft.state;
  if (recording === null) return;
  cutRecording(draft);
  if (draft.withdraw(recording.command)) return;
  draft.postOperation((operation) => ({ kind: 'cancelMediaProcessing', operation }));
}

/** The caller is gone, and the recording with them. */
export function cutRecording(draft: CallDraft): void {
  const { recording } = draft.state;
  if (recording === null) return;
  forget(draft);
  if (recording.since !== null)
    draft.writeSounded(cutItems(recording.prompt, recording.since, draft.now), recording.place);
}

/** Graph's answer to the request. One whose fate is unknown is taken to record: it is never asked twice. */
export function onRecordResult(draft: CallDraft, command: Command, result: CommandResult): RecordingEnd {
  const { recording } = draft.state;
  if (recording?.command !== command.id) return null;
  if (result.kind === 'refused') {
    forget(draft);
    return { visit: recording.visit, recorded: failed(commandFailed('recordResponse', result.failure)) };
  }
  if (recording.early !== null) return finish(draft, { ...recording, since: draft.now }, recording.early);
  draft.change({ recording: { ...recording, since: draft.now } });
  const prompt = totalLength(recording.prompt);
  const patience = prompt === null ? unknownPromptPatience : prompt + lostEndPatience;
  draft.setDeadline('recordingEnd', later(draft.now, recording.longest + patience));
  return null;
}

/** The recording is over. */
export function onRecordingEnded(draft: CallDraft, ended: OperationEnded): RecordingEnd {
  const { recording } = draft.state;
  if (recording?.operation !== ended.operation) return null;
  const recorded = recordedBy(ended);
  if (recording.since !== null) return finish(draft, recording, recorded);
  draft.change({ recording: { ...recording, early: recording.early ?? recorded } });
  return null;
}

/** Its end was never heard: what was said is lost. */
export function onRecordingLost(draft: CallDraft): RecordingEnd {
  const { recording } = draft.state;
  forget(draft);
  if (recording === null) return null;
  return {
    visit: recording.visit,
    recorded: failed(mediaFailed(null, 'The end of a recording was not heard.')),
  };
}

function finish(draft: CallDraft, recording: RecordingState, recorded: Recorded): RecordingEnd {
  forget(draft);
  const { since, prompt, place } = recording;
  if (since !== null && recorded.kind !== 'failed') {
    const length = totalLength(prompt);
    const until = length === null ? draft.now : earliest(later(since, length), draft.now);
    draft.writeSounded(completedItems(prompt, since, until), place);
  }
  return { visit: recording.visit, recorded };
}

function forget(draft: CallDraft): void {
  draft.change({ recording: null });
  draft.setDeadline('recordingEnd', null);
}

/** What Graph says of the end: the page of recordResponse. A pause and a stop tone come with subcodes, not words. */
const initialSilence = 8510;
const endedBySubcode = new Map([
  [8509, 'silence'],
  [8514, 'terminator'],
  [8515, 'length'],
] as const);

function recordedBy({ succeeded, result, recording }: OperationEnded): Recorded {
  const subcode = result?.subcode ?? 0;
  if (subcode === initialSilence) return { kind: 'nothingSaid' };
  if (!succeeded) return failed(mediaFailed(subcode, 'Graph reported that nothing could be recorded.'));
  if (recording === null || recording.location === '')
    return failed(mediaFailed(subcode, 'Graph did not say where the recording is.'));
  const endedBy = [...endedBySubcode].find(([known]) => known === subcode)?.[1] ?? 'length';
  return { kind: 'recorded', endedBy, location: recording.location, accessToken: recording.accessToken };
}

const failed = (failure: Failure): Recorded => ({ kind: 'failed', failure });

const mediaFailed = (subcode: number | null, message: string): Failure => ({
  code: 'media',
  subcode,
  operation: 'recordResponse',
  message,
});
