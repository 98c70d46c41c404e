import { writtenScenario } from '../../exploration/index.ts';
import type { Finding } from '../../exploration/index.ts';
import { together } from '../../rehearsal/index.ts';
import { scenarioText } from '../terminal-phone/save-scenario.ts';
import { coverageTable } from '../test-report/coverage-table.ts';
import type { Paint } from '../test-report/paint.ts';
import { inSeconds } from '../test-report/words.ts';
import { printable } from '../printable.ts';
import type { ExploredFlow } from './explored-flow.ts';

/** What people read of an exploration: how many called, what was found, what was gone through. */
export function exploreReport(
  explored: readonly ExploredFlow[],
  seed: number,
  paint: Paint,
): readonly string[] {
  const coverage = together(explored.map((each) => each.coverage));
  const found = explored.flatMap(({ findings }) => findings).length;
  const isMissed = [
    ...coverage.nodes.map(({ entered }) => entered),
    ...coverage.outcomes.map(({ taken }) => taken),
  ].includes(0);
  const sum = found === 0 ? paint.passed('nothing found') : paint.failed(`${found} found`);
  return [
    ...explored.flatMap((each) => [
      `${paint.strong(printable(each.flow))}  ${each.calls} calls, ${perSecond(each)} a second`,
      ...each.findings.flatMap((finding) => findingLines(finding, seed, paint)),
    ]),
    '',
    ...coverageTable(coverage, paint),
    ...(isMissed ? ['', paint.quiet(hint)] : []),
    '',
    `${sum} (seed ${seed})`,
  ];
}

const hint =
  'What no caller came to may need more of them (--explore 5000), another --seed, or a scenario that knows the values it takes; or nothing leads there.';

const perSecond = ({ calls, took }: ExploredFlow): number => Math.round((calls * 1_000) / Math.max(1, took));

function findingLines(
  { rule, what, why, next, at, run, caller }: Finding,
  seed: number,
  paint: Paint,
): readonly string[] {
  return [
    '',
    `  ${paint.failed(rule)}  ${printable(what)} (at ${inSeconds(at)} s)`,
    `      why   ${printable(why)}`,
    `      next  ${printable(next)}`,
    paint.quiet(`      It was call ${run} of seed ${seed}. This scenario is the same call, made small:`),
    scenarioText(writtenScenario(caller)),
    '',
  ];
}

/** The document of `ivr test --explore --json`. Times are virtual milliseconds since the call was placed. */
export function exploreJson(explored: readonly ExploredFlow[], seed: number): object {
  return {
    seed,
    flows: explored.map(({ flow, calls, findings, took }) => ({
      flow,
      calls,
      callsPerSecond: perSecond({ flow, calls, findings, took, coverage: { nodes: [], outcomes: [] } }),
      findings: findings.map(({ rule, what, why, next, about, at, run, caller }) => ({
        rule,
        what,
        why,
        next,
        about,
        at,
        call: run,
        scenario: writtenScenario(caller),
      })),
    })),
    coverage: together(explored.map(({ coverage }) => coverage)),
  };
}
