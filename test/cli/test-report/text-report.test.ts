/** What people read of a run of scenarios. */
import { paintFor } from '../../../src/cli/test-report/paint.ts';
import { textReport } from '../../../src/cli/test-report/text-report.ts';
import { broken, failures, run, tested, transcript } from './runs.ts';

const plain = paintFor(false);
const report = (...given: Parameters<typeof run>): string => textReport(run(...given), plain).join('\n');

test('a scenario is a line with its verdict and how long its call was; the sum is the last line', () => {
  expect(report({ tested: [tested(), tested({ scenario: 'another', durationMs: 754_000 })] })).toBe(
    `desk.scenarios.json
  pass  sales is busy  11 s
  pass  another  12 min 34 s

2 passed, 0 failed (1.2 s)`,
  );
});

test('a failure says what was expected, what happened, where that stands and the ten entries before it', () => {
  expect(report({ tested: [tested({ failures: failures.slice(0, 1) })] })).toBe(
    `desk.scenarios.json
  FAIL  sales is busy  11 s
        desk.scenarios.json:5:31
          5 |       { "expect": { "prompt": "greeting" }, "within": "2s" },
            |                               ^^^^^^^^^^
        expected  the prompt greeting within 2 s
        happened  the node main <&> "bye" (at 10.000 s)
        the last 10 of 11 entries until then:
            1.000  prompt    welcome, until 2.500
            2.000  key       0
            3.000  key       1
            4.000  key       2
            5.000  key       3
            6.000  key       4
            7.000  key       5
            8.000  key       6
            9.000  key       7
           10.000  key       8

0 passed, 1 failed (1.2 s)`,
  );
});

test('of a rule over the whole run the rule is shown; what came later is not', () => {
  const shown = report({ tested: [tested({ failures: failures.slice(1) })] });
  expect(shown).toContain(`desk.scenarios.json:8:25
          8 |     "never": [{ "node": "operator" }]
            |                         ^^^^^^^^^^`);
  expect(shown).toContain(`the transcript until then:
            0.000  enter     main as the first

`);
});

test('a call that does not end is told at the name of its scenario, before any entry', () => {
  const failure = { where: { kind: 'call' }, expected: 'an end', actual: 'none', at: 0 } as const;
  expect(report({ tested: [tested({ failures: [failure], transcript: transcript.slice(1) })] })).toContain(
    `desk.scenarios.json:3:17
          3 |     "scenario": "sales is busy", "flow": "desk",
            |                 ^^^^^^^^^^^^^^^
        expected  an end
        happened  none (at 0.000 s)

`,
  );
});

test('problems of files come first, and what could not run is counted', () => {
  expect(report({ ...broken, tested: [] })).toBe(
    `desk.scenarios.json:5:7  error SCENARIO-UNKNOWN-NODE  The flow has no node "x".
  an excerpt

0 passed, 0 failed, 1 could not run (1.2 s)`,
  );
});

test('colours add nothing but colours', () => {
  const coloured = textReport(run(), paintFor(true)).join('\n');
  expect(coloured).toContain('\u001b[32mpass\u001b[39m');
  expect(coloured).toContain('\u001b[31mFAIL\u001b[39m');
  expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(report());
});
