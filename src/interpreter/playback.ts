import { later } from '../call/index.ts';
import type {
  Command,
  CommandResult,
  Instant,
  LabelledClip,
  OperationId,
  ResultInfo,
} from '../call/index.ts';
import { clipKey, resolvePlayItem, totalLength } from '../flow/index.ts';
import type { Failure, Play, PlayStarted } from '../flow/index.ts';
import type { CallDraft } from './call-draft.ts';
import { completedItems, cutItems, lostEndDeadline, mostItems } from './media-lane.ts';
import type { Sounding } from './media-lane.ts';

/**
 * Playing and stopping. What sounds was asked for by the node that the call is at; when that node is left,
 * it is stopped (I3).
 */

/** What the end of a play means for the node that asked for it; null: it goes on, or nobody waits for it. */
export type PlayEnd = { readonly visit: number; readonly failure: Failure | null } | null;

/** The clips of a play list, and the first item that has none. */
export function findClips(
  draft: CallDraft,
  items: Play,
): { readonly clips: readonly LabelledClip[]; readonly missing: string | null } {
  const { document, clips } = draft.flow;
  const found: LabelledClip[] = [];
  let missing: string | null = null;
  for (const item of items) {
    const named = resolvePlayItem(document, item, draft.state.locale);
    const clip = named === null ? undefined : clips.get(clipKey(named.source));
    if (named !== null && clip !== undefined) found.push({ ...clip, play: named.play });
    else missing ??= typeof item === 'string' ? item : 'an item without a name';
  }
  return { clips: found, missing };
}

/** Asks for a play list. */
export function startPlaying(draft: CallDraft, items: Play): PlayStarted {
  const { clips, missing } = findClips(draft, items);
  if (missing !== null) {
    const message = `There is no audio for ${missing}: no file, and no provider that speaks its text.`;
    return { code: 'media', subcode: null, operation: 'playPrompt', message };
  }
  if (clips.length === 0) return 'nothingToPlay';
  request(draft, clips);
  return 'playing';
}

function request(draft: CallDraft, all: readonly LabelledClip[]): void {
  const clips = all.slice(0, mostItems);
  const operation = draft.nextOperation();
  const asked = clips.map(({ name, length }) => ({ name, length }));
  const command = draft.post({ kind: 'playPrompt', operation, clips: asked });
  const { visit } = draft.state;
  const rest = all.slice(mostItems);
  draft.change({
    sounding: { operation, command, visit, node: draft.node, clips, rest, since: null, earlyEnd: null },
  });
}

/** Stops what sounds, or takes the request back if it was not sent. */
export function stopPlaying(draft: CallDraft): void {
  const { sounding } = draft.state;
  if (sounding === null) return;
  draft.change({ sounding: null });
  draft.setDeadline('soundingEnd', null);
  if (draft.withdraw(sounding.command)) return;
  writeCut(draft, sounding);
  draft.post({ kind: 'cancelMediaProcessing', operation: draft.nextOperation() });
}

/** What sounded until the call ended. */
export function cutByEnd(draft: CallDraft): void {
  const { sounding } = draft.state;
  if (sounding === null) return;
  draft.change({ sounding: null });
  writeCut(draft, sounding);
}

function writeCut(draft: CallDraft, sounding: Sounding): void {
  if (sounding.since === null) return;
  draft.writeSounded(cutItems(sounding.clips, sounding.since, draft.now), sounding.node);
}

/** Graph's answer to a play request. One whose fate is unknown is taken to sound: it is never asked twice. */
export function onPlayResult(draft: CallDraft, command: Command, result: CommandResult): PlayEnd {
  const { sounding } = draft.state;
  if (sounding?.command !== command.id) return null;
  if (result.kind === 'refused' && sounding.earlyEnd === null) {
    const { code, subcode, message } = result.failure;
    draft.change({ sounding: null });
    return { visit: sounding.visit, failure: { code, subcode, operation: 'playPrompt', message } };
  }
  const since = draft.now;
  const begun = { ...sounding, since };
  draft.change({ sounding: begun });
  if (sounding.earlyEnd !== null) return finish(draft, begun, since, sounding.earlyEnd.failure);
  draft.setDeadline('soundingEnd', lostEndDeadline(sounding.clips, since));
  return null;
}

/** A media operation is over. Operations that nobody awaits are ignored (I4). */
export function onOperationEnded(
  draft: CallDraft,
  ended: { readonly operation: OperationId; readonly succeeded: boolean; readonly result: ResultInfo | null },
): PlayEnd {
  const { sounding } = draft.state;
  if (sounding?.operation !== ended.operation) return null;
  const failure = ended.succeeded ? null : mediaFailure(ended.result);
  if (sounding.since !== null) return finish(draft, sounding, draft.now, failure);
  if (sounding.earlyEnd === null) draft.change({ sounding: { ...sounding, earlyEnd: { failure } } });
  return null;
}

/** Rule 10: an end that is never heard counts as heard. */
export function onSoundingEndLost(draft: CallDraft): PlayEnd {
  draft.setDeadline('soundingEnd', null);
  const { sounding } = draft.state;
  const since = sounding?.since ?? null;
  if (sounding === null || since === null) return null;
  const length = totalLength(sounding.clips);
  const end = length === null ? draft.now : later(since, length);
  return finish(draft, sounding, end, null);
}

function finish(draft: CallDraft, sounding: Sounding, end: Instant, failure: Failure | null): PlayEnd {
  draft.change({ sounding: null });
  draft.setDeadline('soundingEnd', null);
  if (failure === null && sounding.since !== null) {
    draft.writeSounded(completedItems(sounding.clips, sounding.since, end), sounding.node);
    if (sounding.rest.length > 0) {
      request(draft, sounding.rest);
      return null;
    }
  }
  return { visit: sounding.visit, failure };
}

function mediaFailure(result: ResultInfo | null): Failure {
  const message = 'Graph reported that a prompt could not be played.';
  return { code: 'media', subcode: result?.subcode ?? null, operation: 'playPrompt', message };
}
