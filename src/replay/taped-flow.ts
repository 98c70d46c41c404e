import { isoInstant } from '../call/index.ts';
import type { CommandId, FlowId, JsonValue, Key, NodeName } from '../call/index.ts';
import { ExpressionFailure, playable } from '../flow/index.ts';
import type {
  Assignment,
  BoundNode,
  CompiledFlow,
  Move,
  NodeEntry,
  Play,
  PlayItem,
  Scope,
  Signal,
  Turn,
} from '../flow/index.ts';
import { HiddenValues, intoOf, writtenNode } from './hidden-values.ts';
import type { Secrecy } from './hidden-values.ts';

/** One time that a node decides: when it is entered, or hears of something. */
export interface Visit {
  readonly flow: FlowId;
  readonly node: NodeName;
  readonly type: string;
  readonly signal: Signal | null;
}

/** Something that a node says, some of it with hidden values. */
export interface HiddenSpeech {
  readonly items: Play;
  readonly isHidden: (item: PlayItem) => boolean;
  /** How a transcript shows an item; null: there is nothing to say. */
  readonly shownAs: (item: PlayItem) => string | null;
}

/** What stands between the nodes of a flow and the interpreter: it writes down what they do, or decides in their stead. */
export interface Tape {
  readonly visit: (visit: Visit, decide: () => Move<unknown>, node: BoundNode) => Move<unknown>;
  /** The node that runs in the place of one of the flow's. */
  readonly nodeFor: (flow: CompiledFlow, name: NodeName, node: BoundNode) => BoundNode;
  /** `work` works out what `of` says. */
  readonly value: (of: string, secrecy: Secrecy, work: () => JsonValue) => JsonValue;
  readonly speech: <Started>(of: string, speech: HiddenSpeech, start: (items: Play) => Started) => Started;
  /** A key that the node takes; `masked` where it is for something sensitive, `answers` where it confirms that. */
  readonly key: (taken: Key, masked: boolean, answers: boolean) => Key;
  readonly putBack: (key: Key) => Key;
  /** An attempt was judged that took masked keys. */
  readonly judged: (entry: Extract<NodeEntry, { readonly kind: 'input' }>) => void;
  readonly noted: (entry: NodeEntry) => void;
  /** Something was asked of Graph or of another system whose answer goes into a variable (null: into none). */
  readonly asked: (asked: CommandId, into: 'open' | 'hidden' | null) => void;
}

/** The same flow, all of whose nodes go over the tape. */
export function tapedFlow(flow: CompiledFlow, tape: Tape): CompiledFlow {
  const attempt = { masked: false };
  const taped = (part: CompiledFlow): CompiledFlow => ({ ...part, nodes: tapedNodes(part, tape, attempt) });
  return {
    ...taped(flow),
    subflows: new Map([...flow.subflows].map(([id, part]) => [id, taped(part)])),
  };
}

/** Whether the attempt under way has taken masked keys. */
interface AttemptKeys {
  masked: boolean;
}

function tapedNodes(part: CompiledFlow, tape: Tape, attempt: AttemptKeys): ReadonlyMap<NodeName, BoundNode> {
  const hidden = new HiddenValues(part);
  const nodes = [...part.nodes].map(([name, original]) => {
    const node = tape.nodeFor(part, name, original);
    const visit = { flow: part.id, node: name, type: node.type };
    const into = intoOf(writtenNode(part, name));
    const surroundings = { part, hidden, tape, attempt, type: node.type, into };
    const taped: BoundNode = {
      ...node,
      enter(turn) {
        attempt.masked = false;
        const decide = () => node.enter(tapedTurn(turn, surroundings, false));
        return tape.visit({ ...visit, signal: null }, decide, node);
      },
      onSignal(memory, signal, turn) {
        const confirming = isConfirming(memory);
        const decide = () => node.onSignal(memory, signal, tapedTurn(turn, surroundings, confirming));
        return tape.visit({ ...visit, signal }, decide, node);
      },
    };
    return [name, taped] as const;
  });
  return new Map(nodes);
}

