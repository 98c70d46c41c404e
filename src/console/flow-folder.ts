import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownMember } from '../call/index.ts';
import type { SettingLookup } from '../config/index.ts';
import { clipKey, clipSources, loadRoutes } from '../flow/index.ts';
import type { BoundFlow } from '../flow/index.ts';
import { loadLibrary } from '../library/index.ts';

/** What a person sees of a flows folder. */
export interface FlowFolder {
  /** The ids of the flows that loaded. */
  readonly flows: readonly string[];
  /** What is wrong with the files, each in full. */
  readonly problems: readonly string[];
  /** The words of each piece of audio, by the name under which it is served. */
  readonly captions: ReadonlyMap<string, string>;
}

/** Reads the flows as the functions do, for showing them. @throws LibraryError as `loadLibrary` does */
export function readFlowFolder(flowsPath: string, settings: SettingLookup): FlowFolder {
  const { flows, problems } = loadLibrary({ flowsPath, settings, unspokenText: 'standIn' });
  return {
    flows: [...flows.keys()].sort(),
    problems: problems.map(({ rendered }) => rendered),
    captions: new Map([...flows.values()].flatMap(captionsOf)),
  };
}

function captionsOf({ document, clips }: BoundFlow): readonly (readonly [name: string, words: string])[] {
  return clipSources(document).flatMap((source) => {
    const clip = ownMember(clips, clipKey(source));
    if (clip === undefined || source.kind === 'silence') return [];
    const words = source.kind === 'audio' ? (source.text ?? source.path) : source.text;
    return [[clip.name, words] as const];
  });
}

/** The numbers of `routes.json`, each with its application instance; none where the file is missing or broken. */
export function readRoutedNumbers(
  flowsPath: string,
  settings: SettingLookup,
): Readonly<Record<string, string>> {
  const file = join(flowsPath, 'routes.json');
  if (!existsSync(file)) return {};
  const loaded = loadRoutes(readFileSync(file, 'utf8'), { file, settings });
  return loaded.kind === 'ok' ? loaded.routes.numbers : {};
}
