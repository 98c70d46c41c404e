import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { settingLookup } from '../../config/index.ts';
import { renderProblem } from '../../flow/index.ts';
import type { BoundFlow, Problem } from '../../flow/index.ts';
import { rehearsalFlows } from '../../library/index.ts';
import type { FileProblem, RehearsalFlows } from '../../library/index.ts';
import type { ScenarioFile } from './scenario-files.ts';
import { checkScenario, loadScenarios, unknownFlow, unreadableScenarios } from '../../scenario/index.ts';
import type { LoadedScenario } from '../../scenario/index.ts';

export interface ReadOptions {
  readonly files: readonly ScenarioFile[];
  readonly workingFolder: string;
  /** Where flows are sought; null: beside the file of each scenario. */
  readonly flows: string | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A scenario with the flow that it calls. */
export interface ReadyScenario {
  readonly loaded: LoadedScenario;
  readonly source: string;
  readonly flow: BoundFlow;
  /** The flow's folder, in which those are that it enters. */
  readonly folder: RehearsalFlows;
}

export interface ScenariosRead {
  readonly ready: readonly ReadyScenario[];
  readonly notRun: readonly LoadedScenario[];
  readonly problems: readonly FileProblem[];
  /** The flows of folders that were named: all of them are meant to be tested. */
  readonly wholeFolders: readonly RehearsalFlows[];
}

/**
 * Reads files of scenarios and the flows that they call. What is wrong with one file keeps no other from running. Of
 * flows only errors are told: the rest is what `ivr check` is for.
 */
export function readScenarioFiles(options: ReadOptions): ScenariosRead {
  const flows = new FlowFolders(options);
  const ready: ReadyScenario[] = [];
  const notRun: LoadedScenario[] = [];
  // A flow that is wrong is told once, however many scenarios call it.
  const problems = new Map<string, FileProblem>();
  const tell = (problem: FileProblem): void => {
    problems.set(problem.rendered, problem);
  };
  const wholeFolders = new Set<RehearsalFlows>();
  for (const { name: file, isOfFolder } of options.files) {
    if (isOfFolder) wholeFolders.add(flows.folderOf(file));
    const source = readText(resolve(options.workingFolder, file));
    const loaded = source === null ? null : loadScenarios(source, { file });
    if (source === null || loaded === null) tell(rendered(unreadableScenarios(file), ''));
    else if (loaded.kind === 'problems')
      loaded.problems.forEach((problem) => tell(rendered(problem, source)));
    else {
      for (const scenario of loaded.scenarios) {
        const folder = flows.folderOf(file, scenario.scenario.settings);
        const { flow, found } = flowOf(scenario, source, folder);
        found.forEach(tell);
        if (flow === null) notRun.push(scenario);
        else ready.push({ loaded: scenario, source, flow, folder });
      }
    }
  }
  return { ready, notRun, problems: [...problems.values()], wholeFolders: [...wholeFolders] };
}

/** A folder is read once for each set of settings. */
class FlowFolders {
  readonly #options: ReadOptions;
  readonly #folders = new Map<string, RehearsalFlows>();

  constructor(options: ReadOptions) {
    this.#options = options;
  }

  folderOf(file: string, settings: Readonly<Record<string, string>> = {}): RehearsalFlows {
    const { flows, workingFolder, environment } = this.#options;
    const folder = resolve(workingFolder, flows ?? dirname(file));
    const key = JSON.stringify([folder, settings]);
    const known = this.#folders.get(key);
    if (known !== undefined) return known;
    const lookUp = settingLookup({ ...environment, ...settings });
    const opened = rehearsalFlows(folder, lookUp, (path) => relative(workingFolder, path));
    this.#folders.set(key, opened);
    return opened;
  }
}

/** The flow of a scenario; null where that, or what the scenario says of it, is wrong. */
function flowOf(
  loaded: LoadedScenario,
  source: string,
  folder: RehearsalFlows,
): { readonly flow: BoundFlow | null; readonly found: readonly FileProblem[] } {
  const opened = folder.find(loaded.scenario.flow);
  if (opened.kind === 'unknown')
    return { flow: null, found: [rendered(unknownFlow(loaded, opened.ids), source)] };
  if (opened.kind === 'problems') return { flow: null, found: opened.problems.filter(isError) };
  const { flow } = opened;
  const entered = Object.values(flow.subflows).map(({ document }) => document);
  const found = checkScenario(loaded, [flow.document, ...entered]).map((slip) => rendered(slip, source));
  return { flow: found.some(isError) ? null : flow, found };
}

const isError = ({ severity }: FileProblem): boolean => severity === 'error';

const rendered = (problem: Problem, source: string): FileProblem => ({
  ...problem,
  rendered: renderProblem(problem, source),
});

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
