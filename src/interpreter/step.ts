import {
  askedOperation,
  assertNever,
  instant,
  later,
  nodeName,
  noSchedules,
  statusOf,
} from '../call/index.ts';
import type {
  CallEvent,
  CallFacts,
  Command,
  CommandResult,
  Effect,
  EffectResult,
  Instant,
  NotifiedEvent,
  Participant,
  ScheduleTables,
  TranscriptEntry,
} from '../call/index.ts';
import { commandFailed, keepAliveInterval } from '../flow/index.ts';
import type { CompiledFlow, Occurrence } from '../flow/index.ts';
import { CallDraft } from './call-draft.ts';
import { callOut } from './calling-out.ts';
import { endIfSettled, isAfterCall, onCallEnded, onCallKnown, onCallNotMade } from './call-end.ts';
import { initialState } from './call-state.ts';
import type { CallState } from './call-state.ts';
import { giveUpUnknownCalls, onCallCreated, onConsultationNews, onConsultationOver } from './consultation.ts';
import { firstDeadline } from './deadlines.ts';
import type { DeadlineName } from './deadlines.ts';
import { giveUpGap, receiveTone } from './key-buffer.ts';
import type { KeyFate } from './key-buffer.ts';
import { arrived, consulted, playEnded, recordingEnded } from './outcomes.ts';
import {
  onOperationEnded,
  onPlayResult,
  onRendered,
  onRenderingLate,
  onSoundingEndLost,
} from './playback.ts';
import { failHere, hangUp, onHandlerOver, onTimeLimit, signal, start } from './progress.ts';
import { onRecordingEnded, onRecordingLost, onRecordResult } from './recording.ts';
import { takeRoster } from './roster.ts';

/**
 * The interpreter: state and event in, state and commands out. It decides everything and does nothing: no
 * clock, no I/O, plain JSON in and out.
 *
 * I1  Total and deterministic: any event in any state gives a state, the same one every time.
 * I2  Time never goes back: an event stamped before the last one counts at the last one.
 * I4  What nobody awaits changes nothing: unknown or repeated operations, results and keys.
 * I8  Before an event is handled, every deadline before it has been (rule 7 of section 3).
 */
export interface Step {
  readonly state: CallState;
  /** To be performed now; there is at most one (I5). */
  readonly commands: readonly Command[];
  /** To be started now; they run beside the call. */
  readonly effects: readonly Effect[];
  /** What became known in this step. */
  readonly transcript: readonly TranscriptEntry[];
}

/** Begins a call at the flow's first node; `schedules` are the opening hours that it may ask for. */
export function begin(flow: CompiledFlow, call: CallFacts, schedules: ScheduleTables = noSchedules): Step {
  const draft = new CallDraft(flow, call, initialState(flow, call, schedules));
  if (call.callees !== null) callOut(draft, call.callees);
  start(draft, nodeName(flow.document.start));
  return finished(draft);
}

/** Takes an event. Pure: it performs nothing. */
export function step(flow: CompiledFlow, call: CallFacts, state: CallState, event: CallEvent): Step {
  return finished(taken(flow, call, state, event));
}

/** The same, with what became of keys in it. */
export function watchedStep(
  flow: CompiledFlow,
  call: CallFacts,
  state: CallState,
  event: CallEvent,
): Step & { readonly keyFates: readonly KeyFate[] } {
  const draft = taken(flow, call, state, event);
  return { ...finished(draft), keyFates: draft.keyFates };
}

function taken(flow: CompiledFlow, call: CallFacts, state: CallState, event: CallEvent): CallDraft {
  const draft = new CallDraft(flow, call, state);
  if (isOver(state)) return draft;
  fireDeadlines(draft, event.kind === 'deadline' ? event.at : instant(event.at - 1));
  draft.advanceTo(event.at);
  if (!isOver(draft.state)) handle(draft, event);
  return draft;
}

export function isOver(state: CallState): boolean {
  return state.position.kind === 'over';
}

/** The next moment at which something happens by itself. */
export function nextDeadline(state: CallState): { readonly at: Instant; readonly grace: boolean } | null {
  const first = firstDeadline(state.deadlines);
  return first === null ? null : { at: first.at, grace: first.grace };
}

function finished(draft: CallDraft): Step {
  draft.flush();
  const { state, commands, effects, transcript } = draft;
  return { state, commands, effects, transcript };
}

