/** The door of permissions: the smallest set of Graph application permissions for some flows, and what an app lacks of it. */
export { compareGranted } from './compare-granted.ts';
export type { Comparison, Surplus } from './compare-granted.ts';
export { graphResource, permissionFacts, requiredResourceAccess } from './permission-facts.ts';
export type { ApplicationPermission, PermissionFacts } from './permission-facts.ts';
export { readGranted } from './read-granted.ts';
export type { Granted } from './read-granted.ts';
export { reportPermissions } from './report-permissions.ts';
export type { NeededPermission, OutboundCallee, PermissionsReport } from './report-permissions.ts';
