import { assertNever, instant, isKey, maskedKey } from '../call/index.ts';
import type {
  CallEvent,
  CallFacts,
  CallRecord,
  CommandId,
  EffectResult,
  JsonValue,
  Key,
  RecordedClip,
  RecordedEffectResult,
  RecordedEvent,
  RecordedVerdict,
  ScheduleTables,
} from '../call/index.ts';
import { ExpressionFailure, partsOf } from '../flow/index.ts';
import type { BoundNode, CompiledFlow, Move, NodeEntry, Play } from '../flow/index.ts';
import { begin, watchedStep } from '../interpreter/index.ts';
import type { CallState, KeyFate } from '../interpreter/index.ts';
import { HiddenValues, intoOf, standInFor } from './hidden-values.ts';
import type { Secrecy } from './hidden-values.ts';
import { tapedFlow } from './taped-flow.ts';
import type { HiddenSpeech, Tape, Visit } from './taped-flow.ts';

/** What a call was told, and with what it began. */
export interface CallHistory {
  readonly flow: CompiledFlow;
  readonly call: CallFacts;
  readonly schedules: ScheduleTables;
  readonly events: readonly CallEvent[];
}

/**
 * The record of a call with what a replay of it needs. The call is run once more to see what became of its keys and
 * values: what is masked is masked by what the interpreter did with it.
 *
 * RP1 A key is written down only where the transcript shows it, or where it ended an input or was swallowed as a
 *     terminator, and so is no part of a value.
 * RP2 A body, data from outside, a value that a call begins with or a text that came of a hidden variable, or goes into one,
 *     is written down as a stand-in of its type; access tokens, names of audio and places of recordings never are.
 * RP3 What came of something masked is a verdict, so that the same flow goes the same way again.
 */
export function recordHistory(record: CallRecord, history: CallHistory): CallRecord {
  const recorder = new Recorder(history);
  recorder.run();
  const { call, schedules, events } = history;
  return {
    ...record,
    began: {
      tenantId: call.tenantId,
      graphCallId: call.graphCallId,
      callees: call.callees,
      variables: recordedVariables(history),
      schedules: shifted(schedules, 0 - call.startedAt),
    },
    events: events.map((event, index) => recorder.recorded(event, index)),
    omittedEvents: 0,
    verdicts: recorder.verdicts,
  };
}

/** RP2 */
function recordedVariables({ flow, call }: CallHistory): CallFacts['variables'] {
  const hidden = new HiddenValues(flow);
  return Object.fromEntries(
    Object.entries(call.variables).map(([name, value]) => [
      name,
      hidden.has(name) ? standInFor(value) : value,
    ]),
  );
}

/** The same tables, so many milliseconds later. */
export const shifted = (tables: ScheduleTables, by: number): ScheduleTables =>
  mapMembers(tables, (ofFlow) =>
    mapMembers(ofFlow, ({ changes, openings }) => ({
      changes: changes.map(({ at, status }) => ({ at: instant(at + by), status })),
      openings: openings.map((at) => instant(at + by)),
    })),
  );

const mapMembers = <From, To>(
  members: Readonly<Record<string, From>>,
  map: (member: From) => To,
): Readonly<Record<string, To>> =>
  Object.fromEntries(Object.entries(members).map(([name, member]) => [name, map(member)]));

/** Runs a call again and writes down what came of what is hidden in it. */
class Recorder implements Tape {
  readonly verdicts: RecordedVerdict[] = [];
  readonly #history: CallHistory;
  #step = 0;
  /** Tones whose keys may be shown, by their sequence. */
  readonly #shown = new Set<number>();
  /** The first event of each sequence: a later one of the same changes nothing. */
  readonly #tones = new Map<number, number>();
  /** The keys taken in this step: whether one of them is no part of a value although it is masked. */
  #taken: { isNoDigit: boolean }[] = [];
  /** Where the answers go of what was asked of Graph and of other systems. */
  readonly #asked = new Map<CommandId, 'open' | 'hidden' | null>();
  /** For each clip of a rendering, whether the transcript has its words from the result. */
  readonly #wordsShown = new Map<CommandId, readonly boolean[]>();
  readonly #hiddenEvents: ReadonlyMap<string, 'open' | 'hidden'>;

  constructor(history: CallHistory) {
    this.#history = history;
    this.#hiddenEvents = awaitedEvents(history.flow);
  }

  /** As far as the interpreter gets: where it fails, it failed on the call too. */
  run(): void {
    const { flow, call, schedules, events } = this.#history;
    const taped = tapedFlow(flow, this);
    try {
      let { state } = begin(taped, call, schedules);
      this.#noteRenderings(state);
      for (const [index, event] of events.entries()) {
        this.#step = index + 1;
        this.#taken = [];
        if (event.kind === 'tone' && !this.#tones.has(event.sequence)) this.#tones.set(event.sequence, index);
        const next = watchedStep(taped, call, state, event);
        this.#noteFates(next.keyFates);
        this.#noteRenderings(next.state);
        state = next.state;
      }
    } catch {
      // What is not known to be harmless stays masked.
    }
  }

  /** RP1. One that was put back is taken twice: it may be shown and then masked. */
  #noteFates(fates: readonly KeyFate[]): void {
    let taken = 0;
    for (const { sequence, fate, masked } of fates) {
      const isNoDigit = fate === 'taken' && this.#taken[taken]?.isNoDigit === true;
      if (fate === 'taken') taken += 1;
      if (!masked || isNoDigit || fate === 'swallowed') this.#shown.add(sequence);
    }
  }