/** A `collect` that waits for the key by which its value is confirmed. */
const isConfirming = (memory: unknown): boolean =>
  typeof memory === 'object' && memory !== null && 'part' in memory && memory.part === 'confirm';

interface Surroundings {
  readonly part: CompiledFlow;
  readonly hidden: HiddenValues;
  readonly tape: Tape;
  readonly attempt: AttemptKeys;
  readonly type: string;
  readonly into: string | null;
}

function tapedTurn(turn: Turn, surroundings: Surroundings, confirming: boolean): Turn {
  const { hidden, tape, attempt, type, into } = surroundings;
  const goesInto = into === null ? null : hidden.has(into) ? 'hidden' : 'open';
  const speech = (items: Play, given?: Assignment): HiddenSpeech => ({
    items,
    isHidden: (item) => hidden.speechIsHidden(item, localeOf(turn)),
    shownAs: (item) => shownAs(item, turn, surroundings, given),
  });
  const say = <Started>(items: Play, start: (items: Play) => Started, given?: Assignment): Started =>
    tape.speech(JSON.stringify(items), speech(items, given), start);
  return {
    ...turn,
    evaluate: (source) => tape.value(source, hidden.ofExpression(source), () => turn.evaluate(source)),
    text: (source, mode) =>
      textOf(tape.value(source, hidden.ofTemplate(source), () => turn.text(source, mode))) ?? '',
    json: (template) => {
      const secrecy = hidden.ofTemplate(template);
      // The transcript has it: no secret can be in it (section 5).
      const shown = type === 'event' && secrecy === 'secret' ? 'told' : secrecy;
      return tape.value(JSON.stringify(template), shown, () => turn.json(template));
    },
    play: (items, given) => say(items, (those) => turn.play(those, given), given),
    record: (items, settings) => say(items, (those) => turn.record(those, settings)),
    consultation: {
      ...turn.consultation,
      whisper: (items) => say(items, (those) => turn.consultation.whisper(those)),
    },
    keys: {
      ...turn.keys,
      take(masked) {
        const key = turn.keys.take(masked);
        if (key === null) return null;
        attempt.masked ||= masked;
        return tape.key(key, masked, confirming);
      },
      putBack: (key) => {
        turn.keys.putBack(tape.putBack(key));
      },
    },
    graph(order) {
      const asked = turn.graph(order);
      tape.asked(asked.command, goesInto);
      return asked;
    },
    start(order) {
      const effect = turn.start(order);
      tape.asked(effect, goesInto);
      return effect;
    },
    note(entry, at) {
      turn.note(entry, at);
      tape.noted(entry);
      if (entry.kind !== 'input') return;
      if (attempt.masked) tape.judged(entry);
      attempt.masked = false;
    },
  };
}

const localeOf = (turn: Turn): string => textOf(turn.evaluate('call.locale')) ?? '';

/** Worked out once more, as the interpreter does it. */
function shownAs(
  item: PlayItem,
  turn: Turn,
  { part }: Surroundings,
  given: Assignment | undefined,
): string | null {
  const scope: Scope = {
    callId: turn.call.id,
    lookUp: (name) => (name === given?.[0] ? given[1] : askTurn(turn, name)),
    schedule: (name) => textOf(askTurn(turn, `schedule(${JSON.stringify(name)})`)),
    nextOpening: (name) => textOf(askTurn(turn, `nextOpening(${JSON.stringify(name)})`)),
  };
  const worked = playable(part, item, localeOf(turn), { scope, isSensitive: turn.isSensitive });
  if (worked.kind === 'nothing') return null;
  return worked.kind === 'speech' ? (worked.play ?? isoInstant(turn.now)) : null;
}

function askTurn(turn: Turn, expression: string): JsonValue | undefined {
  try {
    return turn.evaluate(expression);
  } catch (error) {
    if (error instanceof ExpressionFailure) return undefined;
    throw error;
  }
}

const textOf = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;
