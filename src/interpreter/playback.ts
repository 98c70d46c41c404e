import { assertNever, later } from '../call/index.ts';
import type {
  Command,
  CommandResult,
  Instant,
  LabelledClip,
  OperationId,
  ResultInfo,
} from '../call/index.ts';
import { clipKey, commandFailed, resolvePlayItem, totalLength } from '../flow/index.ts';
import type { Failure, Play, PlayStarted } from '../flow/index.ts';
import type { CallDraft } from './call-draft.ts';
import { completedItems, cutItems, lostEndDeadline, mostItems } from './sounding.ts';
import type { Sounding } from './sounding.ts';

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
  const asked = clips.map(({ name, length }) => ({ name, length }));
  const { command, operation } = draft.postOperation((id) => ({
    kind: 'playPrompt',
    operation: id,
    clips: asked,
  }));
  const { visit } = draft.state;
  const rest = all.slice(mostItems);
  draft.change({
    sounding: { operation, command, visit, node: draft.node, clips, rest, phase: { kind: 'requested' } },
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
  draft.postOperation((operation) => ({ kind: 'cancelMediaProcessing', operation }));
}

/** What sounded until the call ended. */
export function cutByEnd(draft: CallDraft): void {
  const { sounding } = draft.state;
  if (sounding === null) return;
  draft.change({ sounding: null });
  writeCut(draft, sounding);
}

function writeCut(draft: CallDraft, { phase, clips, node }: Sounding): void {
  if (phase.kind === 'sounding') draft.writeSounded(cutItems(clips, phase.since, draft.now), node);
}

/** Graph's answer to a play request. One whose fate is unknown is taken to sound: it is never asked twice. */
export function onPlayResult(draft: CallDraft, command: Command, result: CommandResult): PlayEnd {
  const { sounding } = draft.state;
  if (sounding?.command !== command.id) return null;
  const since = draft.now;
  if (sounding.phase.kind === 'endedEarly') {
    return finish(draft, sounding, { since, end: since, failure: sounding.phase.failure });
  }
  if (result.kind === 'refused') {
    draft.change({ sounding: null });
    return { visit: sounding.visit, failure: commandFailed('playPrompt', result.failure) };
  }
  draft.change({ sounding: { ...sounding, phase: { kind: 'sounding', since } } });
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
  switch (sounding.phase.kind) {
    case 'sounding':
      return finish(draft, sounding, { since: sounding.phase.since, end: draft.now, failure });
    case 'requested':
      draft.change({ sounding: { ...sounding, phase: { kind: 'endedEarly', failure } } });
      return null;
    case 'endedEarly':
      return null;
    default:
      return assertNever(sounding.phase, 'phase');
  }
}

/** Rule 10: an end that is never heard counts as heard. */
export function onSoundingEndLost(draft: CallDraft): PlayEnd {
  draft.setDeadline('soundingEnd', null);
  const { sounding } = draft.state;
  if (sounding?.phase.kind !== 'sounding') return null;
  const { since } = sounding.phase;
  const length = totalLength(sounding.clips);
  const end = length === null ? draft.now : later(since, length);
  return finish(draft, sounding, { since, end, failure: null });
}

interface Finished {
  readonly since: Instant;
  readonly end: Instant;
  readonly failure: Failure | null;
}

function finish(draft: CallDraft, sounding: Sounding, { since, end, failure }: Finished): PlayEnd {
  draft.change({ sounding: null });
  draft.setDeadline('soundingEnd', null);
  if (failure !== null) return { visit: sounding.visit, failure };
  draft.writeSounded(completedItems(sounding.clips, since, end), sounding.node);
  if (sounding.rest.length === 0) return { visit: sounding.visit, failure: null };
  request(draft, sounding.rest);
  return null;
}

function mediaFailure(result: ResultInfo | null): Failure {
  const message = 'Graph reported that a prompt could not be played.';
  return { code: 'media', subcode: result?.subcode ?? null, operation: 'playPrompt', message };
}
