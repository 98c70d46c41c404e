import { assertNever, later } from '../call/index.ts';
import type {
  Clip,
  Command,
  CommandId,
  CommandResult,
  EffectResultOf,
  Instant,
  LabelledClip,
  OperationId,
  ResultInfo,
  SpeechText,
  SpokenClip,
} from '../call/index.ts';
import {
  clipKey,
  commandFailed,
  effectFailed,
  itemsInARequest,
  playable,
  resolvePlayItem,
  totalLength,
} from '../flow/index.ts';
import type { Failure, Play, PlayStarted, SpeechValues } from '../flow/index.ts';
import type { CallDraft } from './call-draft.ts';
import type { DeadlineName } from './deadlines.ts';
import type { Part, Rendering } from './rendering.ts';
import { completedItems, cutItems, listeners, lostEndDeadline } from './sounding.ts';
import type { Audience, Listener, Playing, Sounding } from './sounding.ts';

/**
 * Playing and stopping. What sounds was asked for by the node that the call is at; when that node is left,
 * it is stopped (I3).
 */

/** What the end of a play means for the node that asked for it; null: it goes on, or nobody waits for it. */
export type PlayEnd = {
  readonly visit: number;
  readonly to: Listener;
  readonly failure: Failure | null;
} | null;

/** The deadlines of what is played to somebody. */
const deadlines: Readonly<
  Record<Listener, { readonly end: DeadlineName; readonly rendering: DeadlineName }>
> = {
  caller: { end: 'soundingEnd', rendering: 'rendering' },
  agent: { end: 'whisperEnd', rendering: 'whisperRendering' },
};

function changePlaying(draft: CallDraft, to: Listener, changes: Partial<Playing>): void {
  const { playing } = draft.state;
  draft.change({ playing: { ...playing, [to]: { ...playing[to], ...changes } } });
}

function findSounding(draft: CallDraft, is: (sounding: Sounding) => boolean): Sounding | undefined {
  const all = listeners.flatMap((listener) => draft.state.playing[listener].sounding ?? []);
  return all.find(is);
}

function findRendering(draft: CallDraft, effect: CommandId): Rendering | undefined {
  const all = listeners.flatMap((listener) => draft.state.playing[listener].rendering ?? []);
  return all.find((rendering) => rendering.effect === effect);
}

/** The clips of a play list that are the same on every call; what has none, or has values, is left out. */
export function knownClips(draft: CallDraft, items: Play): readonly Clip[] {
  const { document, clips } = draft.flow;
  return items.flatMap((item) => {
    const named = resolvePlayItem(document, item, draft.state.locale);
    return (named === null ? undefined : clips.get(clipKey(named.source))) ?? [];
  });
}

/**
 * Asks for a play list. What must be spoken first is rendered, and then all of it is asked for at once.
 * @throws ExpressionFailure where a value in it cannot be worked out.
 */
export function startPlaying(
  draft: CallDraft,
  items: Play,
  values: SpeechValues,
  audience: Audience = { to: 'caller', leg: null },
): PlayStarted {
  const wanted = items.map((item) => playable(draft.flow, item, draft.state.locale, values));
  const missing = wanted.find((one) => one.kind === 'missing');
  if (missing !== undefined) {
    const message = `There is no audio for ${missing.play}: no file, and no words that could be spoken.`;
    return { code: 'media', subcode: null, operation: 'playPrompt', message };
  }
  const parts = wanted.flatMap((one): readonly Part[] => {
    if (one.kind === 'clip') return [{ kind: 'clip', clip: one.clip }];
    return one.kind === 'speech' ? [{ kind: 'speech', play: one.play }] : [];
  });
  if (parts.length === 0) return 'nothingToPlay';
  const texts = wanted.flatMap((one) => (one.kind === 'speech' ? [one.text] : []));
  if (texts.length === 0) request(draft, audience, assemble(parts, []));
  else render(draft, audience, parts, texts);
  return 'playing';
}

/** The clips of a whole list, if all of them are there now; null: something has to be spoken, or is missing. */
export function wholeList(
  draft: CallDraft,
  items: Play,
  values: SpeechValues,
): readonly LabelledClip[] | null {
  const clips = items.map((item) => playable(draft.flow, item, draft.state.locale, values));
  const known = clips.flatMap((one) => (one.kind === 'clip' ? [one.clip] : []));
  const toSound = clips.filter(({ kind }) => kind !== 'nothing').length;
  return known.length === toSound ? known : null;
}

/** Speech takes its time to render; nobody waits for it longer than this. */
const renderingPatience = 15_000;

function render(
  draft: CallDraft,
  audience: Audience,
  parts: readonly Part[],
  texts: readonly SpeechText[],
): void {
  const effect = draft.start({ kind: 'renderSpeech', texts });
  changePlaying(draft, audience.to, { rendering: { effect, visit: draft.state.visit, audience, parts } });
  draft.setDeadline(deadlines[audience.to].rendering, later(draft.now, renderingPatience));
}

/** The parts of a list with the clips that were rendered for its speech, in their order. */
function assemble(parts: readonly Part[], rendered: readonly SpokenClip[]): readonly LabelledClip[] {
  const waiting = [...rendered];
  return parts.flatMap((part): readonly LabelledClip[] => {
    if (part.kind === 'clip') return [part.clip];
    const spoken = waiting.shift();
    if (spoken === undefined) return [];
    const { name, length, words } = spoken;
    return [{ name, length, play: part.play ?? words }];
  });
}

