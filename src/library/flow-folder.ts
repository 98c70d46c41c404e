import { relative } from 'node:path';
import type { SettingLookup } from '../config/index.ts';
import type { BoundFlow } from '../flow/index.ts';
import { createMediaCatalogue } from '../media/index.ts';
import { readDirectory } from './flow-directory.ts';
import { filesBeside } from './flow-files.ts';
import type { FileProblem } from './library.ts';
import { completeFlow, loadFlowFile } from './load-flow-file.ts';
import type { LoadedFile } from './load-flow-file.ts';

export interface FlowFolderOptions {
  readonly folder: string;
  readonly settings: SettingLookup;
  /** What names of files in problems are relative to. */
  readonly workingFolder: string;
}

/** The flows of a folder, for whoever tries them out. */
export interface FlowFolder {
  /** The ids of its flows, in the order of their files. */
  readonly ids: readonly string[];
  /** The file of one of them; null: there is none. */
  readonly fileOf: (id: string) => string | null;
  /** One of them with those that it enters, as a call would get it. */
  readonly open: (id: string) => OpenedFlow;
}

export interface OpenedFlow {
  /** Null where a problem is an error. */
  readonly flow: BoundFlow | null;
  readonly problems: readonly FileProblem[];
}

/**
 * The flows of a folder, each loaded when it is asked for the first time. A setting that is missing stands for its own
 * name, and text that nobody has spoken is spoken on the call. A folder that is not there has no flows.
 */
export function openFlowFolder({ folder, settings, workingFolder }: FlowFolderOptions): FlowFolder {
  const media = createMediaCatalogue();
  const flows = readDirectory(filesBeside(folder), settings);
  const loaded = new Map<string, LoadedFile>();
  const shown = (file: string): string => relative(workingFolder, file);
  const load = (file: string): LoadedFile => {
    const known = loaded.get(file);
    if (known !== undefined) return known;
    const checks = { missingSettings: 'standIn', shownAs: shown(file), flows } as const;
    const read = loadFlowFile({ file, root: folder, media, unspokenText: 'render' }, settings, checks);
    loaded.set(file, read);
    return read;
  };
  return {
    ids: flows.ids,
    fileOf: flows.fileOf,
    open(id) {
      const file = flows.fileOf(id);
      if (file === null) throw new Error(`The folder has no flow ${id}. This is a defect of the program.`);
      const { flow, text, problems } = load(file);
      if (flow === null) return { flow, problems };
      const whole = completeFlow(shown(file), { flow, text }, (other) => {
        const entered = flows.fileOf(other);
        return entered === null ? null : load(entered).flow;
      });
      return { flow: whole.flow, problems: [...problems, ...whole.problems] };
    },
  };
}
