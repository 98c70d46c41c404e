import { askedOperation, recordedEntry } from '../call/index.ts';
import type {
  AskedOperation,
  CallFacts,
  CallRecord,
  EffectKind,
  FlowId,
  NodeName,
  RecordedEntry,
  RecordedEvent,
  RecordedVerdict,
} from '../call/index.ts';
import type { CompiledFlow } from '../flow/index.ts';
import { begin, isOver, step } from '../interpreter/index.ts';
import type { CallState, Step } from '../interpreter/index.ts';
import { changedVariables } from './changed-variables.ts';
import type { ChangedVariable } from './changed-variables.ts';
import { factsOf, playedEvent, startOf } from './played-event.ts';
import { NotRecorded, Player } from './player.ts';
import { shifted } from './recorder.ts';
import { sameJson } from './same-json.ts';
import { tapedFlow } from './taped-flow.ts';
import { changedTimers } from './timers.ts';
import type { ChangedTimers } from './timers.ts';
import { waysOf } from './ways.ts';
import type { Way } from './ways.ts';

/** One event of a call, and what came of it. Times are milliseconds since the call started. */
export interface ReplayedStep {
  /** 0: the beginning of the call; n: its n-th event. */
  readonly step: number;
  readonly at: number;
  readonly event: RecordedEvent | null;
  /** What became known, in the order in which it was written. */
  readonly entries: readonly RecordedEntry[];
  /** Why the call went from node to node, one for each `enter`. */
  readonly ways: readonly Way[];
  readonly timers: ChangedTimers;
  readonly commands: readonly AskedOperation[];
  readonly effects: readonly EffectKind[];
  readonly variables: readonly ChangedVariable[];
  /** What was taken from the record, since it depends on what is masked. */
  readonly verdicts: readonly RecordedVerdict[];
  /** Where the call is after it. */
  readonly position: { readonly flow: FlowId; readonly node: NodeName; readonly isOver: boolean };
}

/** What a replay found. */
export type ReplayOutcome =
  /** The transcript is the recorded one. */
  | { readonly kind: 'identical' }
  /** The first difference: what the record has, and what the replay made; null: nothing. `step` null: at the end. */
  | {
      readonly kind: 'different';
      readonly step: number | null;
      readonly recorded: RecordedEntry | null;
      readonly replayed: RecordedEntry | null;
    }
  /** The call went elsewhere than the recorded one; only asked of another version. */
  | {
      readonly kind: 'elsewhere';
      readonly step: number;
      readonly recorded: RecordedEntry | null;
      readonly replayed: RecordedEntry | null;
    }
  /** Every event of the record went as recorded; the last ones are not in it. */
  | { readonly kind: 'cut'; readonly omittedEvents: number }
  /** From here on everything depends on something masked. */
  | { readonly kind: 'unknown'; readonly step: number; readonly what: string }
  /** The interpreter failed. */
  | { readonly kind: 'defect'; readonly step: number; readonly message: string }
  /** The record has no events. */
  | { readonly kind: 'notReplayable' };

export interface Replayed {
  readonly steps: readonly ReplayedStep[];
  readonly outcome: ReplayOutcome;
}

/**
 * Runs a recorded call again, event by event, in the flow that it ran in. `compareWith`: `transcript` expects the very
 * transcript of the record; `path` only that the call enters the nodes that it entered, and ends the same way, for
 * another version of the flow: then the replay stops where it does not.
 *
 * RP5 In the flow with the recorded hash every record replays to the recorded transcript.
 */
export function replayCall(
  flow: CompiledFlow,
  record: CallRecord,
  compareWith: 'transcript' | 'path' = 'transcript',
): Replayed {
  const { began } = record;
  if (began === null) return { steps: [], outcome: { kind: 'notReplayable' } };
  const replay = new Replay(flow, record, factsOf(record, began));
  const stopped = replay.run(shifted(began.schedules, startOf(record)), compareWith === 'path');
  const { steps } = replay;
  if (stopped !== null) return { steps, outcome: stopped };
  if (record.omittedEvents > 0)
    return { steps, outcome: { kind: 'cut', omittedEvents: record.omittedEvents } };
  return { steps, outcome: compareWith === 'path' ? compareEnds(record, steps) : compare(record, replay) };
}

class Replay {
  readonly steps: ReplayedStep[] = [];
  readonly #flow: CompiledFlow;
  readonly #taped: CompiledFlow;
  readonly #player: Player;
  readonly #record: CallRecord;
  readonly #call: CallFacts;
  readonly #path: readonly RecordedEntry[];
  #entered = 0;

