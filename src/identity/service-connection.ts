import type { TokenCredential } from '@azure/core-auth';
import { managedIdentity } from './app-identity.ts';
import { watchedCredential } from './watched-credential.ts';
import type { CredentialFailure } from './watched-credential.ts';

/** What the settings say of a connection. */
export type StorageConnection =
  | { readonly kind: 'none' }
  | { readonly kind: 'connectionString'; readonly text: { readonly reveal: () => string } }
  /** `clientId` null: the identity of the app. */
  | { readonly kind: 'identity'; readonly serviceUri: string; readonly clientId: string | null };

/** How a service is reached. */
export type ServiceConnection =
  | { readonly kind: 'none' }
  | { readonly kind: 'connectionString'; readonly text: { readonly reveal: () => string } }
  | { readonly kind: 'identity'; readonly serviceUri: string; readonly credential: TokenCredential };

/** Puts the identity in: the one that the connection names, else the app's (which tells of its failures itself), else the system-assigned one. */
export function serviceConnection(
  connection: StorageConnection,
  identity: TokenCredential | null,
  onFailure: (failure: CredentialFailure) => void,
): ServiceConnection {
  if (connection.kind !== 'identity') return connection;
  const { serviceUri, clientId } = connection;
  if (clientId === null && identity !== null) return { kind: 'identity', serviceUri, credential: identity };
  return {
    kind: 'identity',
    serviceUri,
    credential: watchedCredential(managedIdentity(clientId), onFailure),
  };
}