/** What was to be spoken has been rendered, or could not be. */
export function onRendered(
  draft: CallDraft,
  effect: CommandId,
  result: EffectResultOf<'renderSpeech'>,
): PlayEnd {
  const rendering = findRendering(draft, effect);
  if (rendering === undefined) return null;
  const { visit, audience, parts } = rendering;
  const { to } = audience;
  forgetRendering(draft, to);
  const speeches = parts.filter(({ kind }) => kind === 'speech').length;
  if (result.outcome === 'failed') return { visit, to, failure: effectFailed(result.failure) };
  if (result.clips.length !== speeches) return { visit, to, failure: notRendered };
  request(draft, audience, assemble(parts, result.clips));
  return null;
}

/** The rendering has taken too long. */
export function onRenderingLate(draft: CallDraft, to: Listener): PlayEnd {
  const { rendering } = draft.state.playing[to];
  forgetRendering(draft, to);
  return rendering === null ? null : { visit: rendering.visit, to, failure: notRendered };
}

const notRendered: Failure = {
  code: 'media',
  subcode: null,
  operation: null,
  message: 'What was to be spoken was not rendered in time.',
};

function forgetRendering(draft: CallDraft, to: Listener): void {
  changePlaying(draft, to, { rendering: null });
  draft.setDeadline(deadlines[to].rendering, null);
}

function forgetSounding(draft: CallDraft, to: Listener): void {
  changePlaying(draft, to, { sounding: null });
  draft.setDeadline(deadlines[to].end, null);
}

function request(draft: CallDraft, audience: Audience, all: readonly LabelledClip[]): void {
  const clips = all.slice(0, itemsInARequest);
  const asked = clips.map(({ name, length }) => ({ name, length }));
  const { command, operation } = draft.postOperation(
    (id) => ({ kind: 'playPrompt', operation: id, clips: asked }),
    audience.leg,
  );
  const { visit } = draft.state;
  const rest = all.slice(itemsInARequest);
  const { place } = draft;
  const phase = { kind: 'requested' } as const;
  const sounding = { operation, command, visit, audience, place, clips, rest, phase };
  changePlaying(draft, audience.to, { sounding });
}

/** Stops what the caller hears, or takes the request back if it was not sent. */
export function stopPlaying(draft: CallDraft): void {
  forgetRendering(draft, 'caller');
  const { sounding } = draft.state.playing.caller;
  if (sounding === null) return;
  forgetSounding(draft, 'caller');
  if (draft.withdraw(sounding.command)) return;
  writeCut(draft, sounding);
  draft.postOperation((operation) => ({ kind: 'cancelMediaProcessing', operation }));
}

/** What somebody heard until their call ended. */
export function cutPlaying(draft: CallDraft, to: Listener): void {
  forgetRendering(draft, to);
  const { sounding } = draft.state.playing[to];
  if (sounding === null) return;
  forgetSounding(draft, to);
  writeCut(draft, sounding);
}

function writeCut(draft: CallDraft, { phase, clips, place }: Sounding): void {
  if (phase.kind === 'sounding') draft.writeSounded(cutItems(clips, phase.since, draft.now), place);
}

/** Graph's answer to a play request. One whose fate is unknown is taken to sound: it is never asked twice. */
export function onPlayResult(draft: CallDraft, command: Command, result: CommandResult): PlayEnd {
  const sounding = findSounding(draft, (each) => each.command === command.id);
  if (sounding === undefined) return null;
  const { to } = sounding.audience;
  const since = draft.now;
  if (sounding.phase.kind === 'endedEarly') {
    return finish(draft, sounding, { since, end: since, failure: sounding.phase.failure });
  }
  if (result.kind === 'refused') {
    forgetSounding(draft, to);
    return { visit: sounding.visit, to, failure: commandFailed('playPrompt', result.failure) };
  }
  changePlaying(draft, to, { sounding: { ...sounding, phase: { kind: 'sounding', since } } });
  draft.setDeadline(deadlines[to].end, lostEndDeadline(sounding.clips, since));
  return null;
}

/** A media operation is over. Operations that nobody awaits are ignored (I4). */
export function onOperationEnded(
  draft: CallDraft,
  ended: { readonly operation: OperationId; readonly succeeded: boolean; readonly result: ResultInfo | null },
): PlayEnd {
  const sounding = findSounding(draft, (each) => each.operation === ended.operation);
  if (sounding === undefined) return null;
  const failure = ended.succeeded ? null : mediaFailure(ended.result);
  switch (sounding.phase.kind) {
    case 'sounding':
      return finish(draft, sounding, { since: sounding.phase.since, end: draft.now, failure });
    case 'requested':
      changePlaying(draft, sounding.audience.to, {
        sounding: { ...sounding, phase: { kind: 'endedEarly', failure } },
      });
      return null;
    case 'endedEarly':
      return null;
    default:
      return assertNever(sounding.phase, 'phase');
  }
}

/** Rule 10: an end that is never heard counts as heard. */
export function onSoundingEndLost(draft: CallDraft, to: Listener): PlayEnd {
  draft.setDeadline(deadlines[to].end, null);
  const { sounding } = draft.state.playing[to];
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
  const { visit, audience, rest } = sounding;
  const { to } = audience;
  forgetSounding(draft, to);
  if (failure !== null) return { visit, to, failure };
  draft.writeSounded(completedItems(sounding.clips, since, end), sounding.place);
  if (rest.length === 0) return { visit, to, failure: null };
  request(draft, audience, rest);
  return null;
}

function mediaFailure(result: ResultInfo | null): Failure {
  const message = 'Graph reported that a prompt could not be played.';
  return { code: 'media', subcode: result?.subcode ?? null, operation: 'playPrompt', message };
}
