import { operations } from '../operations/index.ts';
import type { Permission } from '../operations/index.ts';

/** Whatever some operation may need. */
export const allPermissions: readonly Permission[] = [
  ...new Set<Permission>(Object.values(operations).flatMap(({ permissions }) => permissions)),
];

/** An app that has one of them is told who calls; of all others the identity of a caller is withheld (call-answer). */
export const identityPermissions: readonly Permission[] = [
  'Calls.AccessMedia.All',
  'Calls.Initiate.All',
  'Calls.InitiateGroupCall.All',
  'Calls.JoinGroupCall.All',
  'Calls.JoinGroupCallAsGuest.All',
];
