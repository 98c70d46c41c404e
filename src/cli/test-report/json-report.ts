import { placeOf } from './test-run.ts';
import type { TestedScenario, TestRun } from './test-run.ts';

/** The document of `ivr test --json`. Times are virtual milliseconds since the call was placed. */
export function jsonReport({ tested, problems, notRun, coverage }: TestRun): object {
  return {
    scenarios: tested.map(scenarioReport),
    notRun: notRun.map(({ file, place, scenario: { scenario, flow } }) => ({
      scenario,
      flow,
      file,
      line: place.line,
    })),
    problems: problems.map(({ rendered: _rendered, ...problem }) => problem),
    coverage,
  };
}

function scenarioReport({ loaded, result }: TestedScenario): object {
  const { scenario, flow, passed, end, durationMs, variables, transcript } = result;
  const failures = result.failures.map(({ where, expected, actual, at }) => {
    const { line, column } = placeOf(loaded, where);
    const step = where.kind === 'step' ? where.index : null;
    const rule = where.kind === 'never' || where.kind === 'always' ? { [where.kind]: where.index } : {};
    return { step, ...rule, expected, actual, at, line, column };
  });
  const { file, place } = loaded;
  return {
    scenario,
    flow,
    file,
    line: place.line,
    passed,
    failures,
    end,
    durationMs,
    variables,
    transcript,
  };
}
