import { readFileSync } from 'node:fs';
import { rehearseHosted } from '../../src/hosted/index.ts';
import type { HostedFlow } from '../../src/hosted/index.ts';
import { rehearsalFlows } from '../../src/library/index.ts';
import { rehearse } from '../../src/rehearsal/index.ts';
import type { ScenarioResult } from '../../src/rehearsal/index.ts';
import { loadScenarios } from '../../src/scenario/index.ts';
import type { Scenario } from '../../src/scenario/index.ts';

/** The scenarios of a file. */
export function scenariosOf(file: string): readonly Scenario[] {
  const loaded = loadScenarios(readFileSync(file, 'utf8'), { file });
  if (loaded.kind === 'problems') throw new Error(JSON.stringify(loaded.problems));
  return loaded.scenarios.map(({ scenario }) => scenario);
}

/** The flow of a scenario, with its audio. `folder` is where it is. */
export function flowOf(folder: string, scenario: Scenario): HostedFlow {
  const flows = rehearsalFlows(folder, (name) => scenario.settings?.[name]);
  const found = flows.find(scenario.flow);
  if (found.kind !== 'ok') throw new Error(JSON.stringify(found));
  return { flow: found.flow, media: flows.media };
}

/** One scenario at either depth. `folder` is where its flow is. */
export async function bothDepths(
  folder: string,
  scenario: Scenario,
): Promise<{ readonly alone: ScenarioResult; readonly hosted: ScenarioResult }> {
  const found = flowOf(folder, scenario);
  const alone = rehearse(found.flow, scenario);
  return { alone, hosted: await rehearseHosted(found, scenario) };
}
