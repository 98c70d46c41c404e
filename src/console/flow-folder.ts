import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownMember } from '../call/index.ts';
import type { SettingLookup } from '../config/index.ts';
import { clipKey, clipSources, loadRoutes } from '../flow/index.ts';
import type { BoundFlow, Routes } from '../flow/index.ts';
import { loadLibrary } from '../library/index.ts';
import type { DialledNumber } from './view.ts';

/** What a person sees of a flows folder. */
export interface FlowFolder {
  /** The ids of the flows that loaded. */
  readonly flows: readonly string[];
  /** What is wrong with the files, each in full; remarks are for `ivr check`. */
  readonly problems: readonly string[];
  /** The words of each piece of audio, by the name under which it is served. */
  readonly captions: ReadonlyMap<string, string>;
}

/** Reads the flows as the functions do, for showing them. @throws LibraryError as `loadLibrary` does */
export function readFlowFolder(flowsPath: string, settings: SettingLookup): FlowFolder {
  const { flows, problems } = loadLibrary({ flowsPath, settings, unspokenText: 'standIn' });
  return {
    flows: [...flows.keys()].sort(),
    problems: problems.flatMap(({ severity, rendered }) => (severity === 'remark' ? [] : [rendered])),
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
export const readRoutedNumbers = (
  flowsPath: string,
  settings: SettingLookup,
): Readonly<Record<string, string>> => readRoutes(flowsPath, settings)?.numbers ?? {};

/** The same numbers, each with the flows that its first route names. */
export function readDialledNumbers(flowsPath: string, settings: SettingLookup): readonly DialledNumber[] {
  const routes = readRoutes(flowsPath, settings);
  return Object.keys(routes?.numbers ?? {}).map((number) => {
    const route = routes?.incoming.find(({ when }) => when.calledNumber === number);
    if (route === undefined) return { number, flows: [] };
    return { number, flows: 'flow' in route ? [route.flow] : route.split.map(({ flow }) => flow) };
  });
}

function readRoutes(flowsPath: string, settings: SettingLookup): Routes | null {
  const file = join(flowsPath, 'routes.json');
  if (!existsSync(file)) return null;
  const loaded = loadRoutes(readFileSync(file, 'utf8'), { file, settings });
  return loaded.kind === 'ok' ? loaded.routes : null;
}