function handle(draft: CallDraft, event: CallEvent): void {
  switch (event.kind) {
    case 'deadline':
      return;
    case 'commandResult':
      onCommandResult(draft, event.command, event.result);
      return;
    case 'effectResult':
      onEffectResult(draft, event.effect, event.result);
      return;
    default:
      onNotified(draft, event, event.at);
  }
}

function onNotified(draft: CallDraft, event: NotifiedEvent, at: Instant): void {
  switch (event.kind) {
    case 'audioActive':
      onAudioActive(draft);
      return;
    case 'tone':
      // Nobody takes a key of a call that is over or being hung up.
      if (draft.state.position.kind !== 'atNode' || draft.state.stage === 'gone') return;
      arrived(draft, receiveTone(draft.state.keys, { ...event, at }));
      return;
    case 'operationEnded':
      playEnded(draft, onOperationEnded(draft, event));
      recordingEnded(draft, onRecordingEnded(draft, event));
      signal(draft, event);
      return;
    case 'transferProgress':
    case 'transferFailed':
      signal(draft, event);
      return;
    case 'callEnded':
      onCallEnded(draft, event.transferred, event.result);
      return;
    case 'callKnown':
      onCallKnown(draft, event.graphCallId);
      return;
    case 'roster':
      onRoster(draft, event.participants);
      return;
    case 'hangupRequested':
      if (draft.state.position.kind === 'atNode') hangUp(draft, 'completed', 'requested');
      return;
    case 'consultation':
      consulted(draft, onConsultationNews(draft, event.consultation, event.graphCallId, event.news));
      endIfSettled(draft);
      return;
    case 'external':
      onOccurrence(draft, { event: `external:${event.name}`, data: event.data });
      return;
    default:
      assertNever(event, 'event');
  }
}

/** The call is up: from now on its time runs, and its keys are asked for before anything is played. */
function onAudioActive(draft: CallDraft): void {
  const { stage, answeredAt } = draft.state;
  if (answeredAt !== null || stage === 'gone') return;
  draft.change({ answeredAt: draft.now });
  if (draft.state.position.kind !== 'atNode') return;
  draft.setDeadline('maxCallDuration', later(draft.now, draft.root.limits.maxCallDuration));
  draft.setDeadline('keepAlive', later(draft.now, keepAliveInterval));
  draft.postOperation((operation) => ({ kind: 'subscribeToTone', operation }));
  signal(draft, { kind: 'audioActive' });
}

function onCommandResult(draft: CallDraft, command: Command['id'], result: CommandResult): void {
  const { inFlight } = draft.state;
  if (inFlight?.command.id !== command) return;
  draft.change({ inFlight: null });
  const { kind } = inFlight.command;
  const asked = { operation: askedOperation(inFlight.command), status: statusOf(result) };
  if (!isAfterCall(draft)) draft.write({ kind: 'graph', ...asked }, inFlight.sentAt, inFlight.place);
  if (inFlight.command.kind === 'createCall') onCreateResult(draft, inFlight.command, result);
  if (inFlight.leg !== null && (kind === 'deleteCall' || result.kind === 'callGone'))
    consulted(draft, onConsultationOver(draft, inFlight.leg));
  // Its end was not heard.
  else if (result.kind === 'callGone') onCallEnded(draft, false);
  else if (draft.state.position.kind === 'atNode') route(draft, inFlight.command, inFlight.visit, result);
  endIfSettled(draft);
}

/** A call was made, or not: for a hand-over, or the one of the flow. */
function onCreateResult(
  draft: CallDraft,
  { id, callee }: Extract<Command, { readonly kind: 'createCall' }>,
  result: CommandResult,
): void {
  if (callee.kind === 'target') onCallCreated(draft, id, result);
  else if (result.kind === 'created') onCallKnown(draft, result.graphCallId);
  else if (result.kind === 'refused') onCallNotMade(draft);
}

function route(draft: CallDraft, command: Command, visit: number, result: CommandResult): void {
  switch (command.kind) {
    case 'playPrompt':
      playEnded(draft, onPlayResult(draft, command, result));
      return;
    case 'recordResponse':
      recordingEnded(draft, onRecordResult(draft, command, result));
      return;
    case 'subscribeToTone':
      onSubscribed(draft, result);
      return;
    case 'answer':
    case 'reject':
    case 'redirect':
    case 'createCall':
    case 'inviteParticipants':
    case 'transfer':
    case 'graph':
      if (visit === draft.state.visit || isCallToPeople(command))
        signal(draft, { kind: 'commandResult', command: command.id, result });
      return;
    case 'cancelMediaProcessing':
    case 'keepAlive':
    case 'deleteCall':
      return;
    default:
      assertNever(command, 'command');
  }
}

