/** Every scenario of the shipped flows leaves a record that replays to its own transcript. */
import type { CallEvent, CallRecord } from '../../src/call/index.ts';
import { compileFlow } from '../../src/flow/index.ts';
import { recordOf } from '../../src/interpreter/index.ts';
import type { Step } from '../../src/interpreter/index.ts';
import { callFacts, rehearse } from '../../src/rehearsal/index.ts';
import { recordHistory, replayCall } from '../../src/replay/index.ts';
import { shippedScenarios } from '../flows/shipped-scenarios.ts';
import { throughQueue } from './recorded-call.ts';

const records = shippedScenarios().ready.map(({ loaded: { scenario }, flow: bound }) => {
  const flow = compileFlow(bound);
  const call = callFacts(flow, scenario);
  const events: CallEvent[] = [];
  const steps: Step[] = [];
  rehearse(bound, scenario, {
    see: (taken, event) => {
      steps.push(taken);
      if (event !== null) events.push(event);
    },
  });
  const state = steps.at(-1)?.state;
  if (state === undefined) throw new Error(`Nothing happened in "${scenario.scenario}".`);
  const transcript = steps.flatMap((step) => step.transcript);
  const history = { flow, call, schedules: state.schedules, events };
  const record: CallRecord = throughQueue(recordHistory(recordOf(flow, call, state, transcript), history));
  return { name: `${scenario.flow}: ${scenario.scenario}`, flow, record };
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
