import { isoInstant, later, ownMember } from '../call/index.ts';
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
import { evaluate, expressionFailed, ExpressionFailure, fitsVariable, resolveTarget } from '../flow/index.ts';
import type {
  Assignment,
  Failure,
  NodeCommand,
  NodeEntry,
  Play,
  Scope,
  TargetReference,
  Turn,
  TurnKeys,
} from '../flow/index.ts';
import type { CallDraft } from './call-draft.ts';
import { dropKeys, hasHeldKey, putBack, swallowNext, takeKey } from './key-buffer.ts';
import { findClips, startPlaying, stopPlaying } from './playback.ts';

/** The interpreter's side of the boundary that `Turn` describes: what a node asks is done to the draft. */
export function nodeTurn(draft: CallDraft): Turn {
  const { document } = draft.flow;
  return {
    now: draft.now,
    call: draft.call,
    established: draft.state.stage === 'established',
    defaults: document.defaults,
    keyHandler: (key) => ownMember(document.on.keys ?? {}, key) ?? null,
    clips: (items) => findClips(draft, items).clips,
    play: (items: Play) => startPlaying(draft, items),
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
    start: (order) => draft.start(order),
    evaluate: (expression) => evaluateIn(draft, expression),
    assign: (values) => assign(draft, values),
    isSensitive: (variable) => ownMember(document.variables, variable)?.sensitive === true,
    target: (reference) => findTarget(draft, reference),
    note: (entry: NodeEntry, at?: Instant) => {
      draft.write(entry, at);
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
  const restore = (key: Key): void => {
    draft.change({ keys: putBack(draft.state.keys, { key, at: draft.now }) });
  };
  return {
    pressed: () => draft.state.keys.ready.length > 0 || hasHeldKey(draft.state.keys),
    waiting: () => hasHeldKey(draft.state.keys),
    take: (masked) => take(draft, masked),
    drop: () => drop(draft.now),
    dropEarlier: () => drop(later(draft.now, -1)),
    putBack: restore,
    swallowNext: (terminator, window) => {
      const before = draft.state.keys;
      const after = swallowNext(before, terminator, draft.now, window);
      draft.change({ keys: after });
      draft.writeLostKeys(before.ready.slice(0, before.ready.length - after.ready.length));
    },
  };
}

/** A key that an input takes: it also starts `maxStepsWithoutInput` anew (section 2.2). */
function take(draft: CallDraft, masked: boolean): Key | null {
  const { buffer, taken } = takeKey(draft.state.keys);
  if (taken === null) return null;
  const { budget } = draft.state;
  draft.change({ keys: buffer, budget: { ...budget, stepsWithoutInput: budget.allowedWithoutInput } });
  draft.writeKey(taken.key, taken.at, masked);
  return taken.key;
}

function findTarget(draft: CallDraft, reference: TargetReference): ReturnType<Turn['target']> {
  if (typeof reference !== 'string') {
    const target = resolveTarget(reference);
    return { target, label: target.kind };
  }
  const written = ownMember(draft.flow.document.targets, reference);
  if (written === undefined)
    throw new Error(`The flow has no target ${reference}; the checker refuses such a flow.`);
  return { target: resolveTarget(written), label: reference };
}

function assign(draft: CallDraft, values: readonly Assignment[]): Failure | null {
  let { locale, variables } = draft.state;
  for (const [variable, value] of values) {
    if (variable === 'call.locale') {
      if (typeof value !== 'string') return wrongType(variable);
      locale = value;
      continue;
    }
    const declared = ownMember(draft.flow.document.variables, variable);
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
  if (expression === null) {
    throw new ExpressionFailure('EXPRESSION-UNKNOWN', 'The expression cannot be read.', { start: 0, end: 0 });
  }
  return evaluate(expression, scopeOf(draft));
}

/** Section 1.2: every variable, `call`, `now`, and `error` on an error path. */
function scopeOf(draft: CallDraft): Scope {
  const { state, call } = draft;
  return {
    callId: call.id,
    lookUp(name) {
      if (name === 'call') return callObject(call, state.locale);
      if (name === 'now') return isoInstant(state.now);
      if (name === 'error') return errorObject(state.error);
      return ownMember(state.variables, name);
    },
    schedule: () => undefined,
    nextOpening: () => undefined,
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
