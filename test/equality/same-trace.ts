/**
 * One script, one trace: on the pure interpreter, through functions and embedded host, and through a host that
 * delays and doubles its messages and kills its episodes. Chaos moves durable messages, not the stamps of
 * notifications, so it may change when we hear of something and nothing else.
 */
import { join } from 'node:path';
import type { CallRecord } from '../../src/call/index.ts';
import type { BoundFlow } from '../../src/flow/index.ts';
import { loadLibrary } from '../../src/library/index.ts';
import type { MediaCatalogue } from '../../src/media/index.ts';
import { deskScenarios } from './desk-scenarios.ts';
import { runHosted } from './hosted-calls.ts';
import type { ToldEvent } from './hosted-calls.ts';
import { orderScenarios, orderWorld } from './order-world.ts';
import type { Answers } from './order-world.ts';
import { runPure } from './run-pure.ts';
import { scenarios as frontDeskScenarios } from './scenarios.ts';
import type { Scenario } from './scenarios.ts';

/** A flow, the scripts that callers follow in it, and what came of each on the interpreter alone. */
export interface Line {
  readonly flow: BoundFlow;
  readonly media: MediaCatalogue;
  readonly scenarios: readonly Scenario[];
  readonly answers?: Answers;
  readonly alone: readonly CallRecord[];
}

/** The flow that is shipped. */
export function frontDesk(): Line {
  const { flow, media } = load(join(__dirname, '..', '..', 'flows'), 'front-desk', 'refuse');
  const alone = frontDeskScenarios.map((scenario) => runPure(flow, scenario));
  return { flow, media, scenarios: frontDeskScenarios, alone };
}

/** With effects that take their time beside the call, and a sub-flow. */
export function orderLine(): Line {
  const { flow, media } = load(join(__dirname, 'orders'), 'order-line', 'standIn');
  const answers = orderWorld(media);
  const alone = orderScenarios.map((scenario) => runPure(flow, scenario, answers));
  return { flow, media, scenarios: orderScenarios, answers, alone };
}

/** With targets that are called before the caller is handed over. */
export function desks(): Line {
  const { flow, media } = load(join(__dirname, 'desks'), 'desks', 'standIn');
  const answers = orderWorld(media);
  const alone = deskScenarios.map((scenario) => runPure(flow, scenario, answers));
  return { flow, media, scenarios: deskScenarios, answers, alone };
}

function load(flowsPath: string, id: string, unspokenText: 'refuse' | 'standIn') {
  const { flows, media, problems } = loadLibrary({ flowsPath, settings: () => undefined, unspokenText });
  const flow = flows.get(id);
  if (flow === undefined) throw new Error(problems.map(({ rendered }) => rendered).join('\n'));
  return { flow, media };
}

/** All scripts at once, times included where no key deadline passes. */
export async function expectSameTrace({ flow, media, scenarios, answers, alone }: Line): Promise<void> {
  const { records, violations, told } = await runHosted(flow, media, scenarios, undefined, answers);
  expect(violations).toEqual([]);
  for (const record of records) expectToldOnce(record, told);
  expect(records.map(timeless)).toEqual(alone.map(timeless));
  for (const [index, scenario] of scenarios.entries()) {
    if (scenario.withoutKeyDeadlines !== true) continue;
    expect([scenario.name, records[index]?.transcript]).toEqual([scenario.name, alone[index]?.transcript]);
  }
}

/** Three of the scripts at once, times aside. */
export async function expectSameTraceUnderChaos(line: Line, seed: number): Promise<void> {
  const chaos = { seed, maximumDelay: 100, duplicateExternalEvents: true };
  const some = takeTurns(line.scenarios, seed);
  const { records, violations, told } = await runHosted(line.flow, line.media, some, chaos, line.answers);
  for (const record of records) expectToldOnce(record, told);
  expect([seed, violations]).toEqual([seed, []]);
  expect([seed, records.map(timeless)]).toEqual([seed, takeTurns(line.alone, seed).map(timeless)]);
}

/** How many entries of a record are told as what. */
const toldEntries = {
  enter: ['ivr.node.entered'],
  prompt: ['ivr.prompt.played'],
  input: ['ivr.input.collected', 'ivr.input.no_input', 'ivr.input.no_match'],
  transfer: ['ivr.transfer.completed', 'ivr.transfer.failed'],
  event: ['ivr.flow.event'],
  toneGap: ['ivr.tone_gap'],
} as const;

/** T1 T2: telemetry is told everything that the record says, and nothing twice, however often an episode is run. */
function expectToldOnce({ callId, transcript, answeredAt }: CallRecord, all: readonly ToldEvent[]): void {
  const told = all.filter(({ fields }) => fields.callId === callId);
  const sequences = told.map(({ fields: { sequence } }) => sequence);
  expect(new Set(sequences).size).toBe(sequences.length);
  const count = (events: readonly string[]): number =>
    told.filter(({ event }) => events.includes(event)).length;
  const counted = Object.entries(toldEntries).map(([kind, events]) => [kind, count(events)]);
  const recorded = Object.keys(toldEntries).map((kind) => [
    kind,
    transcript.filter((entry) => entry.kind === kind).length,
  ]);
  expect(counted).toEqual(recorded);
  const framing = ['ivr.call.started', 'ivr.call.answered', 'ivr.call.ended'].map((event) => count([event]));
  expect(framing).toEqual([1, answeredAt === null ? 0 : 1, 1]);
}

/** Seeds 1 to `last`, in rows of twenty for `test.each`: the first, the last, and all. */
export function seedRows(last: number): readonly (readonly [number, number, readonly number[]])[] {
  const size = 20;
  return Array.from({ length: Math.ceil(last / size) }, (_, row) => {
    const first = row * size + 1;
    const until = Math.min(last, first + size - 1);
    return [first, until, Array.from({ length: until - first + 1 }, (_each, index) => first + index)];
  });
}

type Entry = CallRecord['transcript'][number];

/** What is left of a trace without times: what happened of each kind, in its order. */
function timeless({ end, endReason, transcript }: CallRecord): object {
  const kinds = [...new Set(transcript.map(({ kind }) => kind))].sort();
  const ofKind = (kind: Entry['kind']) =>
    transcript
      .filter((entry) => entry.kind === kind)
      .map((entry) => JSON.stringify({ ...entry, at: 0, ...('until' in entry ? { until: 0 } : {}) }));
  return { end, endReason, entries: Object.fromEntries(kinds.map((kind) => [kind, ofKind(kind)])) };
}

/** Three of a list for each seed, so that 200 seeds go more than fifty times through all of it. */
const takeTurns = <Item>(list: readonly Item[], seed: number): readonly Item[] =>
  list.filter((_item, index) => (index + seed * 3) % list.length < 3);
