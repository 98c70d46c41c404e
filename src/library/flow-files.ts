import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LibraryError } from './library-error.ts';

/**
 * The flows of a folder: every JSON file that is not `routes.json`, a scenario or a schema, in order.
 * @throws LibraryError where there is no folder, or no flow in it.
 */
export function flowFiles(flowsPath: string): readonly string[] {
  let names: readonly string[];
  try {
    names = readdirSync(flowsPath);
  } catch (cause) {
    throw new LibraryError(
      'FLOWS-FOLDER-MISSING',
      flowsPath,
      `The flows folder ${flowsPath} cannot be read. It may not exist; create it with a flow and routes.json, or ` +
        'set FLOWS_PATH to the one that is meant.',
      cause,
    );
  }
  const files = names.filter(isFlowFile).sort();
  if (files.length === 0) {
    throw new LibraryError(
      'FLOWS-MISSING',
      flowsPath,
      `There is no flow in ${flowsPath}. A flow is a JSON file there, such as front-desk.json; add one, or set ` +
        'FLOWS_PATH to another folder.',
    );
  }
  return files.map((name) => join(flowsPath, name));
}

/** A file that was named may be alone, or not be there at all. */
export function filesBeside(folder: string): readonly string[] {
  try {
    return flowFiles(folder);
  } catch (error) {
    if (error instanceof LibraryError) return [];
    throw error;
  }
}

const isFlowFile = (name: string): boolean =>
  name.endsWith('.json') && name !== 'routes.json' && !/\.(scenarios|schema)\.json$/.test(name);