/** The call that a flow is for is asked for before its first node: the node that waits for it is another visit. */
const isCallToPeople = (command: Command): boolean =>
  command.kind === 'createCall' && command.callee.kind === 'people';

/** More than any flow waits for; the rest is dropped, so that nobody fills the state of a call. */
const mostOccurrences = 100;

/** What a `wait` may be for is kept from the call's start, in its order (section 2.1). */
function onOccurrence(draft: CallDraft, occurrence: Occurrence): void {
  const { occurrences } = draft.state;
  if (
    occurrences.filter(({ event }) => isOfRoster(event) === isOfRoster(occurrence.event)).length >=
    mostOccurrences
  )
    return;
  draft.change({ occurrences: [...occurrences, occurrence] });
  signal(draft, { kind: 'occurrence' });
}

/** What people do in a meeting must not keep out what an author waits for. */
const isOfRoster = (event: string): boolean => !event.startsWith('external:');

/** Of changes only the last is of use, since it says who is there now. */
function onRoster(draft: CallDraft, participants: readonly Participant[]): void {
  const { roster, occurrences } = takeRoster(draft.state.roster, participants);
  draft.change({ roster });
  for (const occurrence of occurrences) {
    if (occurrence.event === 'rosterChanged')
      draft.change({ occurrences: draft.state.occurrences.filter(({ event }) => event !== 'rosterChanged') });
    onOccurrence(draft, occurrence);
  }
}

/** What was started by a node that has been left is of no use any more (I4). */
function onEffectResult(draft: CallDraft, effect: Effect['id'], result: EffectResult): void {
  const running = draft.state.effects.find(({ id }) => id === effect);
  if (running?.kind !== result.kind) return;
  draft.change({ effects: draft.state.effects.filter(({ id }) => id !== effect) });
  if (result.kind === 'renderSpeech') {
    playEnded(draft, onRendered(draft, effect, result));
    return;
  }
  if (running.visit === draft.state.visit) signal(draft, { kind: 'effectResult', effect, result });
}

/** Keys are heard, so the call is established for the flow. Without them an IVR is deaf: that is a failure. */
function onSubscribed(draft: CallDraft, result: CommandResult): void {
  draft.change({ stage: 'established' });
  if (result.kind !== 'refused') {
    signal(draft, { kind: 'established' });
    return;
  }
  failHere(draft, commandFailed('subscribeToTone', result.failure));
}

/** I8: everything that happens by itself up to `until`, in order. */
function fireDeadlines(draft: CallDraft, until: Instant): void {
  for (;;) {
    const first = firstDeadline(draft.state.deadlines);
    if (first === null || first.at > until) return;
    draft.advanceTo(first.at);
    fire(draft, first.name);
  }
}

function fire(draft: CallDraft, name: DeadlineName): void {
  switch (name) {
    case 'gap':
      draft.write({ kind: 'toneGap' });
      arrived(draft, giveUpGap(draft.state.keys));
      return;
    case 'soundingEnd':
      playEnded(draft, onSoundingEndLost(draft, 'caller'));
      return;
    case 'whisperEnd':
      playEnded(draft, onSoundingEndLost(draft, 'agent'));
      return;
    case 'rendering':
      playEnded(draft, onRenderingLate(draft, 'caller'));
      return;
    case 'whisperRendering':
      playEnded(draft, onRenderingLate(draft, 'agent'));
      return;
    case 'recordingEnd':
      recordingEnded(draft, onRecordingLost(draft));
      return;
    case 'inputTimer':
    case 'plainTimer':
      draft.setDeadline(name, null);
      signal(draft, { kind: 'timer' });
      return;
    case 'keepAlive':
      draft.setDeadline('keepAlive', later(draft.now, keepAliveInterval));
      draft.post({ kind: 'keepAlive' });
      return;
    case 'maxCallDuration':
      onTimeLimit(draft);
      return;
    case 'handler':
      onHandlerOver(draft);
      return;
    case 'consultationEnd':
      giveUpUnknownCalls(draft);
      endIfSettled(draft);
      return;
    default:
      assertNever(name, 'deadline');
  }
}
