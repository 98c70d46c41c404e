import { findSchedule, isoInstant, later, nextOpeningAt, ownMember, statusAt } from '../call/index.ts';
import type {
  CallFacts,
  CommandId,
  Instant,
  JsonObject,
  JsonValue,
  Key,
  Milliseconds,
  Party,
} from '../call/index.ts';
import {
  evaluate,
  expressionFailed,
  ExpressionFailure,
  fitsVariable,
  parseJsonTemplate,
  parseTemplate,
  renderJson,
  renderText,
  resolveTarget,
  targetLabel,
  variablesOf,
} from '../flow/index.ts';
import type {
  Assignment,
  Failure,
  NodeCommand,
  NodeEntry,
  Occurrence,
  RenderMode,
  Scope,
  TargetReference,
  Turn,
  TurnConsultation,
  TurnKeys,
} from '../flow/index.ts';
import type { CallDraft } from './call-draft.ts';
import { beginConsultation, currentConsultation, handedOver } from './consultation.ts';
import type { Consultation } from './consultation.ts';
import { dropKeys, hasHeldKey, putBack, swallowNext, takeKey } from './key-buffer.ts';
import type { PressedKey } from './key-buffer.ts';
import { knownClips, startPlaying, stopPlaying } from './playback.ts';
import { startRecording } from './recording.ts';

/** The interpreter's side of the boundary that `Turn` describes: what a node asks is done to the draft. */
export function nodeTurn(draft: CallDraft): Turn {
  const { document } = draft.flow;
  const isSensitive = (variable: string): boolean =>
    ownMember(variablesOf(document), variable)?.sensitive === true;
  return {
    now: draft.now,
    call: draft.call,
    stage: draft.state.stage,
    defaults: document.defaults,
    keyHandler: (key) => ownMember(draft.root.document.on.keys ?? {}, key) ?? null,
    clips: (items) => knownClips(draft, items),
    play: (items, given) => startPlaying(draft, items, { scope: scopeOf(draft, given), isSensitive }),
    record: (items, settings) =>
      startRecording(draft, items, settings, { scope: scopeOf(draft), isSensitive }),
    stopPlaying: () => {
      stopPlaying(draft);
    },
    keys: turnKeys(draft),
    setTimer: (after, ending) => {
      setTimer(draft, after, ending);
    },
    clearTimer: () => {
      clearTimer(draft);
    },
    send: (order) => send(draft, order),
    join: (meeting) => {
      draft.change({ stage: 'answering' });
      draft.post({ kind: 'createCall', callee: { kind: 'meeting', meeting } });
    },
    invite: (participants, replaces) =>
      draft.postOperation((operation) => ({ kind: 'inviteParticipants', operation, participants, replaces }))
        .operation,
    graph: (order) => draft.postOperation((operation) => ({ kind: 'graph', ...order, operation })),
    start: (order) => draft.start(order),
    evaluate: (expression) => evaluateIn(draft, expression),
    text: (template, mode) => textOf(draft, template, mode),
    json: (template) => jsonOf(draft, template),
    assign: (values) => assign(draft, values),
    takeOccurrence: (event) => takeOccurrence(draft, event),
    renewSteps: () => {
      renewSteps(draft);
    },
    isSensitive,
    target: (reference) => findTarget(draft, reference),
    consultation: turnConsultation(draft, isSensitive),
    note: (entry: NodeEntry, at?: Instant) => {
      draft.write(entry, at);
    },
  };
}

function turnConsultation(draft: CallDraft, isSensitive: Turn['isSensitive']): TurnConsultation {
  const current = (): Consultation => {
    const found = currentConsultation(draft.state);
    if (found === undefined) throw new Error('The node has called nobody. This is a defect of the program.');
    return found;
  };
  return {
    begin: ({ target, from }) => beginConsultation(draft, target, from),
    whisper: (items) => {
      const values = { scope: scopeOf(draft), isSensitive };
      return startPlaying(draft, items, values, { to: 'agent', leg: current().command });
    },
    handOver: (target, transferee) =>
      draft.post({ kind: 'transfer', target, replaces: current().graphCallId, transferee }),
    handedOver: () => {
      handedOver(draft);
    },
  };
}

function send(draft: CallDraft, order: NodeCommand): CommandId {
  if (order.kind === 'answer') draft.change({ stage: 'answering' });
  return draft.post(order);
}

/** Leaving a node, or starting another timer, clears the one it has. */
export function clearTimer(draft: CallDraft): void {
  draft.setDeadline('inputTimer', null);
  draft.setDeadline('plainTimer', null);
}

function setTimer(draft: CallDraft, after: Milliseconds, ending: 'input' | 'plain'): void {
  clearTimer(draft);
  draft.setDeadline(ending === 'input' ? 'inputTimer' : 'plainTimer', later(draft.now, after));
}

