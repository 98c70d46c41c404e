import { readdirSync, statSync, watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { join } from 'node:path';
import { isPassedOver } from './scenario-files.ts';

/** Editors write a file in several steps; this long nothing must have happened. In ms. */
const quiet = 100;
/** How often a folder is looked for that is not there, as while another version is checked out. In ms. */
const patience = 500;

/** What a run of scenarios reads: flows and scenarios, audio, calendars. */
const isRead = (name: string): boolean => /\.(json|wav|ics)$/i.test(name);

export interface FolderWatch {
  /** Resolved once something has changed that was not told before. */
  readonly changed: () => Promise<void>;
  readonly close: () => void;
}

/**
 * Watches folders and all below them. Every folder is watched by itself, not its files: an editor that replaces a file
 * by another gives it a new identity, which a watch on the file would not notice. What counts is that a file came,
 * went or is another than before.
 */
export function watchFolders(folders: readonly string[]): FolderWatch {
  const watchers = new Map<string, FSWatcher>();
  let known = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;
  let isChanged = false;
  let waiting: (() => void) | null = null;

  const look = (): void => {
    const found = snapshot(folders);
    for (const [folder, watcher] of watchers) {
      if (found.folders.has(folder)) continue;
      watcher.close();
      watchers.delete(folder);
    }
    for (const folder of found.folders) follow(folder);
    if (folders.some((folder) => !found.folders.has(folder))) notice(patience);
    const before = known;
    known = found.files;
    if (isSame(before, known)) return;
    isChanged = true;
    waiting?.();
  };
  const notice = (after: number): void => {
    clearTimeout(timer);
    timer = setTimeout(look, after);
  };
  const follow = (folder: string): void => {
    if (watchers.has(folder)) return;
    try {
      const watcher = watch(folder, () => {
        notice(quiet);
      });
      // The folder has gone.
      watcher.on('error', () => {
        notice(quiet);
      });
      watchers.set(folder, watcher);
    } catch {
      notice(patience);
    }
  };

  const first = snapshot(folders);
  known = first.files;
  for (const folder of first.folders) follow(folder);
  return {
    changed: async () => {
      if (!isChanged) {
        await new Promise<void>((resolve) => {
          waiting = resolve;
        });
      }
      waiting = null;
      isChanged = false;
    },
    close: () => {
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}

interface Snapshot {
  readonly folders: ReadonlySet<string>;
  /** What tells a file from another one at its place. */
  readonly files: Map<string, string>;
}

function snapshot(roots: readonly string[]): Snapshot {
  const folders = new Set<string>();
  const files = new Map<string, string>();
  const walk = (folder: string): void => {
    const entries = entriesOf(folder);
    if (entries === null || folders.has(folder)) return;
    folders.add(folder);
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !isPassedOver(entry.name)) walk(path);
      else if (isRead(entry.name)) {
        const status = statSync(path, { throwIfNoEntry: false });
        if (status !== undefined) files.set(path, `${status.ino} ${status.mtimeMs} ${status.size}`);
      }
    }
  };
  roots.forEach(walk);
  return { folders, files };
}

/** Null: it is not there any more, or never was. */
function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return null;
  }
}

const isSame = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean =>
  one.size === other.size && [...one].every(([path, mark]) => other.get(path) === mark);
