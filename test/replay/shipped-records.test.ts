/** Every scenario of the shipped flows leaves a record that replays to its own transcript. */
import { noSchedules } from '../../src/call/index.ts';
import type { CallEvent, CallRecord } from '../../src/call/index.ts';
import { compileFlow, scheduleOrder } from '../../src/flow/index.ts';
import type { CompiledFlow } from '../../src/flow/index.ts';
import { recordOf } from '../../src/interpreter/index.ts';
import { callFacts, Observer, RehearsedCall, Script } from '../../src/rehearsal/index.ts';
import { recordHistory, replayCall } from '../../src/replay/index.ts';
import type { Scenario } from '../../src/scenario/index.ts';
import { workOutSchedules } from '../../src/schedules/index.ts';
import { shippedScenarios } from '../flows/shipped-scenarios.ts';
import { throughQueue } from './recorded-call.ts';

function recorded(flow: CompiledFlow, scenario: Scenario): CallRecord {
  const facts = callFacts(flow, scenario);
  const events: CallEvent[] = [];
  const call: RehearsedCall = new RehearsedCall({
    flow,
    call: facts,
    world: scenario,
    watch: (taken, event) => {
      if (event !== null) events.push(event);
      observer.observe(taken);
    },
  });
  const observer = new Observer(flow, call.captions, {
    now: call.line.now,
    schedule: call.line.schedule,
    told: (beginnings) => script.take(beginnings),
  });
  const script: Script = new Script(scenario.steps, call.line, observer);
  script.start();
  const begun = call.begin();
  while (!call.isOver && call.runNext());
  const order = scheduleOrder(flow, facts);
  const schedules = order === null ? noSchedules : workOutSchedules(order);
  const record = recordOf(flow, facts, call.state ?? begun, call.transcript);
  return throughQueue(recordHistory(record, { flow, call: facts, schedules, events }));
}

const records = shippedScenarios().ready.map(({ loaded: { scenario }, flow: bound }) => {
  const flow = compileFlow(bound);
  return { name: `${scenario.flow}: ${scenario.scenario}`, flow, record: recorded(flow, scenario) };
});

test.each(records.map(({ name, ...rest }) => [name, rest] as const))('RP5: %s', (_name, { flow, record }) => {
  expect(replayCall(flow, record).outcome).toEqual({ kind: 'identical' });
});

test('RP1, RP3: among them are masked keys, and each kind of verdict that the flows need', () => {
  const keys = records.flatMap(({ record }) =>
    record.events.flatMap((event) => (event.kind === 'tone' ? [event.key] : [])),
  );
  expect(keys.filter((key) => key === '•').length).toBeGreaterThan(50);
  const verdicts = new Set(records.flatMap(({ record }) => record.verdicts.map(({ kind }) => kind)));
  expect([...verdicts].sort()).toEqual(['input', 'value']);
});

test('every way into a node is explained, and every node that is entered has one', () => {
  for (const { flow, record } of records) {
    for (const { entries, ways } of replayCall(flow, record).steps) {
      expect(ways.map(({ node }) => node)).toEqual(
        entries.filter(({ kind }) => kind === 'enter').map(({ node }) => node),
      );
      for (const { because } of ways) expect(because).not.toBe('');
    }
  }
});
