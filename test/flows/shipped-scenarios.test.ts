/** The shipped scenarios hold, and leave nothing of the shipped flows out. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonValue } from '../../src/call/index.ts';
import { paintFor } from '../../src/cli/test-report/paint.ts';
import { failureLines } from '../../src/cli/test-report/text-report.ts';
import type { ReadyScenario } from '../../src/cli/test-run/read-scenario-files.ts';
import { rehearse, together } from '../../src/rehearsal/index.ts';
import type { ScenarioResult } from '../../src/rehearsal/index.ts';
import { jsonSchema } from '../../src/schemas/index.ts';
import { shippedScenarios } from './shipped-scenarios.ts';

const { ready, notRun, problems } = shippedScenarios();
const results = new Map<ReadyScenario, ScenarioResult>();
const paint = paintFor(false);

function resultOf(one: ReadyScenario): ScenarioResult {
  const result = results.get(one) ?? rehearse(one.flow, one.loaded.scenario);
  results.set(one, result);
  return result;
}

test('all of them can be run, and name nothing that their flow does not have', () => {
  expect(problems.map(({ rendered }) => rendered)).toEqual([]);
  expect(notRun).toEqual([]);
  expect(ready.length).toBeGreaterThan(90);
});

test.each(ready.map((one) => [one.loaded.file, one.loaded.scenario.scenario, one] as const))(
  '%s: %s',
  (_file, _name, one) => {
    const { loaded, source } = one;
    const result = resultOf(one);
    const failures = result.failures.flatMap((failure) =>
      failureLines(failure, { loaded, source, result, took: 0 }, paint),
    );
    if (failures.length > 0) throw new Error(failures.join('\n'));
    expect(result.passed).toBe(true);
  },
);

/** What members say: their names, and the words that are their values. */
const saidIn = (value: JsonValue): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value !== 'object' || value === null
      ? []
      : Object.entries(value).flatMap(([name, member]) => [name, ...saidIn(member)]);

test('with those on the page, and those of group calls, they show all of the language of scenarios', () => {
  const page = readFileSync(join(__dirname, '../../docs/testing-flows.md'), 'utf8');
  const shown = [...page.matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(([, text = '']): JsonValue =>
    JSON.parse(text),
  );
  const shipped = new Set(ready.map(({ source }) => source));
  // No shipped flow is about a group call.
  const groupCalls = ['group-calls/group-calls', 'graph-nodes/everything'].map((name) =>
    readFileSync(join(__dirname, `../hosted/${name}.scenarios.json`), 'utf8'),
  );
  const said = new Set(
    saidIn([...shown, ...[...groupCalls, ...shipped].map((source): JsonValue => JSON.parse(source))]),
  );
  const names = new Set<string>();
  const collect = (schema: JsonValue): void => {
    if (typeof schema !== 'object' || schema === null) return;
    for (const [name, member] of Object.entries(schema)) {
      if (name === 'properties') for (const property of Object.keys(member ?? {})) names.add(property);
      collect(member);
    }
  };
  collect(jsonSchema('scenarios'));
  expect(names.size).toBeGreaterThan(50);
  expect([...names].filter((name) => !said.has(name))).toEqual([]);
});

test('no two scenarios are called the same', () => {
  const all = ready.map(({ loaded }) => loaded.scenario.scenario);
  expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
});

describe('together they', () => {
  const all = () => ready.map(resultOf);
  const coverage = () => together(all().map((result) => result.coverage));

  it('enter every node of every shipped flow', () => {
    const { nodes } = coverage();
    expect(new Set(nodes.map(({ flow }) => flow))).toEqual(
      new Set(['front-desk', 'identify-patient', 'lobby', 'practice', 'turned-away']),
    );
    expect(nodes.filter(({ entered }) => entered === 0)).toEqual([]);
  });

  it('take every outcome of every node', () => {
    const { outcomes } = coverage();
    expect(outcomes.length).toBeGreaterThan(80);
    expect(outcomes.filter(({ taken }) => taken === 0)).toEqual([]);
  });

  it('hear every prompt', () => {
    const heard = new Set(
      all().flatMap(({ transcript }) =>
        transcript.flatMap((entry) => (entry.kind === 'prompt' ? [`${entry.flow}: ${entry.play}`] : [])),
      ),
    );
    const written = new Set(
      ready.flatMap(({ flow: { document, subflows } }) =>
        [document, ...Object.values(subflows).map((part) => part.document)].flatMap(({ id, prompts }) =>
          Object.keys(prompts).map((name) => `${id}: ${name}`),
        ),
      ),
    );
    expect(written.size).toBeGreaterThan(35);
    expect([...written].filter((name) => !heard.has(name))).toEqual([]);
  });

  it('end in every way in which a shipped flow can', () => {
    expect(new Set(all().map(({ end }) => end))).toEqual(
      new Set(['completed', 'transferred', 'abandoned', 'rejected', 'failed', 'maxDuration']),
    );
  });
});
