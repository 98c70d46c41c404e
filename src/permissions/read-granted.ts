import * as z from 'zod';
import { graphResource, permissionFacts } from './permission-facts.ts';

/** An app role that an app has. Of one that has nothing to do with calls only the id is known, or its name. */
export interface Granted {
  readonly name: string | null;
  readonly id: string | null;
}

const guid = z.guid().transform((id) => id.toLowerCase());

/** What the registration of an app asks for. */
const requiredAccess = z.looseObject({
  resourceAppId: guid,
  resourceAccess: z.array(z.looseObject({ id: guid, type: z.string() })),
});

/** What has been consented to. */
const assignment = z.looseObject({ appRoleId: guid, resourceDisplayName: z.string().nullish() });

const named = z.looseObject({ name: z.string().min(1) });

const entries = z.union([
  z.array(requiredAccess).transform((resources) =>
    resources
      .filter(({ resourceAppId }) => resourceAppId === graphResource.appId)
      .flatMap(({ resourceAccess }) => resourceAccess)
      // Permissions of users who have signed in are no concern of an app that calls by itself.
      .filter(({ type }) => type === 'Role')
      .map(({ id }) => byId(id)),
  ),
  z
    .array(assignment)
    .transform((assignments) =>
      assignments
        .filter(
          ({ resourceDisplayName: of }) => (of ?? graphResource.displayName) === graphResource.displayName,
        )
        .map(({ appRoleId }) => byId(appRoleId)),
    ),
  z.array(named).transform((list) => list.map(({ name }) => byName(name))),
  z.array(z.string().min(1)).transform((names) => names.map(byName)),
]);

const list = z.union([
  entries,
  z.looseObject({ value: entries }).transform(({ value }) => value),
  z.looseObject({ appRoleAssignments: entries }).transform((one) => one.appRoleAssignments),
  z.looseObject({ requiredResourceAccess: entries }).transform((one) => one.requiredResourceAccess),
  z.looseObject({ permissions: entries }).transform(({ permissions }) => permissions),
]);

/**
 * Reads an exported list of what an app has, as JSON: `requiredResourceAccess` of its registration (`az ad app permission
 * list`, `az ad app show`), `appRoleAssignments` of its service principal (Microsoft Graph), a list of names, or what `ivr
 * permissions --json` printed. Only application permissions of Microsoft Graph count. Null for anything else.
 */
export function readGranted(exported: unknown): readonly Granted[] | null {
  const read = list.safeParse(exported);
  if (!read.success) return null;
  return [...new Map(read.data.map((one) => [one.id ?? one.name, one])).values()];
}

function byId(id: string): Granted {
  return { name: permissionFacts.find((known) => known.id === id)?.name ?? null, id };
}

function byName(name: string): Granted {
  const known = permissionFacts.find((one) => one.name === name || one.id === name.toLowerCase());
  return { name: known?.name ?? name, id: known?.id ?? null };
}
