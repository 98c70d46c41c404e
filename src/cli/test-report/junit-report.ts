import { textElement, xmlElement } from '../../xml/index.ts';
import { paintFor } from './paint.ts';
import type { TestedScenario, TestRun } from './test-run.ts';
import { failureLines } from './text-report.ts';
import { inSeconds } from './words.ts';

/**
 * A run as JUnit XML: a suite for each file, a case for each scenario. Times are seconds on the wall; how long a call
 * was stands in the output of its case. What could not run is an error.
 */
export function junitReport({ tested, problems, notRun, took }: TestRun): string {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const files = new Set(
    [...tested, ...notRun.map((loaded) => ({ loaded }))].map(({ loaded }) => loaded.file),
  );
  for (const { file } of errors) files.add(file);
  const suites = [...files].map((file): Suite => {
    const ran = tested.filter(({ loaded }) => loaded.file === file);
    const left = notRun.filter((loaded) => loaded.file === file);
    const broken = errors.filter((problem) => problem.file === file);
    return {
      name: file,
      took: ran.reduce((sum, one) => sum + one.took, 0),
      failures: ran.filter(({ result }) => !result.passed).length,
      errors: left.length + broken.length,
      cases: [
        ...ran.map(testCase),
        ...left.map(({ scenario: { scenario, flow } }) =>
          errorCase(scenario, flow, 'It could not run: its flow or its file has errors.'),
        ),
        ...broken.map(({ code, rendered }) => errorCase(code, file, rendered)),
      ],
    };
  });
  const sum = (of: (suite: Suite) => number): number => suites.reduce((total, suite) => total + of(suite), 0);
  const whole = counts(
    'ivr test',
    sum(({ cases }) => cases.length),
    sum(({ failures }) => failures),
    sum(({ errors: number }) => number),
    took,
  );
  const written = suites.map(({ name, cases, failures, errors: number, took: time }) =>
    xmlElement('testsuite', counts(name, cases.length, failures, number, time), ['\n', ...cases]),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xmlElement('testsuites', whole, ['\n', ...written.map((suite) => `${suite}\n`)])}\n`;
}

interface Suite {
  readonly name: string;
  readonly took: number;
  readonly failures: number;
  readonly errors: number;
  readonly cases: readonly string[];
}

const counts = (
  name: string,
  tests: number,
  failures: number,
  errors: number,
  took: number,
): Readonly<Record<string, string>> => ({
  name,
  tests: String(tests),
  failures: String(failures),
  errors: String(errors),
  time: inSeconds(took),
});

function testCase(tested: TestedScenario): string {
  const { result, loaded, took } = tested;
  const failures = result.failures.map((failure) =>
    textElement(
      'failure',
      { type: failure.where.kind, message: `expected ${failure.expected}, but ${failure.actual}` },
      failureLines(failure, tested, paintFor(false)).join('\n'),
    ),
  );
  const output = textElement('system-out', {}, `The call lasted ${inSeconds(result.durationMs)} s.`);
  const named = {
    name: result.scenario,
    classname: result.flow,
    file: loaded.file,
    line: String(loaded.place.line),
    time: inSeconds(took),
  };
  return `${xmlElement('testcase', named, [...failures, output])}\n`;
}

const errorCase = (name: string, classname: string, text: string): string =>
  `${xmlElement('testcase', { name, classname, time: '0.000' }, [textElement('error', { message: text.split('\n')[0] ?? '' }, text)])}\n`;
