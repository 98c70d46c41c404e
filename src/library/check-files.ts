import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import type { SettingLookup } from '../config/index.ts';
import { compileFlow, loadRoutes, renderProblem, reportLimits } from '../flow/index.ts';
import type { FlowDirectory, LimitsReport } from '../flow/index.ts';
import { createMediaCatalogue } from '../media/index.ts';
import { readDirectory } from './flow-directory.ts';
import { flowFiles } from './flow-files.ts';
import { LibraryError } from './library-error.ts';
import type { FileProblem } from './library.ts';
import { idTaken, loadFlowFile, problemOfFile } from './load-flow-file.ts';
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
}

/**
 * Everything that can be known of these files before any call. A setting that is missing is a warning, and its name
 * stands in for it. Text that nobody has spoken is no problem: what speaks it is known when the app starts.
 * @throws LibraryError where a folder cannot be read, or has no flow.
 */
export function checkFiles({ files, workingFolder, settings, today }: CheckOptions): readonly CheckedFile[] {
  const media = createMediaCatalogue();
  const unspokenText = unspokenTextBy({ speech: { kind: 'local' }, deployed: false });
  const checked: CheckedFile[] = [];
  const fileOf = new Map<string, string>();
  const routes: string[] = [];
  const directoryOf = directories();
  for (const file of files.flatMap((named) => filesIn(named, workingFolder))) {
    if (basename(file) === 'routes.json') {
      routes.push(file);
      continue;
    }
    const root = dirname(resolve(workingFolder, file));
    const loaded = loadFlowFile({ file: resolve(workingFolder, file), root, media, unspokenText }, settings, {
      missingSettings: 'standIn',
      today,
      shownAs: file,
      flows: directoryOf(root),
    });
    checked.push({
      file,
      problems: [...loaded.problems, ...taken(file, loaded, fileOf)],
      limits: limitsOf(loaded),
    });
  }
  const ids = new Set(fileOf.keys());
  return [...checked, ...routes.map((file) => checkRoutes(file, workingFolder, settings, ids))];
}

/** The flows of a folder, read once: those beside a file are the ones that it may enter. */
function directories(): (folder: string) => FlowDirectory {
  const known = new Map<string, FlowDirectory>();
  return (folder) => {
    const directory = known.get(folder) ?? readDirectory(filesBeside(folder));
    known.set(folder, directory);
    return directory;
  };
}

/** A file that was named may be alone, or not be there at all. */
function filesBeside(folder: string): readonly string[] {
  try {
    return flowFiles(folder);
  } catch (error) {
    if (error instanceof LibraryError) return [];
    throw error;
  }
}

function limitsOf({ flow }: LoadedFile): LimitsReport | null {
  return flow === null ? null : reportLimits(flow.document, compileFlow(flow).limits, flow.clips);
}

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

/** Which flows a route may lead to is known only where the flows beside it were looked at too. */
function checkRoutes(
  file: string,
  workingFolder: string,
  settings: SettingLookup,
  ids: ReadonlySet<string>,
): CheckedFile {
  const path = resolve(workingFolder, file);
  if (statSync(path, { throwIfNoEntry: false }) === undefined) {
    return { file, problems: [problemOfFile(file, 'FLOW-UNREADABLE', 'cannot be read')], limits: null };
  }
  const text = readFileSync(path, 'utf8');
  const loaded = loadRoutes(text, { file, settings, missingSettings: 'standIn' });
  const unknown = loaded.kind === 'ok' && ids.size > 0 ? loaded.unknownFlows(ids) : [];
  const problems = [...loaded.problems, ...unknown];
  return {
    file,
    problems: problems.map((problem) => ({ ...problem, rendered: renderProblem(problem, text) })),
    limits: null,
  };
}