function turnKeys(draft: CallDraft): TurnKeys {
  const drop = (through: Instant): boolean => {
    const { buffer, lost } = dropKeys(draft.state.keys, through);
    draft.change({ keys: buffer });
    draft.writeLostKeys(lost);
    return lost.length > 0;
  };
  let lastTaken = 0;
  const restore = (key: Key): void => {
    draft.change({ keys: putBack(draft.state.keys, { key, at: draft.now, sequence: lastTaken }) });
  };
  return {
    pressed: () => draft.state.keys.ready.length > 0 || hasHeldKey(draft.state.keys),
    waiting: () => hasHeldKey(draft.state.keys),
    take: (masked) => {
      const taken = take(draft, masked);
      lastTaken = taken?.sequence ?? lastTaken;
      return taken?.key ?? null;
    },
    drop: () => drop(draft.now),
    dropEarlier: () => drop(later(draft.now, -1)),
    putBack: restore,
    swallowNext: (terminator, window) => {
      const before = draft.state.keys;
      const after = swallowNext(before, terminator, draft.now, window);
      draft.change({ keys: after });
      const swallowed = before.ready.slice(0, before.ready.length - after.ready.length);
      draft.writeLostKeys(swallowed.map((key) => ({ ...key, swallowed: true })));
    },
  };
}

/** A key that an input takes: it also starts `maxStepsWithoutInput` anew (section 2.2). */
function take(draft: CallDraft, masked: boolean): PressedKey | null {
  const { buffer, taken } = takeKey(draft.state.keys);
  if (taken === null) return null;
  draft.change({ keys: buffer });
  renewSteps(draft);
  draft.writeKey(taken, 'taken', masked);
  return taken;
}

function renewSteps(draft: CallDraft): void {
  const { budget } = draft.state;
  draft.change({ budget: { ...budget, stepsWithoutInput: budget.allowedWithoutInput } });
}

function takeOccurrence(draft: CallDraft, event: string): Occurrence | null {
  const { occurrences } = draft.state;
  const taken = occurrences.find((occurrence) => occurrence.event === event);
  if (taken === undefined) return null;
  draft.change({ occurrences: occurrences.filter((occurrence) => occurrence !== taken) });
  return taken;
}

function findTarget(draft: CallDraft, reference: TargetReference): ReturnType<Turn['target']> {
  if (typeof reference !== 'string') {
    const resolved = resolveTarget(reference);
    return { ...resolved, label: targetLabel(reference) };
  }
  const written = ownMember(draft.flow.document.targets, reference);
  if (written === undefined)
    throw new Error(`The flow has no target ${reference}; the checker refuses such a flow.`);
  return { ...resolveTarget(written), label: targetLabel(reference) };
}

function assign(draft: CallDraft, values: readonly Assignment[]): Failure | null {
  let { locale, variables } = draft.state;
  for (const [variable, value] of values) {
    if (variable === 'call.locale') {
      if (typeof value !== 'string') return wrongType(variable);
      locale = value;
      continue;
    }
    const declared = ownMember(variablesOf(draft.flow.document), variable);
    if (declared === undefined || !fitsVariable(declared.type, value)) return wrongType(variable);
    variables = { ...variables, [variable]: value };
  }
  draft.change({ locale, variables });
  return null;
}

function wrongType(variable: string): Failure {
  return expressionFailed(`A value of another type was set into the variable ${variable}.`);
}

function evaluateIn(draft: CallDraft, text: string): JsonValue {
  const expression = draft.flow.expression(text);
  if (expression === null) throw unreadable();
  return evaluate(expression, scopeOf(draft));
}

function textOf(draft: CallDraft, source: string, mode: RenderMode): string {
  const parsed = parseTemplate(source);
  if (parsed.kind === 'problems') throw unreadable();
  return renderText(parsed.template, scopeOf(draft), mode);
}

function jsonOf(draft: CallDraft, value: JsonValue): JsonValue {
  const parsed = parseJsonTemplate(value);
  if (parsed.kind === 'problems') throw unreadable();
  return renderJson(parsed.template, scopeOf(draft));
}

/** The checker refuses what cannot be read. */
const unreadable = (): ExpressionFailure =>
  new ExpressionFailure('EXPRESSION-UNKNOWN', 'The expression cannot be read.', { start: 0, end: 0 });

/** Section 1.2: every variable, `call`, `now`, and `error` on an error path; `given` takes the place of a variable. */
function scopeOf(draft: CallDraft, given?: Assignment): Scope {
  const { flow, state, call } = draft;
  return {
    callId: call.id,
    lookUp(name) {
      if (name === 'call') return callObject(call, state.locale);
      if (name === 'now') return isoInstant(state.now);
      if (name === 'error') return errorObject(state.error);
      if (name === given?.[0]) return given[1];
      return ownMember(state.variables, name);
    },
    schedule(name) {
      const table = findSchedule(state.schedules, flow.id, name);
      return table === undefined ? undefined : statusAt(table, state.now);
    },
    nextOpening(name) {
      const table = findSchedule(state.schedules, flow.id, name);
      if (table === undefined) return undefined;
      const next = nextOpeningAt(table, state.now);
      return next === null ? null : isoInstant(next);
    },
  };
}

function callObject(call: CallFacts, locale: string): JsonObject {
  return {
    id: call.id,
    direction: call.direction,
    from: partyObject(call.from),
    to: partyObject(call.to),
    locale,
    startedAt: isoInstant(call.startedAt),
  };
}

function partyObject({ kind, id, phone, displayName, tenantId }: Party): JsonObject {
  return { kind: kind === 'withheld' ? null : kind, id, phone, displayName, tenantId };
}

function errorObject(error: Failure | null): JsonObject | null {
  if (error === null) return null;
  const { code, subcode, operation } = error;
  return { code, subcode, operation };
}
