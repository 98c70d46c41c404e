import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { rejectReasons } from '../call/index.ts';
import type { SettingLookup } from '../config/index.ts';
import { chooseRoute, loadRoutes, renderProblem } from '../flow/index.ts';
import type { BoundFlow, Problem, RoutesLoaded } from '../flow/index.ts';
import { createMediaCatalogue } from '../media/index.ts';
import type { MediaCatalogue } from '../media/index.ts';
import { readDirectory } from './flow-directory.ts';
import { flowFiles } from './flow-files.ts';
import { LibraryError } from './library-error.ts';
import type { FileProblem, Library, UnspokenText } from './library.ts';
import { completeFlow, idTaken, loadFlowFile } from './load-flow-file.ts';
import { rejectionFlow } from './rejection-flow.ts';

export interface LibraryOptions {
  readonly flowsPath: string;
  readonly settings: SettingLookup;
  readonly unspokenText: UnspokenText;
}

/**
 * Reads the flows folder: `routes.json`, and every other JSON file that is not a scenario or a schema. A flow
 * that does not load leaves the others running: it is named in `problems`, and its calls are rejected as busy.
 * @throws LibraryError where there is no folder, no flow, or no routes that can be used.
 */
export function loadLibrary(options: LibraryOptions): Library {
  const { flowsPath, settings } = options;
  const files = flowFiles(flowsPath);
  const routesFile = join(flowsPath, 'routes.json');
  const loadedRoutes = readRoutes(routesFile, settings);
  const media = createMediaCatalogue();
  const { flows, unloaded, problems } = completeFlows(loadFlows(files, options, media), flowsPath);
  // Of a flow that is there and did not load, its own problems say enough.
  const unknown = loadedRoutes.unknownFlows(new Set([...flows.keys(), ...unloaded]));
  const allLoaded = !problems.some(({ severity }) => severity === 'error');
  // A route to nowhere is a mistake in the routes, unless its flow may be one that did not load.
  if (allLoaded && unknown.length > 0) throw invalidRoutes(routesFile, unknown, loadedRoutes.text);
  const nowhere = unknown.map((problem) => ({
    ...problem,
    rendered: renderProblem(problem, loadedRoutes.text),
  }));

  const rejections = new Map(rejectReasons.map((reason) => [reason, rejectionFlow(reason)]));
  const busy = rejectionFlow('busy');
  return {
    flows,
    media,
    problems: [...problems, ...nowhere],
    flowFor: (call) => {
      const route = chooseRoute(loadedRoutes.routes, call);
      return (route.kind === 'flow' ? flows.get(route.flow) : rejections.get(route.reason)) ?? busy;
    },
  };
}

interface LoadedFlows {
  /** By id. */
  readonly flows: ReadonlyMap<string, BoundFlow>;
  /** The ids of those that did not load, as far as they can be seen; else the names of their files. */
  readonly unloaded: readonly string[];
  readonly problems: readonly FileProblem[];
  /** The name of the file that has an id. */
  readonly fileOf: ReadonlyMap<string, string>;
}

/** Each flow by itself, without those that it enters. */
function loadFlows(
  files: readonly string[],
  { flowsPath, settings, unspokenText }: LibraryOptions,
  media: MediaCatalogue,
): LoadedFlows {
  const flows = new Map<string, BoundFlow>();
  const fileOf = new Map<string, string>();
  const unloaded: string[] = [];
  const problems: FileProblem[] = [];
  const checks = { missingSettings: 'refuse', flows: readDirectory(files, settings) } as const;
  for (const file of files) {
    const loaded = loadFlowFile({ file, root: flowsPath, media, unspokenText }, settings, checks);
    for (const problem of loaded.problems) problems.push(problem);
    if (loaded.flow === null) {
      unloaded.push(loaded.id?.id ?? basename(file, '.json'));
      continue;
    }
    const { id } = loaded.flow.document;
    const other = fileOf.get(id);
    if (other === undefined) {
      flows.set(id, loaded.flow);
      fileOf.set(id, basename(file));
    } else {
      problems.push(idTaken(file, loaded, other));
    }
  }
  return { flows, unloaded, problems, fileOf };
}

/** The same flows with those that they enter. What enters one that did not load has not loaded either. */
function completeFlows(alone: LoadedFlows, flowsPath: string): LoadedFlows {
  const flows = new Map<string, BoundFlow>();
  const unloaded = [...alone.unloaded];
  const problems = [...alone.problems];
  for (const [id, part] of alone.flows) {
    const file = join(flowsPath, alone.fileOf.get(id) ?? id);
    const completed = completeFlow(
      file,
      { flow: part, text: null },
      (other) => alone.flows.get(other) ?? null,
    );
    problems.push(...completed.problems);
    if (completed.flow === null) unloaded.push(id);
    else flows.set(id, completed.flow);
  }
  return { ...alone, flows, unloaded, problems };
}

function readRoutes(
  file: string,
  settings: LibraryOptions['settings'],
): Extract<RoutesLoaded, { kind: 'ok' }> & { readonly text: string } {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new LibraryError(
      'ROUTES-MISSING',
      file,
      `${file} cannot be read. It says which flow an incoming call gets; the shortest one is ` +
        '{ "otherwise": { "flow": "<id of a flow>" } }.',
      cause,
    );
  }
  const loaded = loadRoutes(text, { file, settings });
  if (loaded.kind === 'problems') throw invalidRoutes(file, loaded.problems, text);
  return { ...loaded, text };
}

function invalidRoutes(file: string, problems: readonly Problem[], text: string): LibraryError {
  const rendered = problems.map((problem) => renderProblem(problem, text)).join('\n');
  return new LibraryError('ROUTES-INVALID', file, `${file} cannot be used:\n${rendered}`);
}
