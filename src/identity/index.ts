/** The door of the room that knows the app's own identity, and what is reached with it. */
export { appIdentity } from './app-identity.ts';
export type { Identity } from './app-identity.ts';
export { developerIdentity } from './developer-identity.ts';
export { serviceConnection } from './service-connection.ts';
export type { ServiceConnection, StorageConnection } from './service-connection.ts';
