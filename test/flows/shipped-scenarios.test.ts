/** The shipped scenarios hold, and leave nothing of the shipped flows out. */
import { paintFor } from '../../src/cli/test-report/paint.ts';
import { failureLines } from '../../src/cli/test-report/text-report.ts';
import { rehearse, together } from '../../src/rehearsal/index.ts';
import type { ScenarioResult } from '../../src/rehearsal/index.ts';
import { shippedScenarios } from './shipped-scenarios.ts';

const { ready, notRun, problems } = shippedScenarios();
const results: ScenarioResult[] = [];
const paint = paintFor(false);

test('all of them can be run, and name nothing that their flow does not have', () => {
  expect(problems.map(({ rendered }) => rendered)).toEqual([]);
  expect(notRun).toEqual([]);
  expect(ready.length).toBeGreaterThan(90);
});

test.each(ready.map((one) => [one.loaded.file, one.loaded.scenario.scenario, one] as const))(
  '%s: %s',
  (_file, _name, { loaded, source, flow }) => {
    const result = rehearse(flow, loaded.scenario);
    results.push(result);
    const failures = result.failures.flatMap((failure) =>
      failureLines(failure, { loaded, source, result, took: 0 }, paint),
    );
    if (failures.length > 0) throw new Error(failures.join('\n'));
    expect(result.passed).toBe(true);
  },
);

test('no two scenarios are called the same', () => {
  const all = ready.map(({ loaded }) => loaded.scenario.scenario);
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
    expect(new Set(results.map(({ end }) => end))).toEqual(
      new Set(['completed', 'transferred', 'abandoned', 'rejected', 'failed', 'maxDuration']),
    );
  });
});
