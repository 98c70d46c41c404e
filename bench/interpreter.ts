import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rehearsalFlows } from '../src/library/index.ts';
import { rehearse } from '../src/rehearsal/index.ts';
import { loadScenarios } from '../src/scenario/index.ts';
import { median } from './benchmark.ts';
import type { Figure } from './benchmark.ts';

const rounds = 7;
const roundTime = 1_000;

/**
 * The shipped scenarios of the front desk on the interpreter alone, one core, each with its script, its world and its
 * judgement: how many calls a second, and how much faster than the calls themselves.
 */
export function benchInterpreter(flowsPath: string): readonly Figure[] {
  const runs = frontDesk(flowsPath);
  const rates: number[] = [];
  const speeds: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    let calls = 0;
    let lasted = 0;
    const started = processorTime();
    while (processorTime() - started < roundTime) {
      for (const run of runs) lasted += run();
      calls += runs.length;
    }
    const spent = processorTime() - started;
    rates.push((calls * 1_000) / spent);
    speeds.push(lasted / spent);
  }
  return [
    {
      name: 'scenarios of the front desk at interpreter depth',
      unit: 'calls/s',
      value: Math.round(median(rates)),
    },
    {
      name: 'the same, ms of a call for each ms that it takes',
      unit: 'ms/ms',
      value: Math.round(median(speeds)),
      peer: 'the call itself',
      ratio: Math.round(median(speeds)),
    },
  ];
}

/** What this process has used of a core, in ms: whatever else runs on the machine does not count. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Each runs one scenario and gives how long its call lasts, in ms. A scenario that fails would measure something else. */
function frontDesk(flowsPath: string): readonly (() => number)[] {
  const file = join(flowsPath, 'front-desk.scenarios.json');
  const flows = rehearsalFlows(flowsPath, () => undefined);
  const loaded = loadScenarios(readFileSync(file, 'utf8'), { file });
  if (loaded.kind === 'problems') throw new Error(`${file} cannot be read.`);
  return loaded.scenarios.map(({ scenario }) => {
    const found = flows.find(scenario.flow);
    if (found.kind !== 'ok') throw new Error(`There is no flow ${scenario.flow} in ${flowsPath}.`);
    return () => {
      const { passed, durationMs } = rehearse(found.flow, scenario);
      if (!passed) throw new Error(`The scenario ${scenario.scenario} fails.`);
      return durationMs;
    };
  });
}
