import * as z from 'zod';
import type { Comparison, NeededPermission, PermissionsReport } from '../../permissions/index.ts';
import { defineCommand } from '../command.ts';
import { exitCodes } from '../describe-failure.ts';

const schema = z.strictObject({
  flows: z.array(z.string().min(1)).default([]),
  json: z.boolean().default(false),
  against: z.string().min(1, 'must be a file').optional(),
  outbound: z
    .string()
    .transform((list) => [...new Set(list.split(',').map((callee) => callee.trim()))])
    .pipe(z.array(z.enum(['one', 'several'], 'must be one, several, or one,several')))
    .default([]),
});

export const permissionsCommand = defineCommand({
  name: 'permissions',
  summary: 'Say which Graph application permissions flows need, the smallest set, and which node needs each.',
  arguments: [
    { notation: '[flows...]', description: 'flow files or folders (default: FLOWS_PATH, else flows)' },
  ],
  options: [
    { flags: '--json', description: 'one JSON document' },
    {
      flags: '--outbound <callees>',
      description: 'count calls that POST /api/calls asks for: to one, to several, or one,several',
    },
    { flags: '--against <file>', description: 'what an app has, as JSON: exit 1 if it lacks something' },
  ],
  schema,
  examples: [
    'ivr permissions',
    'ivr permissions flows/front-desk.json --json',
    'ivr permissions --outbound one',
    'ivr permissions --against granted.json',
  ],
  run: async ({ flows, json, against, outbound }, { print, note, environment, workingFolder }) => {
    const [{ operationsOfFlows }, { readGrantedFile }, permissions] = await Promise.all([
      import('../operations-of-flows.ts'),
      import('../read-granted-file.ts'),
      import('../../permissions/index.ts'),
    ]);
    const granted = against === undefined ? null : readGrantedFile(against, workingFolder);
    const files = flows.length > 0 ? flows : [environment.FLOWS_PATH ?? 'flows'];
    const { needed, errors } = operationsOfFlows(files, { environment, workingFolder });
    for (const rendered of errors) note(`${rendered}\n`);
    if (errors.length > 0) return exitCodes.failed;
    const report = permissions.reportPermissions(needed, outbound);
    const comparison = granted === null ? null : permissions.compareGranted(report.needs, granted);
    if (json) {
      const { graphResource, requiredResourceAccess } = permissions;
      const names = report.permissions.map(({ name }) => name);
      print(
        JSON.stringify(
          asJson(report, comparison, {
            resource: graphResource,
            requiredResourceAccess: requiredResourceAccess(names),
          }),
          null,
          2,
        ),
      );
    } else {
      for (const line of [...inWords(report), ...comparedInWords(comparison)]) print(line);
    }
    return comparison !== null && comparison.missing.length > 0 ? exitCodes.failed : exitCodes.fine;
  },
});

/** What programs get; everything here needs the consent of an administrator. */
function asJson({ permissions }: PermissionsReport, comparison: Comparison | null, more: object): object {
  const shown = permissions.map(({ name, id, displayName, description, neededBy, neededByRequests }) => ({
    name,
    id,
    displayName,
    description,
    adminConsent: true,
    neededBy,
    // Only who asks about calls out is told of them: all others get the members that they know.
    ...(neededByRequests.length === 0 ? {} : { neededByRequests }),
  }));
  const compared =
    comparison === null
      ? {}
      : {
          missing: comparison.missing.map(({ name, id }) => ({ name, id })),
          tooMuch: comparison.tooMuch,
        };
  return { permissions: shown, ...more, ...compared };
}

function inWords({ permissions }: PermissionsReport): readonly string[] {
  if (permissions.length === 0) return ['These flows need no permission.'];
  return [
    'Application permissions of Microsoft Graph, which an administrator has to consent to:',
    ...permissions.flatMap(oneInWords),
  ];
}

function oneInWords({
  name,
  id,
  displayName,
  neededBy,
  neededByRequests,
}: NeededPermission): readonly string[] {
  const byNode = new Map<string, string[]>();
  for (const { flow, node, operation } of neededBy) {
    const place = `${flow}, node ${node}`;
    byNode.set(place, [...(byNode.get(place) ?? []), operation]);
  }
  return [
    '',
    `${name}  ${id}`,
    `  ${displayName}`,
    ...[...byNode].map(([place, operations]) => `  ${place}: ${operations.join(', ')}`),
    ...neededByRequests.map(({ request, callee, operation }) => `  ${request} to ${callee}: ${operation}`),
  ];
}

function comparedInWords(comparison: Comparison | null): readonly string[] {
  if (comparison === null) return [];
  const { missing, tooMuch } = comparison;
  const found = [
    ...missing.map(({ name, id }) => `missing   ${name}  ${id}`),
    ...tooMuch.map(({ name, id }) => `too much  ${[name, id].filter((part) => part !== null).join('  ')}`),
  ];
  return ['', ...(found.length === 0 ? ['The app has what it needs, and no more.'] : found)];
}
