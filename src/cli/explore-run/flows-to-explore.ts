import { resolve } from 'node:path';
import { settingLookup } from '../../config/index.ts';
import type { BoundFlow } from '../../flow/index.ts';
import { rehearsalFlows } from '../../library/index.ts';
import type { FileProblem } from '../../library/index.ts';
import { CliError } from '../cli-error.ts';
import { findFlow } from '../terminal-phone/find-flow.ts';
import type { FoundFlow } from '../terminal-phone/find-flow.ts';

export interface FlowsSought {
  /** Files of flows, or ids of flows in `folder`; none: all of that folder that calls begin with. */
  readonly named: readonly string[];
  readonly folder: string;
  readonly workingFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * The flows that are to be explored, and the errors of those that do not load.
 * @throws CliError `CLI-USAGE` where one of the names is none, or where there are no flows.
 */
export function flowsToExplore({ named, folder, workingFolder, environment }: FlowsSought): {
  readonly flows: readonly BoundFlow[];
  readonly problems: readonly FileProblem[];
} {
  const settings = settingLookup(environment);
  const inFolder = rehearsalFlows(resolve(workingFolder, folder), settings);
  const all = inFolder.find('');
  const ids = all.kind === 'unknown' ? all.ids : [];
  if (named.length === 0 && ids.length === 0)
    throw new CliError('CLI-USAGE', `There are no flows in ${folder}. Name files of flows, or give --flows.`);
  const found = (named.length > 0 ? named : ids).map((flow) =>
    findFlow({ flow, folder, workingFolder, settings }),
  );
  const ready = found.flatMap((each) => (each.kind === 'ok' ? [each.flow] : []));
  return {
    flows: named.length > 0 ? ready : ready.filter(isCalled),
    problems: found.flatMap(errorsOf),
  };
}

/** What returns something is there to be entered by others, with whom it is explored. */
const isCalled = ({ document }: BoundFlow): boolean => Object.keys(document.returns).length === 0;

const errorsOf = ({ problems }: FoundFlow): readonly FileProblem[] =>
  problems.filter(({ severity }) => severity === 'error');
