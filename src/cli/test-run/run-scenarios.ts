import { rehearse, together } from '../../rehearsal/index.ts';
import type { TestedScenario, TestRun } from '../test-report/test-run.ts';
import { readScenarioFiles } from './read-scenario-files.ts';
import type { ReadOptions } from './read-scenario-files.ts';

export interface RunOptions extends ReadOptions {
  /** Milliseconds of a clock on the wall. */
  readonly now: () => number;
  /** Told before each scenario. */
  readonly progress: (done: number, all: number, scenario: string) => void;
  /** Lets other things happen between two scenarios; false: nothing more is to be run. */
  readonly pause: () => Promise<boolean>;
}

/** Runs all scenarios of some files, one after the other. Null: it was stopped. */
export async function runScenarios(options: RunOptions): Promise<TestRun | null> {
  const { now, progress, pause } = options;
  const begun = now();
  const { ready, notRun, problems } = readScenarioFiles(options);
  const tested: TestedScenario[] = [];
  const flowFiles = new Map<string, string>();
  for (const { loaded, source, flow, folder } of ready) {
    progress(tested.length, ready.length, loaded.scenario.scenario);
    if (!(await pause())) return null;
    const since = now();
    const result = rehearse(flow, loaded.scenario);
    tested.push({ loaded, source, result, took: now() - since });
    for (const id of [flow.document.id, ...Object.keys(flow.subflows)]) {
      const file = folder.fileOf(id);
      if (file !== null && !flowFiles.has(id)) flowFiles.set(id, file);
    }
  }
  const coverage = together(tested.map(({ result }) => result.coverage));
  return { tested, notRun, problems, coverage, flowFiles, took: now() - begun };
}
