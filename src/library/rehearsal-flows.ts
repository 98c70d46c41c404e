import type { SettingLookup } from '../config/index.ts';
import type { BoundFlow, FlowDirectory } from '../flow/index.ts';
import { createMediaCatalogue } from '../media/index.ts';
import type { MediaCatalogue } from '../media/index.ts';
import { FlowShelf } from './flow-shelf.ts';
import type { FileProblem } from './library.ts';

/** A flow of a folder, for calls that nobody makes. */
export type RehearsalFlow =
  /** `problems` are warnings. */
  | { readonly kind: 'ok'; readonly flow: BoundFlow; readonly problems: readonly FileProblem[] }
  | { readonly kind: 'problems'; readonly file: string; readonly problems: readonly FileProblem[] }
  /** No file of the folder has this id. */
  | { readonly kind: 'unknown'; readonly ids: readonly string[] };

export interface RehearsalFlows {
  /** The ids of all flows of the folder. */
  readonly ids: () => readonly string[];
  /** By its id, with the flows that it enters. */
  readonly find: (id: string) => RehearsalFlow;
  /** The file of one of them; null: there is none. */
  readonly fileOf: (id: string) => string | null;
  /** The audio of all that was found. */
  readonly media: MediaCatalogue;
}

/**
 * The flows of a folder as scenarios call them (section 6 of the flow language): text that nobody has spoken lasts as
 * long as its words, and a setting without a value stands for its name. Problems call a file what `shownAs` makes of its path.
 */
export function rehearsalFlows(
  folder: string,
  settings: SettingLookup,
  shownAs: (path: string) => string = (path) => path,
): RehearsalFlows {
  const media = createMediaCatalogue();
  const shelf = new FlowShelf({ settings, unspokenText: 'standIn', media });
  const found = new Map<string, RehearsalFlow>();
  const load = (id: string): RehearsalFlow => {
    const directory = shelf.directory(folder);
    const file = directory.fileOf(id);
    if (file === null) return { kind: 'unknown', ids: directory.ids };
    const alone = shelf.load(file, shownAs(file));
    const whole = shelf.complete(file, shownAs(file), alone);
    const problems = [...alone.problems, ...whole.problems];
    if (whole.flow !== null) return { kind: 'ok', flow: whole.flow, problems };
    // What enters a flow that did not load has not loaded either: why, stands in that one.
    const entered = allEntered(directory, id).flatMap((other) => directory.fileOf(other) ?? []);
    const below = entered.flatMap((path) => shelf.load(path, shownAs(path)).problems);
    return { kind: 'problems', file, problems: [...problems, ...below] };
  };
  return {
    media,
    ids: () => shelf.directory(folder).ids,
    fileOf: (id) => shelf.directory(folder).fileOf(id),
    find: (id) => {
      const known = found.get(id) ?? load(id);
      found.set(id, known);
      return known;
    },
  };
}

/** The flows that a flow enters, over others too, without itself. */
function allEntered({ find }: FlowDirectory, id: string): readonly string[] {
  const reached = new Set([id]);
  // A set is walked through with what is added meanwhile.
  for (const each of reached) for (const entered of find(each)?.enters ?? []) reached.add(entered);
  return [...reached].slice(1);
}
