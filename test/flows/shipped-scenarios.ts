/** The shipped flows and the scenarios beside them, as `ivr test` reads them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { BoundFlow } from '../../src/flow/index.ts';
import { rehearsalFlows } from '../../src/library/index.ts';
import type { RehearsalFlows } from '../../src/library/index.ts';
import { loadScenarios } from '../../src/scenario/index.ts';
import type { LoadedScenario, Scenario } from '../../src/scenario/index.ts';

export const flowsFolder = resolve(__dirname, '../../flows');

/** Flows as scenarios call them, read once for each set of settings. */
export class FlowsFor {
  readonly #folder: string;
  readonly #read = new Map<string, RehearsalFlows>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** A flow, bound to the settings of a scenario; what is wrong with it is thrown. */
  find(flow: string, settings: Readonly<Record<string, string>> = {}): BoundFlow {
    const key = JSON.stringify(settings);
    const lookUp = new Map(Object.entries(settings));
    const flows = this.#read.get(key) ?? rehearsalFlows(this.#folder, (name) => lookUp.get(name));
    this.#read.set(key, flows);
    const found = flows.find(flow);
    if (found.kind === 'ok') return found.flow;
    if (found.kind === 'unknown') throw new Error(`There is no flow ${flow}, but ${found.ids.join()}.`);
    throw new Error(found.problems.map(({ rendered }) => rendered).join('\n'));
  }

  flowOf({ flow, settings }: Scenario): BoundFlow {
    return this.find(flow, settings);
  }
}

export const shippedScenarios: readonly LoadedScenario[] = readdirSync(flowsFolder)
  .filter((name) => name.endsWith('.scenarios.json'))
  .sort()
  .flatMap((file) => {
    const loaded = loadScenarios(readFileSync(join(flowsFolder, file), 'utf8'), { file: `flows/${file}` });
    if (loaded.kind === 'ok') return loaded.scenarios;
    throw new Error(
      loaded.problems.map(({ line, message }) => `flows/${file}:${line} ${message}`).join('\n'),
    );
  });
