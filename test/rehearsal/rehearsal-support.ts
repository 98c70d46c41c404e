/** Scenarios in tests: written as an author writes them, run on the interpreter alone. */
import { loadScenarios } from '../../src/scenario/index.ts';
import type { Scenario } from '../../src/scenario/index.ts';
import { rehearse } from '../../src/rehearsal/index.ts';
import type { ScenarioResult } from '../../src/rehearsal/index.ts';
import { boundTestFlow } from '../support/flows.ts';

type Flow = Parameters<typeof boundTestFlow>[0];

/** What has passed the schema. */
export function scenarioOf(written: object): Scenario {
  const loaded = loadScenarios(JSON.stringify([{ scenario: 'test', flow: 'test', steps: [], ...written }]), {
    file: 'test.scenarios.json',
  });
  if (loaded.kind === 'problems') throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  const [first] = loaded.scenarios;
  if (first === undefined) throw new Error('unreachable');
  return first.scenario;
}

/** Runs steps against a flow; `lengths` of its audio. */
export const run = (
  flow: Flow,
  steps: readonly object[],
  more: object = {},
  lengths: Readonly<Record<string, number>> = {},
  subflows: Parameters<typeof boundTestFlow>[2] = [],
): ScenarioResult => rehearse(boundTestFlow(flow, lengths, subflows), scenarioOf({ steps, ...more }));

type Entry = ScenarioResult['transcript'][number];

export const entriesOf = <Kind extends Entry['kind']>(
  { transcript }: ScenarioResult,
  kind: Kind,
): readonly Extract<Entry, { readonly kind: Kind }>[] => {
  const isOf = (entry: Entry): entry is Extract<Entry, { readonly kind: Kind }> => entry.kind === kind;
  return transcript.filter(isOf);
};

/** What was heard: `name from-until`, with `!` where it was cut. */
export const heard = (result: ScenarioResult): readonly string[] =>
  entriesOf(result, 'prompt').map(
    ({ play, at, until, cancelled }) => `${play} ${at}-${until}${cancelled ? '!' : ''}`,
  );

export const inputs = (result: ScenarioResult): readonly string[] =>
  entriesOf(result, 'input').map(({ at, outcome, value }) => `${at} ${outcome} ${JSON.stringify(value)}`);

export const nodes = (result: ScenarioResult): readonly string[] =>
  entriesOf(result, 'enter').map(({ node }) => node);

/** Failed expectations, each `expected: actual`. */
export const failed = ({ failures }: ScenarioResult): readonly string[] =>
  failures.map(({ expected, actual }) => `${expected}: ${actual}`);
