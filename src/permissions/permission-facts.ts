import type { Permission } from '../operations/index.ts';

/** A permission of a whole tenant. Those of one chat are never proposed: they are granted chat by chat, by its members. */
export type ApplicationPermission = Exclude<Permission, `${string}.Chat`>;

export interface PermissionFacts {
  readonly name: ApplicationPermission;
  /** Of the app role of Microsoft Graph, the same in every tenant (Microsoft Graph permissions reference). */
  readonly id: string;
  /** As the consent of an administrator shows it. */
  readonly displayName: string;
  readonly description: string;
}

/** Microsoft Graph itself, as every tenant knows it. */
export const graphResource = {
  appId: '00000003-0000-0000-c000-000000000000',
  displayName: 'Microsoft Graph',
} as const;

/**
 * The permissions for calls, the least privileged first. The reference orders them for each operation, and not always
 * alike; this is the order on which most of its lists agree: a guest may less than a user of the directory, a call to one
 * less than a call to several, and whoever has the media hears everything.
 */
export const permissionFacts: readonly PermissionFacts[] = [
  {
    name: 'Calls.JoinGroupCallAsGuest.All',
    id: 'fd7ccf6b-3d28-418b-9701-cd10f5cd2fd4',
    displayName: 'Join group calls and meetings as a guest',
    description: 'Lets the app join group calls and meetings of the organization as an anonymous guest.',
  },
  {
    name: 'Calls.JoinGroupCall.All',
    id: 'f6b49018-60ab-4f81-83bd-22caeabfed2d',
    displayName: 'Join group calls and meetings as an app',
    description:
      'Lets the app join group calls and meetings of the organization with the rights of a directory user.',
  },
  {
    name: 'Calls.Initiate.All',
    id: '284383ee-7f6e-4e40-a2a8-e85dcb029101',
    displayName: 'Initiate outgoing 1 to 1 calls from the app',
    description: 'Lets the app call one person at a time, and transfer and redirect calls.',
  },
  {
    name: 'Calls.InitiateGroupCall.All',
    id: '4c277553-8a09-487b-8023-29ee378d8324',
    displayName: 'Initiate outgoing group calls from the app',
    description: 'Lets the app call several people at once, and invite people into calls and meetings.',
  },
  {
    name: 'Calls.AccessMedia.All',
    id: 'a7a681dc-756e-4909-b988-f160edc6655f',
    displayName: 'Access media streams in a call as an app',
    description:
      'Lets the app reach the media of its calls: keys, recordings and, where it has its own media, sound.',
  },
];

/** What an app registration lists of these permissions: the member of that name, as Azure's tools take it. */
export function requiredResourceAccess(names: readonly ApplicationPermission[]): readonly object[] {
  const chosen = permissionFacts.filter(({ name }) => names.includes(name));
  if (chosen.length === 0) return [];
  return [
    { resourceAppId: graphResource.appId, resourceAccess: chosen.map(({ id }) => ({ id, type: 'Role' })) },
  ];
}
