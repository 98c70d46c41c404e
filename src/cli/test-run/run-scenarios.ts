import { compileFlow } from '../../flow/index.ts';
import type { BoundFlow } from '../../flow/index.ts';
import type { RehearsalFlows } from '../../library/index.ts';
import { coverageOf, rehearse, together } from '../../rehearsal/index.ts';
import type { MediaCatalogue } from '../../media/index.ts';
import type { Coverage, ScenarioResult } from '../../rehearsal/index.ts';
import type { Scenario } from '../../scenario/index.ts';
import type { TestedScenario, TestRun } from '../test-report/test-run.ts';
import { readScenarioFiles } from './read-scenario-files.ts';
import type { ReadOptions } from './read-scenario-files.ts';

/** How much of the product takes the calls. */
export type Depth = 'interpreter' | 'host';

export interface RunOptions extends ReadOptions {
  readonly depth: Depth;
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
  const { ready, notRun, problems, wholeFolders } = readScenarioFiles(options);
  const run = await runnerFor(options.depth);
  const tested: TestedScenario[] = [];
  const flowFiles = new Map<string, string>();
  for (const { loaded, source, flow, folder } of ready) {
    progress(tested.length, ready.length, loaded.scenario.scenario);
    if (!(await pause())) return null;
    const since = now();
    const result = await run(flow, folder.media, loaded.scenario);
    tested.push({ loaded, source, result, took: now() - since });
    for (const id of [flow.document.id, ...Object.keys(flow.subflows)]) {
      const file = folder.fileOf(id);
      if (file !== null && !flowFiles.has(id)) flowFiles.set(id, file);
    }
  }
  const parts = tested.map(({ result }) => result.coverage);
  for (const { id, file, coverage } of uncalled(wholeFolders, new Set(flowFiles.keys()))) {
    parts.push(coverage);
    flowFiles.set(id, file);
  }
  return { tested, notRun, problems, coverage: together(parts), flowFiles, took: now() - begun };
}

type Run = (
  flow: BoundFlow,
  media: MediaCatalogue,
  scenario: Scenario,
) => ScenarioResult | Promise<ScenarioResult>;

/** The host is loaded only where it is asked for. */
async function runnerFor(depth: Depth): Promise<Run> {
  if (depth === 'interpreter') return (flow, _media, scenario) => rehearse(flow, scenario);
  const { rehearseHosted } = await import('../../hosted/index.ts');
  return (flow, media, scenario) => rehearseHosted({ flow, media }, scenario);
}

interface UncalledFlow {
  readonly id: string;
  readonly file: string;
  readonly coverage: Coverage;
}

/** A flow that no scenario calls is not covered at all. One that does not load is what `ivr check` is for. */
const uncalled = (folders: readonly RehearsalFlows[], called: ReadonlySet<string>): readonly UncalledFlow[] =>
  folders.flatMap((folder) =>
    folder.ids().flatMap((id) => {
      const opened = called.has(id) ? null : folder.find(id);
      const file = folder.fileOf(id);
      if (opened?.kind !== 'ok' || file === null) return [];
      return [{ id, file, coverage: coverageOf(compileFlow(opened.flow), []) }];
    }),
  );
