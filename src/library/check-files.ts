import { readFileSync, statSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
import type { SettingLookup } from '../config/index.ts';
import { compileFlow, loadRoutes, renderProblem, reportLimits, reportOperations } from '../flow/index.ts';
import type { BoundFlow, LimitsReport, NeededOperation } from '../flow/index.ts';
import { createMediaCatalogue } from '../media/index.ts';
import { flowFiles } from './flow-files.ts';
import { FlowShelf } from './flow-shelf.ts';
import type { FileProblem } from './library.ts';
import { idTaken, problemOfFile } from './load-flow-file.ts';
import type { LoadedFile } from './load-flow-file.ts';
import { unspokenTextBy } from './unspoken-text.ts';

export interface CheckOptions {
  /** Flow files, `routes.json`, or folders of them, as they were named; problems name them alike. */
  readonly files: readonly string[];
  /** What relative names are relative to. */
  readonly workingFolder: string;
  readonly settings: SettingLookup;
  /** The day, `YYYY-MM-DD`, on which the flows are looked at. */
  readonly today: string;
}

export interface CheckedFile {
  /** As it was named. */
  readonly file: string;
  readonly problems: readonly FileProblem[];
  /** Null for routes, and for a flow that does not load. */
  readonly limits: LimitsReport | null;
  /** What its calls ask of Graph; null alike. */
  readonly operations: readonly NeededOperation[] | null;
}

/**
 * Everything that can be known of these files before any call. A setting that is missing is a warning, and its name
 * stands in for it. Text that nobody has spoken is no problem: what speaks it is known when the app starts.
 * @throws LibraryError where a folder cannot be read, or has no flow.
 */
export function checkFiles(options: CheckOptions): readonly CheckedFile[] {
  const { workingFolder, settings, today } = options;
  const named = options.files.flatMap((file) => filesIn(file, workingFolder));
  const isRoutes = (file: string): boolean => basename(file) === 'routes.json';
  const unspokenText = unspokenTextBy({ speech: { kind: 'local' }, deployed: false });
  const shelf = new FlowShelf({ settings, today, unspokenText, media: createMediaCatalogue() });
  const loaded = named
    .filter((file) => !isRoutes(file))
    .map((file) => ({ file, path: resolve(workingFolder, file) }))
    .map(({ file, path }) => ({ file, path, flow: shelf.load(path, file) }));
  const fileOf = new Map<string, string>();
  const checked = loaded.map(({ file, path, flow }) => {
    const whole = shelf.complete(path, file, flow);
    const problems = [...flow.problems, ...whole.problems, ...taken(file, flow, fileOf)];
    const operations = whole.flow === null ? null : reportOperations(whole.flow);
    return { file, problems, limits: limitsOf(whole.flow), operations };
  });
  const allRead = loaded.every(({ flow }) => flow.id !== null);
  const ids = new Set(allRead ? fileOf.keys() : []);
  const routes = named.filter(isRoutes);
  return [...checked, ...routes.map((file) => checkRoutes(file, workingFolder, settings, ids))];
}

const limitsOf = (flow: BoundFlow | null): LimitsReport | null =>
  flow === null ? null : reportLimits(flow, compileFlow(flow).limits);

/** Ids stand for files, so that each may be taken once. */
function taken(file: string, loaded: LoadedFile, fileOf: Map<string, string>): readonly FileProblem[] {
  if (loaded.id === null) return [];
  const other = fileOf.get(loaded.id.id);
  if (other !== undefined) return [idTaken(file, loaded, other)];
  fileOf.set(loaded.id.id, file);
  return [];
}

function filesIn(named: string, workingFolder: string): readonly string[] {
  const path = resolve(workingFolder, named);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [named];
  const routes = resolve(path, 'routes.json');
  const there = statSync(routes, { throwIfNoEntry: false }) === undefined ? [] : [routes];
  return [...flowFiles(path), ...there].map((file) => relative(workingFolder, file));
}

/** Which flows a route may lead to is known only where the flows beside it were looked at too, and each told its id. */
function checkRoutes(
  file: string,
  workingFolder: string,
  settings: SettingLookup,
  ids: ReadonlySet<string>,
): CheckedFile {
  const path = resolve(workingFolder, file);
  if (statSync(path, { throwIfNoEntry: false }) === undefined) {
    const problems = [problemOfFile(file, 'FLOW-UNREADABLE', 'cannot be read')];
    return { file, problems, limits: null, operations: null };
  }
  const text = readFileSync(path, 'utf8');
  const loaded = loadRoutes(text, { file, settings, missingSettings: 'standIn' });
  const unknown = loaded.kind === 'ok' && ids.size > 0 ? loaded.unknownFlows(ids) : [];
  const problems = [...loaded.problems, ...unknown];
  return {
    file,
    problems: problems.map((problem) => ({ ...problem, rendered: renderProblem(problem, text) })),
    limits: null,
    operations: null,
  };
}
