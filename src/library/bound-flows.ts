import type { SettingLookup } from '../config/index.ts';
import type { BoundFlow } from '../flow/index.ts';
import { createMediaCatalogue } from '../media/index.ts';
import { readDirectory } from './flow-directory.ts';
import { filesBeside } from './flow-files.ts';
import { FlowShelf } from './flow-shelf.ts';
import type { FileProblem, UnspokenText } from './library.ts';

/** Where the flow with an id is in a folder; null: no file has it. */
export function findFlowFile(
  folder: string,
  id: string,
  settings: SettingLookup,
): { readonly file: string | null; readonly ids: readonly string[] } {
  const { ids, fileOf } = readDirectory(filesBeside(folder), settings);
  return { file: fileOf(id), ids };
}

/** What is done about text that nobody has spoken decides about clips: a call may have run with either. */
const choices: readonly UnspokenText[] = ['playFails', 'standIn'];

/**
 * The flow in a file with those that it enters, in every form that calls of it may have run in; none where it does not
 * load: then `problems` say why.
 */
export function boundFlows(
  file: string,
  shownAs: string,
  settings: SettingLookup,
): { readonly flows: readonly BoundFlow[]; readonly problems: readonly FileProblem[] } {
  const bound = choices.map((unspokenText) => {
    const shelf = new FlowShelf({ settings, unspokenText, media: createMediaCatalogue() });
    const alone = shelf.load(file, shownAs);
    const whole = shelf.complete(file, shownAs, alone);
    return { flow: whole.flow, problems: [...alone.problems, ...whole.problems] };
  });
  return {
    flows: bound.flatMap(({ flow }) => flow ?? []),
    problems: bound[0]?.problems ?? [],
  };
}
