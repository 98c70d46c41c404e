import { settingLookup } from '../config/index.ts';
import type { Environment } from '../config/index.ts';
import { checkFiles } from '../library/index.ts';
import type { NeededOperation } from '../flow/index.ts';

/** What the calls of some flows ask of Graph. */
export interface OperationsOfFlows {
  readonly needed: readonly NeededOperation[];
  /** What is wrong with them, ready to be shown: of a flow that does not load nobody knows what it needs. */
  readonly errors: readonly string[];
}

/** Checks flow files and folders for what they ask of Graph. */
export function operationsOfFlows(
  files: readonly string[],
  { environment, workingFolder }: { readonly environment: Environment; readonly workingFolder: string },
): OperationsOfFlows {
  const today = new Date().toISOString().slice(0, 10);
  const checked = checkFiles({ files, workingFolder, settings: settingLookup(environment), today });
  const problems = checked.flatMap((file) => file.problems).filter(({ severity }) => severity === 'error');
  return {
    needed: checked.flatMap(({ operations }) => operations ?? []),
    errors: problems.map(({ rendered }) => rendered),
  };
}
