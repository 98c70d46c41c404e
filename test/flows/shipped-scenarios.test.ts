/** The shipped scenarios hold, and leave nothing of the shipped flows out. */
import { rehearse, together } from '../../src/rehearsal/index.ts';
import type { FailurePlace, ScenarioFailure, ScenarioResult } from '../../src/rehearsal/index.ts';
import { checkScenario } from '../../src/scenario/index.ts';
import type { LoadedScenario } from '../../src/scenario/index.ts';
import { FlowsFor, flowsFolder, shippedScenarios } from './shipped-scenarios.ts';

const flows = new FlowsFor(flowsFolder);
const results: ScenarioResult[] = [];
const names = shippedScenarios.map((loaded) => [
  `${loaded.file}:${loaded.place.line}  ${loaded.scenario.scenario}`,
  loaded,
]) satisfies readonly (readonly [string, LoadedScenario])[];

test.each(names)('%s', (_name, loaded) => {
  const result = rehearse(flows.flowOf(loaded.scenario), loaded.scenario);
  results.push(result);
  expect(result.failures.map((failure) => inWords(failure, loaded, result)).join('\n\n')).toBe('');
});

/** As `ivr test` has it: where it stands, what was expected, what happened, and what came before. */
function inWords(
  { where, expected, actual, at }: ScenarioFailure,
  loaded: LoadedScenario,
  { transcript }: ScenarioResult,
): string {
  const { line, column } = placeOf(where, loaded);
  const before = transcript.filter((entry) => entry.at <= at).slice(-10);
  return [
    `${loaded.file}:${line}:${column}`,
    `expected ${expected}`,
    `happened ${actual} (at ${at} ms)`,
    ...before.map((entry) => JSON.stringify(entry)),
  ].join('\n');
}

function placeOf(where: FailurePlace, { place, stepPlaces, neverPlaces, alwaysPlaces }: LoadedScenario) {
  if (where.kind === 'call') return place;
  return { step: stepPlaces, never: neverPlaces, always: alwaysPlaces }[where.kind][where.index] ?? place;
}

test('no scenario names what its flow does not have', () => {
  const problems = shippedScenarios.flatMap((loaded) => {
    const { document, subflows } = flows.flowOf(loaded.scenario);
    const entered = Object.values(subflows).map((part) => part.document);
    return checkScenario(loaded, [document, ...entered]).map(
      ({ line, message }) => `${loaded.file}:${line} ${message}`,
    );
  });
  expect(problems).toEqual([]);
});

test('no two scenarios are called the same', () => {
  const all = shippedScenarios.map(({ scenario: { flow, scenario } }) => `${flow}: ${scenario}`);
  expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
});

describe('together they', () => {
  const coverage = () => together(results.map((result) => result.coverage));

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
      results.flatMap(({ transcript }) =>
        transcript.flatMap((entry) => (entry.kind === 'prompt' ? [`${entry.flow}: ${entry.play}`] : [])),
      ),
    );
    const written = new Set(
      shippedScenarios.flatMap(({ scenario }) => {
        const { document, subflows } = flows.flowOf(scenario);
        return [document, ...Object.values(subflows).map((part) => part.document)].flatMap(
          ({ id, prompts }) => Object.keys(prompts).map((name) => `${id}: ${name}`),
        );
      }),
    );
    expect(written.size).toBeGreaterThan(35);
    expect([...written].filter((name) => !heard.has(name))).toEqual([]);
  });

  it('end in every way in which a shipped flow can', () => {
    expect(new Set(results.map(({ end }) => end))).toEqual(
      new Set(['completed', 'transferred', 'abandoned', 'rejected', 'failed', 'maxDuration']),
    );
  });
});