  #noteRenderings({ playing }: CallState): void {
    for (const { rendering } of [playing.caller, playing.agent]) {
      if (rendering === null || this.#wordsShown.has(rendering.effect)) continue;
      const speeches = rendering.parts.filter((part) => part.kind === 'speech');
      this.#wordsShown.set(
        rendering.effect,
        speeches.map(({ play }) => play === null),
      );
    }
  }

  visit(_visit: Visit, decide: () => Move<unknown>): Move<unknown> {
    return decide();
  }

  nodeFor(_flow: CompiledFlow, _name: string, node: BoundNode): BoundNode {
    return node;
  }

  value(of: string, secrecy: Secrecy, work: () => JsonValue): JsonValue {
    if (secrecy === 'open') return work();
    const value = this.#tried(of, work);
    this.#tell({ kind: 'value', of, value: secrecy === 'secret' ? standInFor(value) : value });
    return value;
  }

  speech<Started>(
    of: string,
    { items, isHidden, shownAs }: HiddenSpeech,
    start: (items: Play) => Started,
  ): Started {
    const hidden = items.filter(isHidden);
    if (hidden.length === 0) return start(items);
    const started = this.#tried(of, () => start(items));
    this.#tell({ kind: 'speech', of, shown: hidden.map(shownAs) });
    return started;
  }

  #tried<Result>(of: string, work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      if (error instanceof ExpressionFailure) this.#tell({ kind: 'failed', of, message: error.message });
      throw error;
    }
  }

  key(taken: Key): Key {
    this.#taken.push({ isNoDigit: false });
    return taken;
  }

  putBack(key: Key): Key {
    return key;
  }

  judged({ outcome, because, value }: Extract<NodeEntry, { readonly kind: 'input' }>): void {
    this.#tell({ kind: 'input', outcome, because });
    const last = this.#taken.at(-1);
    // A key that `on.keys` has is shown in the verdict itself.
    const isHandedOver = typeof value === 'string' && isKey(value);
    if (last !== undefined && (because === 'terminator' || isHandedOver)) last.isNoDigit = true;
  }

  noted(): void {
    // The transcript has it.
  }

  asked(asked: CommandId, into: 'open' | 'hidden' | null): void {
    this.#asked.set(asked, into);
  }

  #tell(verdict: DistributiveOmit<RecordedVerdict, 'step'>): void {
    this.verdicts.push({ step: this.#step, ...verdict });
  }

  /** An event of the history without what must not be written down. */
  recorded(event: CallEvent, index: number): RecordedEvent {
    const at = event.at - this.#history.call.startedAt;
    switch (event.kind) {
      case 'tone': {
        const { sequence, key } = event;
        const isFirst = this.#tones.get(sequence) === index;
        const open = !this.#history.flow.hasSensitiveVariables || (isFirst && this.#shown.has(sequence));
        return { at, kind: 'tone', sequence, key: key === null || open ? key : maskedKey };
      }
      case 'operationEnded': {
        const { operation, succeeded, result, reason, recording } = event;
        const recorded = recording !== null && recording.location !== '';
        return { at, kind: 'operationEnded', operation, succeeded, result, reason, recorded };
      }
      case 'commandResult': {
        const { command, result } = event;
        if (result.kind !== 'answered') return { ...event, at };
        const body = recordedValue(result.body, this.#asked.get(command) ?? null);
        return { at, kind: 'commandResult', command, result: { ...result, body } };
      }
      case 'effectResult': {
        const { effect, result } = event;
        return { at, kind: 'effectResult', effect, result: this.#recordedResult(effect, result) };
      }
      case 'external': {
        const { name, data } = event;
        const into = this.#hiddenEvents.get(name) ?? null;
        return { at, kind: 'external', name, data: recordedValue(data, into) };
      }
      default:
        return { ...event, at };
    }
  }

  #recordedResult(effect: CommandId, result: EffectResult): RecordedEffectResult {
    if (result.outcome === 'failed') return { kind: result.kind, outcome: 'failed', failure: result.failure };
    switch (result.kind) {
      case 'http': {
        const body = recordedValue(result.body, this.#asked.get(effect) ?? null);
        return { kind: 'http', outcome: 'done', status: result.status, body };
      }
      case 'queue':
        return { kind: 'queue', outcome: 'done' };
      case 'renderSpeech': {
        const shown = this.#wordsShown.get(effect) ?? [];
        const clips = result.clips.map(({ length, words }, index): RecordedClip => ({
          length,
          words: shown[index] === true ? words : null,
        }));
        return { kind: 'renderSpeech', outcome: 'done', clips };
      }
      case 'fetchRecording':
        return { kind: 'fetchRecording', outcome: 'done', seconds: result.seconds };
      default:
        return assertNever(result, 'effect');
    }
  }
}

type DistributiveOmit<Each, Members extends string> = Each extends unknown ? Omit<Each, Members> : never;

/** RP2. */
const recordedValue = (value: JsonValue, into: 'open' | 'hidden' | null): JsonValue =>
  into === null ? null : into === 'hidden' ? standInFor(value) : value;

/** The events from outside that a flow puts into variables; where one of those is hidden, so is the event. */
function awaitedEvents(flow: CompiledFlow): ReadonlyMap<string, 'open' | 'hidden'> {
  const awaited = new Map<string, 'open' | 'hidden'>();
  for (const part of partsOf(flow)) {
    const hidden = new HiddenValues(part);
    for (const node of Object.values(part.document.nodes)) {
      const name = awaitedBy(node);
      const into = intoOf(node);
      if (name === null || into === null) continue;
      awaited.set(name, hidden.has(into) || awaited.get(name) === 'hidden' ? 'hidden' : 'open');
    }
  }
  return awaited;
}

function awaitedBy(node: object): string | null {
  if (!('event' in node) || typeof node.event !== 'string') return null;
  return node.event.startsWith('external:') ? node.event.slice('external:'.length) : null;
}