  constructor(flow: CompiledFlow, record: CallRecord, call: CallFacts) {
    this.#flow = flow;
    this.#player = new Player(record.verdicts);
    this.#taped = tapedFlow(flow, this.#player);
    this.#record = record;
    this.#call = call;
    this.#path = record.transcript.filter(({ kind }) => kind === 'enter');
  }

  /** Gives why it stopped; null: all events were taken. */
  run(schedules: Parameters<typeof begin>[2], alongPath: boolean): ReplayOutcome | null {
    const { events } = this.#record;
    try {
      let { state } = this.#take(null, null, begin(this.#taped, this.#call, schedules));
      for (let index = 0; ; index += 1) {
        const elsewhere = alongPath ? this.#leavesPath(events[index]?.at ?? Infinity) : null;
        if (elsewhere !== null) return elsewhere;
        const event = events[index];
        if (event === undefined) return null;
        this.#player.step = index + 1;
        const before = state;
        const next = step(this.#taped, this.#call, before, playedEvent(event, this.#call.startedAt));
        ({ state } = this.#take(event, before, next));
      }
    } catch (error) {
      const { step: at } = this.#player;
      if (error instanceof NotRecorded) return { kind: 'unknown', step: at, what: error.message };
      return { kind: 'defect', step: at, message: error instanceof Error ? error.message : 'something else' };
    }
  }

  #take(event: RecordedEvent | null, before: CallState | null, taken: Step): Step {
    const { state, transcript, commands, effects } = taken;
    const { visits, verdicts } = this.#player.takeLog();
    const start = this.#call.startedAt;
    const entries = transcript.map((entry) => recordedEntry(entry, start));
    const { flow, position } = state;
    this.steps.push({
      step: this.#player.step,
      at: event?.at ?? 0,
      event,
      entries,
      ways: waysOf(entries, visits, this.#flow),
      timers: changedTimers(before?.deadlines ?? null, state.deadlines, event, start),
      commands: commands.map(askedOperation),
      effects: effects.map(({ kind }) => kind),
      variables: changedVariables(this.#flow, before, state),
      verdicts,
      position: { flow, node: position.node, isOver: isOver(state) },
    });
    return taken;
  }

  /** Where it enters another node than the record has, or does not enter one by the time that the record has. */
  #leavesPath(nextAt: number): ReplayOutcome | null {
    const last = this.steps.at(-1);
    if (last === undefined) return null;
    for (const entry of last.entries.filter(({ kind }) => kind === 'enter')) {
      const recorded = this.#path[this.#entered] ?? null;
      this.#entered += 1;
      // Another version may have another id.
      const flow = entry.flow === this.#flow.id ? this.#record.flow.id : entry.flow;
      if (recorded?.node !== entry.node || recorded.flow !== flow)
        return { kind: 'elsewhere', step: last.step, recorded, replayed: entry };
    }
    const missing = this.#path[this.#entered];
    if (missing === undefined || nextAt === last.at || missing.at > last.at) return null;
    return { kind: 'elsewhere', step: last.step, recorded: missing, replayed: null };
  }
}

function compareEnds({ transcript }: CallRecord, steps: readonly ReplayedStep[]): ReplayOutcome {
  const last = steps.at(-1);
  const recorded = transcript.find((entry) => entry.kind === 'end') ?? null;
  const entries = steps.flatMap((each) => each.entries);
  const replayed = entries.find((entry) => entry.kind === 'end') ?? null;
  const same = recorded?.end === replayed?.end && recorded?.reason === replayed?.reason;
  return same ? { kind: 'identical' } : { kind: 'elsewhere', step: last?.step ?? 0, recorded, replayed };
}

/** The whole transcripts, entry by entry. */
function compare({ transcript, omittedEntries }: CallRecord, replay: Replay): ReplayOutcome {
  if (omittedEntries > 0) return { kind: 'identical' };
  const replayed = orderedEntries(replay);
  for (let index = 0; index < Math.max(transcript.length, replayed.length); index += 1) {
    const one = transcript[index] ?? null;
    const other = replayed[index] ?? null;
    if (one !== null && other !== null && sameJson(one, other)) continue;
    const at = replay.steps.find(({ entries }) => other !== null && entries.includes(other));
    return { kind: 'different', step: at?.step ?? null, recorded: one, replayed: other };
  }
  return { kind: 'identical' };
}

const orderedEntries = ({ steps }: Replay): readonly RecordedEntry[] =>
  steps.flatMap(({ entries }) => entries).sort((one, other) => one.at - other.at);
