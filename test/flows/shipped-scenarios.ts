/** The scenarios that are shipped, read as `ivr test` reads them. */
import { resolve } from 'node:path';
import { readScenarioFiles } from '../../src/cli/test-run/read-scenario-files.ts';
import type { ReadyScenario, ScenariosRead } from '../../src/cli/test-run/read-scenario-files.ts';
import { scenarioFiles } from '../../src/cli/test-run/scenario-files.ts';

const root = resolve(__dirname, '../..');

/** The scenarios of the shipped flows; null: with the flows as they are shipped, else with those of a folder. */
export const shippedScenarios = (flows: string | null = null): ScenariosRead =>
  readScenarioFiles({
    files: scenarioFiles(['flows'], root),
    workingFolder: root,
    flows,
    environment: {},
  });

/** The shipped scenario of this name. */
export function scenarioCalled(name: string, { ready, problems }: ScenariosRead): ReadyScenario {
  const found = ready.filter(({ loaded }) => loaded.scenario.scenario === name);
  if (found.length === 1 && found[0] !== undefined) return found[0];
  const why = problems.map(({ rendered }) => rendered).join('\n');
  throw new Error(`There are ${found.length} scenarios "${name}" that can be run. ${why}`);
}
