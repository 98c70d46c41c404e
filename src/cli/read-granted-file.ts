import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readGranted } from '../permissions/index.ts';
import type { Granted } from '../permissions/index.ts';
import { CliError } from './cli-error.ts';

/** What an app has, by an exported list. @throws CliError where the file is none. */
export function readGrantedFile(file: string, workingFolder: string): readonly Granted[] {
  const granted = readGranted(readJsonFile(resolve(workingFolder, file), file));
  if (granted !== null) return granted;
  throw new CliError(
    'CLI-USAGE',
    `${file} is no list of permissions that is known here. Export it with "az ad app permission list --id APP", or take the appRoleAssignments of the app's service principal from Microsoft Graph.`,
  );
}

function readJsonFile(path: string, name: string): unknown {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
    return value;
  } catch (cause) {
    throw new CliError('CLI-USAGE', `There is no file ${name} that could be read as JSON.`, cause);
  }
}
