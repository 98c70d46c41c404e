/** The door of the room that knows the app's own identity, and what is reached with it. */
export { appIdentity, managedIdentity } from './app-identity.ts';
export type { Identity } from './app-identity.ts';
export { developerIdentity } from './developer-identity.ts';
export { credentialFailure, watchedCredential } from './watched-credential.ts';
export type { CredentialFailure } from './watched-credential.ts';
export { serviceConnection } from './service-connection.ts';
export type { ServiceConnection, StorageConnection } from './service-connection.ts';
