import { readdirSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { CliError } from '../cli-error.ts';

/** Names of folders in which nobody keeps flows: packages, and what tools hide. */
export const isPassedOver = (folder: string): boolean => folder === 'node_modules' || folder.startsWith('.');

export interface ScenarioFile {
  /** As it was named. */
  readonly name: string;
  /** Whether it was found in a folder that was named: then all flows there are meant to be tested. */
  readonly isOfFolder: boolean;
}

/**
 * The files of scenarios that are meant: those that are named, and every `*.scenarios.json` below a folder that is.
 * @throws CliError `CLI-USAGE` where there is none.
 */
export function scenarioFiles(named: readonly string[], workingFolder: string): readonly ScenarioFile[] {
  const files = named.flatMap((name): readonly ScenarioFile[] => {
    const path = resolve(workingFolder, name);
    const status = statSync(path, { throwIfNoEntry: false });
    if (status === undefined)
      throw new CliError(
        'CLI-USAGE',
        `There is no ${name}. Name files of scenarios, or folders that have some.`,
      );
    if (!status.isDirectory()) return [{ name, isOfFolder: false }];
    const found = filesBelow(path);
    if (found.length > 0)
      return found.map((file) => ({ name: relative(workingFolder, file), isOfFolder: true }));
    throw new CliError(
      'CLI-USAGE',
      `There are no scenarios in ${name}: they are files called *.scenarios.json. docs/testing-flows.md shows one.`,
    );
  });
  return files.filter(({ name }, index) => files.findIndex((file) => file.name === name) === index);
}

function filesBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return isPassedOver(entry.name) ? [] : filesBelow(path);
      return entry.name.endsWith('.scenarios.json') ? [path] : [];
    });
}
