/** What the simulated Graph of a desk takes as granted to the app. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { permissionFacts, reportPermissions } from '../permissions/index.ts';
import type { ApplicationPermission, OutboundCallee } from '../permissions/index.ts';
import { CliError } from './cli-error.ts';
import type { CommandContext } from './command.ts';
import { operationsOfFlows } from './operations-of-flows.ts';
import { readGrantedFile } from './read-granted-file.ts';

const everyPermission: readonly ApplicationPermission[] = permissionFacts.map(({ name }) => name);

export interface GrantedPermissions {
  readonly names: readonly ApplicationPermission[];
  /** For people: what is granted, and who says so. */
  readonly line: string;
  /** Why flows do not load: of these nobody knows what they need. */
  readonly errors: readonly string[];
}

interface Desk {
  /** What `--permissions` says. */
  readonly given: string | undefined;
  /** A folder of flows; null where none are known. */
  readonly flows: string | null;
  /** Calls that the app may be asked to make: they stand in no flow. */
  readonly outbound: readonly OutboundCallee[];
  readonly context: Pick<CommandContext, 'environment' | 'workingFolder'>;
}

/**
 * By the list that was given, else what the flows need as `ivr permissions` says it, else everything.
 * @throws CliError for a list that is none
 */
export function grantedPermissions({ given, flows, outbound, context }: Desk): GrantedPermissions {
  if (given !== undefined) return granted(listed(given, context.workingFolder), 'by --permissions');
  if (flows === null) return granted(everyPermission, 'all, as nothing else was said');
  const { needed, errors } = operationsOfFlows([flows], context);
  const names = reportPermissions(needed, outbound).permissions.map(({ name }) => name);
  const besides = outbound.length === 0 ? '' : `, and calls out to ${outbound.join(' or ')}`;
  return granted(names, `what the flows need${besides}`, errors);
}

function granted(
  names: readonly ApplicationPermission[],
  because: string,
  errors: readonly string[] = [],
): GrantedPermissions {
  const shown = names.length === 0 ? 'none' : names.join(', ');
  return { names, line: `permissions granted to the app: ${shown} (${because})`, errors };
}

function listed(given: string, workingFolder: string): readonly ApplicationPermission[] {
  if (given === 'none') return [];
  if (given === 'all') return everyPermission;
  const names = given.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !everyPermission.some((known) => known === name));
  if (unknown === undefined) return everyPermission.filter((name) => names.includes(name));
  if (existsSync(resolve(workingFolder, given))) {
    const inFile = readGrantedFile(given, workingFolder).map(({ name }) => name);
    return everyPermission.filter((name) => inFile.includes(name));
  }
  throw new CliError(
    'CLI-USAGE',
    `--permissions must be none, all, a file, or some of ${everyPermission.join(', ')} with commas between; "${unknown}" is neither a file nor one of these`,
  );
}
