import { RetryOptions } from 'durable-functions';
import type { OrchestrationContext, Task } from 'durable-functions';
import { commandId, fittingRecord, instant, largestMessage, later, noSchedules } from '../call/index.ts';
import type {
  CallEvent,
  CallFacts,
  CallRecord,
  Command,
  Instant,
  ScheduleTables,
  TranscriptEntry,
} from '../call/index.ts';
import { compileFlow } from '../flow/index.ts';
import type { BoundFlow, CompiledFlow } from '../flow/index.ts';
import { begin, isOver, nextDeadline, recordOf, step } from '../interpreter/index.ts';
import type { CallState } from '../interpreter/index.ts';
import { recordHistory } from '../replay/index.ts';
import type { CallShell } from './call-shell.ts';
import { callStatus } from './call-status.ts';
import { callSchedules } from './call-schedules.ts';
import { fallbackRecord } from './fallback-record.ts';
import { withFirstRun } from './first-run.ts';
import type { FirstRun } from './first-run.ts';
import type { CommandCause } from './call-input.ts';
import { Inbox } from './inbox.ts';
import type { News } from './inbox.ts';
import { writeCallRecordActivity } from './names.ts';
import { parseCallInput } from './parse-durable.ts';
import { performCommands } from './perform-commands.ts';
import { noStimulus, stimulusAfter, stimulusAnswered } from './stimulus.ts';

/*
 * The durable shell of a call: it performs what the interpreter decides and tells it what happened.
 *
 * O8   A failed activity is a result like any other (perform-commands.ts).
 * O9   Whatever happens, also a defect of ours, the call is hung up and its record is written once. A defect is
 *      named in it.
 * O10  The shell decides nothing and knows no time but the orchestration's: a replay does the same again.
 * O13  Whoever watches a call sees each step once, right after it was taken, and changes nothing in it.
 */
export function* runCall(
  context: OrchestrationContext,
  shell: CallShell = {},
): Generator<Task, CallRecord, unknown> {
  const { call, flow } = parseCallInput(context.df.getInput<unknown>());
  const past: Past = { transcript: [], events: [], schedules: noSchedules };
  let record: CallRecord;
  try {
    if (flow === null) throw new Error('The orchestration was started without a flow.');
    context.df.setCustomStatus(callStatus(flow, call));
    const compiled = compileFlow(flow);
    const state = yield* withFirstRun(context, (first) =>
      converse(context, { ...shell, ...first }, compiled, call, past),
    );
    record = withHistory(recordOf(compiled, call, state, past.transcript), flow, call, past);
  } catch (defect) {
    const { transcript } = past;
    record = fallbackRecord({ call, flow, transcript, defect, now: timeOf(context) });
    if (flow !== null) record = withHistory(record, flow, call, past);
    const cause = { ...noStimulus, flow: flow?.document.id ?? null, flowVersion: null, node: null };
    yield* performCommands(context, call, cleanUp(call, timeOf(context)), cause);
  }
  const whole = fittingRecord(record, largestRecord);
  yield context.df.callActivityWithRetry(writeCallRecordActivity, patiently(), whole);
  return fittingRecord(whole, largestMessage);
}

/** More than any call makes that people make; what is written here, history keeps too. */
const largestRecord = 4 * 1024 * 1024;

/** What has happened so far. */
interface Past {
  readonly transcript: TranscriptEntry[];
  readonly events: CallEvent[];
  schedules: ScheduleTables;
}

/** With what the call was told; without where that cannot be had: a defect there must not cost the record. */
function withHistory(record: CallRecord, flow: BoundFlow, call: CallFacts, past: Past): CallRecord {
  try {
    return recordHistory(record, { flow: compileFlow(flow), call, ...past });
  } catch {
    return record;
  }
}

/** The orchestrator of a call with a shell of one's own. */
export const callOrchestration =
  (shell: CallShell): typeof runCall =>
  (context) =>
    runCall(context, shell);

/** Steps in all: more than any call can make, so that a defect ends the call and not the host. */
const mostSteps = 100_000;

/** From the first node to the end; `past` grows as things become known. */
function* converse(
  context: OrchestrationContext,
  { watch, keyGrace, isReached }: CallShell & FirstRun,
  flow: CompiledFlow,
  call: CallFacts,
  past: Past,
): Generator<Task, CallState, unknown> {
  const inbox = new Inbox(context, call, keyGrace);
  past.schedules = yield* callSchedules(context, flow, call);
  let event: CallEvent | null = null;
  let stimulus = noStimulus;
  let turn = begin(flow, call, past.schedules);
  for (let steps = 0; steps < mostSteps; steps += 1) {
    if (isReached()) watch?.(turn, event, call, { flow, entriesBefore: past.transcript.length });
    past.transcript.push(...turn.transcript);
    inbox.start(turn.effects);
    const cause = { ...stimulus, ...placeOf(flow, turn.state) };
    inbox.add(yield* performCommands(context, call, turn.commands, cause));
    stimulus = stimulusAnswered(stimulus, turn.commands);
    if (isOver(turn.state)) return turn.state;
    const news: News = yield* inbox.next(nextDeadline(turn.state));
    event = news.event;
    stimulus = stimulusAfter(stimulus, event, news.traceparent);
    past.events.push(event);
    turn = step(flow, call, turn.state, event);
  }
  throw new Error('The interpreter does not come to rest.');
}

/** Where the call is, as its callers know it. */
const placeOf = (
  { id, version }: CompiledFlow,
  { position }: CallState,
): Pick<CommandCause, 'flow' | 'flowVersion' | 'node'> => ({
  flow: id,
  flowVersion: version,
  node: position.node,
});

const timeOf = ({ df }: OrchestrationContext): Instant => instant(df.currentUtcDateTime.getTime());

/** For a call that a defect ended: whichever of the two still applies; Graph refuses the other. */
function cleanUp({ graphCallId }: CallFacts, now: Instant): readonly Command[] {
  // A call that the flow was to make: nobody knows any more whether it did.
  if (graphCallId === null) return [];
  const deadline = later(now, 10_000);
  return [
    { kind: 'reject', id: commandId(-1), deadline, graphCallId, reason: 'busy' },
    { kind: 'deleteCall', id: commandId(-2), deadline, graphCallId },
  ];
}

/** Ten tries over some twenty minutes: a queue that is away for a while costs no record. */
function patiently(): RetryOptions {
  const retry = new RetryOptions(1_000, 10);
  retry.backoffCoefficient = 2;
  retry.maxRetryIntervalInMilliseconds = 300_000;
  return retry;
}
