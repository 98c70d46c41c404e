import type {
  CallEnd,
  CallEvent,
  CallFacts,
  JsonValue,
  RecordedEntry,
  TranscriptEntry,
} from '../call/index.ts';
import { inOrder, latest, recordedEntry } from '../call/index.ts';
import { variablesOf } from '../flow/index.ts';
import type { CompiledFlow } from '../flow/index.ts';
import { recordOf } from '../interpreter/index.ts';
import type { CallState } from '../interpreter/index.ts';
import { recordHistory } from '../replay/index.ts';
import type { Scenario } from '../scenario/index.ts';
import { coverageOf } from './coverage.ts';
import type { Coverage } from './coverage.ts';
import { brokenRules } from './run-rules.ts';
import type { Script } from './script.ts';
import type { Silence } from './silence.ts';

/** What came of one scenario. Times are ms of the virtual clock since the call was placed. */
export interface ScenarioResult {
  readonly scenario: string;
  readonly flow: string;
  readonly passed: boolean;
  readonly failures: readonly ScenarioFailure[];
  /** Null: the call did not come to an end. */
  readonly end: CallEnd | null;
  readonly durationMs: number;
  /** Of the flow that was called, sensitive ones masked. */
  readonly variables: Readonly<Record<string, JsonValue>>;
  readonly transcript: readonly RecordedEntry[];
  /** Which nodes were entered, and by which outcomes they were left. */
  readonly coverage: Coverage;
}

/** Something that was not as the scenario says. */
export interface ScenarioFailure {
  readonly where: FailurePlace;
  readonly expected: string;
  readonly actual: string;
  readonly at: number;
}

/** Which part of the scenario it is about; counted from 0. */
export type FailurePlace =
  | { readonly kind: 'step' | 'never' | 'always'; readonly index: number }
  /** The call itself: it did not come to an end. */
  | { readonly kind: 'call' };

/** A call that has been run, at whichever depth. */
export interface RunCall {
  readonly flow: CompiledFlow;
  readonly call: CallFacts;
  /** When it was over, or given up. */
  readonly state: CallState;
  readonly transcript: readonly TranscriptEntry[];
  readonly script: Script;
  readonly longestSilence: Silence | null;
  /** Everything that the call was told, in its order. */
  readonly events: readonly CallEvent[];
  /** What was logged besides the record. */
  readonly logs: readonly string[];
}

/** Judges a call by its scenario. */
export function judgeRun(scenario: Scenario, run: RunCall): ScenarioResult {
  const { flow, call, state, script } = run;
  const { position } = state;
  const over = position.kind === 'over' ? position : null;
  const endedAt = over?.endedAt ?? latest(state.now, call.startedAt);
  const transcript = inOrder(run.transcript).map((entry) => recordedEntry(entry, call.startedAt));
  const unended: readonly ScenarioFailure[] =
    over === null ? [{ ...neverEnds, at: endedAt - call.startedAt }] : [];
  const failures = [
    ...(script.failure === null ? [] : [stepFailure(script.failure, call)]),
    ...brokenRules(scenario, {
      startedAt: call.startedAt,
      endedAt,
      begun: script.begun,
      longestSilence: run.longestSilence,
      written: () => writtenDown(run),
    }),
    ...unended,
  ];
  return {
    scenario: scenario.scenario,
    flow: scenario.flow,
    passed: failures.length === 0,
    failures,
    end: over?.end ?? null,
    durationMs: endedAt - call.startedAt,
    variables: shownVariables(flow, state),
    transcript,
    coverage: coverageOf(flow, run.transcript),
  };
}

/**
 * The texts that a call leaves behind: its transcript, the record that is written of it with everything that it was told,
 * what was logged, and its keys one after the other, as somebody reads them. Who calls and who is called is known to
 * everybody, and their numbers may hold any digits.
 */
function writtenDown({ flow, call, state, transcript, events, logs }: RunCall): readonly string[] {
  const record = recordOf(flow, call, state, transcript);
  const { schedules } = state;
  const { from: _from, to: _to, ...written } = recordHistory(record, { flow, call, schedules, events });
  const keys = transcript.flatMap((entry) => (entry.kind === 'key' ? [entry.key] : [])).join('');
  return [...textsIn(written), keys, ...logs];
}

/** Members that hold what a flow, a caller or another system has said. */
const contents: ReadonlySet<string> = new Set(['data', 'value', 'body']);

/** Every text in a value, as it is and not as JSON escapes it; of numbers only those that somebody has said. */
function textsIn(value: unknown, isContent = false): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return isContent ? [String(value)] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [
    name,
    ...textsIn(member, isContent || contents.has(name)),
  ]);
}

const neverEnds = {
  where: { kind: 'call' },
  expected: 'an end of the call',
  actual: 'the call goes on, and nothing will ever happen in it',
} as const;

const stepFailure = (
  { step, expected, actual, at }: NonNullable<Script['failure']>,
  { startedAt }: CallFacts,
): ScenarioFailure => ({ where: { kind: 'step', index: step }, expected, actual, at: at - startedAt });

/** What stands for a value that must not be written down. */
const mask = '•••';

/** The variables of the flow that was called, wherever the call was when it ended. */
function shownVariables(
  flow: CompiledFlow,
  { frames: [outermost], variables }: CallState,
): Readonly<Record<string, JsonValue>> {
  const declared = new Map(Object.entries(variablesOf(flow.document)));
  const values = Object.entries(outermost?.variables ?? variables);
  return Object.fromEntries(
    values.map(([name, value]) => [
      name,
      declared.get(name)?.sensitive === true && value !== null ? mask : value,
    ]),
  );
}
