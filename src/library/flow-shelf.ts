import { dirname } from 'node:path';
import type { SettingLookup } from '../config/index.ts';
import type { MediaCatalogue } from '../media/index.ts';
import { readDirectory } from './flow-directory.ts';
import type { FolderDirectory } from './flow-directory.ts';
import { filesBeside } from './flow-files.ts';
import type { UnspokenText } from './library.ts';
import { completeFlow, loadFlowFile } from './load-flow-file.ts';
import type { LoadedFile } from './load-flow-file.ts';

export interface ShelfOptions {
  readonly settings: SettingLookup;
  /** The day, `YYYY-MM-DD`, on which the flows are looked at; left out: what depends on it is not looked at. */
  readonly today?: string;
  readonly unspokenText: UnspokenText;
  readonly media: MediaCatalogue;
}

/**
 * Flows of folders, each read once: those beside a file are the ones that it may enter. A setting that is missing is a
 * warning, and its name stands in for it.
 */
export class FlowShelf {
  readonly #options: ShelfOptions;
  readonly #directories = new Map<string, FolderDirectory>();
  readonly #loaded = new Map<string, LoadedFile>();

  constructor(options: ShelfOptions) {
    this.#options = options;
  }

  /** The flow in a file, without those that it enters; `shownAs` is what problems call the file. */
  load(path: string, shownAs: string): LoadedFile {
    const { settings, today, media, unspokenText } = this.#options;
    const root = dirname(path);
    const day = today === undefined ? {} : { today };
    const checks = { missingSettings: 'standIn', ...day, shownAs, flows: this.directory(root) } as const;
    const loaded = loadFlowFile({ file: path, root, media, unspokenText }, settings, checks);
    this.#loaded.set(path, loaded);
    return loaded;
  }

  /** A flow with those that it enters, whether they were named or not. */
  complete(path: string, shownAs: string, { flow, text }: LoadedFile): ReturnType<typeof completeFlow> {
    if (flow === null) return { flow, problems: [] };
    const directory = this.directory(dirname(path));
    return completeFlow(shownAs, { flow, text }, (id) => {
      const file = directory.fileOf(id);
      return file === null ? null : (this.#loaded.get(file) ?? this.load(file, file)).flow;
    });
  }

  /** The flows of a folder, which is read once. */
  directory(folder: string): FolderDirectory {
    const known = this.#directories.get(folder);
    if (known !== undefined) return known;
    const directory = readDirectory(filesBeside(folder), this.#options.settings);
    this.#directories.set(folder, directory);
    return directory;
  }
}
