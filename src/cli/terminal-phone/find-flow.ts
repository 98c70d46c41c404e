import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { SettingLookup } from '../../config/index.ts';
import { nearest, readSignature } from '../../flow/index.ts';
import type { BoundFlow } from '../../flow/index.ts';
import { checkFiles, rehearsalFlows } from '../../library/index.ts';
import type { FileProblem } from '../../library/index.ts';
import type { MediaCatalogue } from '../../media/index.ts';
import { CliError } from '../cli-error.ts';

export interface FlowSought {
  /** A flow's file, or the id of a flow of the folder. */
  readonly flow: string;
  readonly folder: string;
  readonly workingFolder: string;
  readonly settings: SettingLookup;
}

export type FoundFlow =
  | {
      readonly kind: 'ok';
      readonly id: string;
      readonly flow: BoundFlow;
      readonly media: MediaCatalogue;
      /** Warnings. */
      readonly problems: readonly FileProblem[];
    }
  | { readonly kind: 'problems'; readonly problems: readonly FileProblem[] };

/** @throws CliError where there is no such file, or no flow with such an id. */
export function findFlow(sought: FlowSought): FoundFlow {
  const { flow, folder, workingFolder, settings } = sought;
  if (!isFile(flow)) return findById(flow, resolve(workingFolder, folder), settings, folder);
  const path = resolve(workingFolder, flow);
  const id = idIn(path, flow);
  if (id !== null) return findById(id, dirname(path), settings, dirname(flow));
  const today = new Date().toISOString().slice(0, 10);
  const checked = checkFiles({ files: [flow], workingFolder, settings, today });
  return { kind: 'problems', problems: checked.flatMap(({ problems }) => problems) };
}

const isFile = (flow: string): boolean => /[/\\]|\.json$/.test(flow);

/** Null: the file is no flow that says its id. */
function idIn(path: string, name: string): string | null {
  const text = textOf(path, name);
  try {
    return readSignature(JSON.parse(text.replace(/^\uFEFF/, '')))?.id ?? null;
  } catch {
    return null;
  }
}

function textOf(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const message = `There is no file ${name} that could be read. Give the path of a flow, or its id and --flows.`;
    throw new CliError('CLI-USAGE', message, cause);
  }
}

function findById(id: string, folder: string, settings: SettingLookup, shownAs: string): FoundFlow {
  const flows = rehearsalFlows(folder, settings);
  const found = flows.find(id);
  if (found.kind === 'ok') return { ...found, id, media: flows.media };
  if (found.kind === 'problems') return found;
  const suggestion = nearest(id, found.ids);
  const known = found.ids.length === 0 ? 'it has none' : `it has ${found.ids.join(', ')}`;
  throw new CliError(
    'CLI-USAGE',
    `There is no flow with the id "${id}" in ${shownAs}; ${known}.${suggestion === undefined ? '' : ` Did you mean ${suggestion}?`}`,
  );
}
