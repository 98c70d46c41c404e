/** What programs get of a run of scenarios. */
import { jsonReport } from '../../../src/cli/test-report/json-report.ts';
import { broken, coverage, run, transcript } from './runs.ts';

test('a run is one document: its scenarios, what failed in them, and the coverage of all', () => {
  expect(jsonReport(run())).toEqual({
    scenarios: [
      {
        scenario: 'sales is busy',
        flow: 'desk',
        file: 'desk.scenarios.json',
        line: 3,
        passed: true,
        failures: [],
        end: 'completed',
        durationMs: 11_000,
        variables: { pin: '•••' },
        transcript,
      },
      expect.objectContaining({
        scenario: 'nobody there',
        passed: false,
        failures: [
          {
            step: 0,
            expected: 'the prompt greeting within 2 s',
            actual: 'the node main <&> "bye"\u0007',
            at: 10_000,
            line: 5,
            column: 31,
          },
          {
            step: null,
            never: 0,
            expected: 'never the node operator',
            actual: 'the node operator',
            at: 500,
            line: 8,
            column: 25,
          },
        ],
      }),
    ],
    notRun: [],
    problems: [],
    coverage,
  });
});

test('what could not run is there with why', () => {
  const { rendered: _rendered, ...problem } = broken.problems[0]!;
  expect(jsonReport(run({ ...broken, tested: [] }))).toMatchObject({
    scenarios: [],
    notRun: [{ scenario: 'sales is busy', flow: 'desk', file: 'desk.scenarios.json', line: 3 }],
    problems: [problem],
  });
});
