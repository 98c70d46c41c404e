import { flowId, nodeName } from '../../../src/call/index.ts';
import type { RecordedEntry } from '../../../src/call/index.ts';
import type { TestedScenario, TestRun } from '../../../src/cli/test-report/test-run.ts';
import type { Coverage, ScenarioResult } from '../../../src/rehearsal/index.ts';
import { loadScenarios } from '../../../src/scenario/index.ts';

/** A file of one scenario whose first step is on line 5. */
const source = `[
  {
    "scenario": "sales is busy", "flow": "desk",
    "steps": [
      { "expect": { "prompt": "greeting" }, "within": "2s" },
      { "press": "1" }
    ],
    "never": [{ "node": "operator" }]
  }
]`;

const place = { flow: flowId('desk'), node: nodeName('main') };

/** Twelve entries, a second apart. */
export const transcript: readonly RecordedEntry[] = [
  { ...place, at: 0, kind: 'enter', from: null, by: null },
  { ...place, at: 1_000, kind: 'prompt', play: 'welcome', until: 2_500, completed: true, cancelled: false },
  ...Array.from({ length: 9 }, (_, index): RecordedEntry => ({
    ...place,
    at: 2_000 + 1_000 * index,
    kind: 'key',
    key: String(index),
  })),
  { ...place, at: 11_000, kind: 'end', end: 'completed', reason: null },
];

export const coverage: Coverage = {
  nodes: [
    { flow: 'desk', node: 'main', entered: 3 },
    { flow: 'desk', node: 'operator', entered: 0 },
    { flow: 'desk', node: 'bye', entered: 2 },
    { flow: 'rates', node: 'tell', entered: 1 },
  ],
  outcomes: [
    { flow: 'desk', node: 'main', outcome: '1', to: 'operator', taken: 0 },
    { flow: 'desk', node: 'main', outcome: 'onExhausted', to: 'bye', taken: 2 },
    { flow: 'rates', node: 'tell', outcome: 'next', to: 'tell', taken: 1 },
  ],
};

/** A scenario that ran, in the file `desk.scenarios.json`. */
export function tested(result: Partial<ScenarioResult> = {}): TestedScenario {
  const read = loadScenarios(source, { file: 'desk.scenarios.json' });
  const [loaded] = read.kind === 'ok' ? read.scenarios : [];
  if (loaded === undefined) throw new Error('The scenario of the test is wrong.');
  const whole: ScenarioResult = {
    scenario: 'sales is busy',
    flow: 'desk',
    passed: (result.failures ?? []).length === 0,
    failures: [],
    end: 'completed',
    durationMs: 11_000,
    variables: { pin: '•••' },
    transcript,
    coverage,
    ...result,
  };
  return { loaded, source, result: whole, took: 4 };
}

/** What was expected in the first step, and must never be: both failed. */
export const failures: ScenarioResult['failures'] = [
  {
    where: { kind: 'step', index: 0 },
    expected: 'the prompt greeting within 2 s',
    actual: 'the node main <&> "bye"\u0007',
    at: 10_000,
  },
  {
    where: { kind: 'never', index: 0 },
    expected: 'never the node operator',
    actual: 'the node operator',
    at: 500,
  },
];

export function run(changes: Partial<TestRun> = {}): TestRun {
  return {
    tested: [tested(), tested({ scenario: 'nobody there', failures })],
    problems: [],
    notRun: [],
    coverage,
    flowFiles: new Map(),
    took: 1_234,
    ...changes,
  };
}

/** An error in a file of scenarios, and a scenario that could not run because of it. */
export const broken: Pick<TestRun, 'problems' | 'notRun'> = {
  problems: [
    {
      code: 'SCENARIO-UNKNOWN-NODE',
      severity: 'error',
      message: 'The flow has no node "x".',
      file: 'desk.scenarios.json',
      line: 5,
      column: 7,
      length: 1,
      pointer: '/0',
      rendered:
        'desk.scenarios.json:5:7  error SCENARIO-UNKNOWN-NODE  The flow has no node "x".\n  an excerpt',
    },
  ],
  notRun: [tested().loaded],
};
