import type { TokenCredential } from '@azure/core-auth';
import { watchedCredential } from './watched-credential.ts';
import type { CredentialFailure } from './watched-credential.ts';

/** Which identity the platform gives the app; `clientId` null: the system-assigned one. */
export type Identity =
  { readonly kind: 'none' } | { readonly kind: 'managed'; readonly clientId: string | null };

/** The app's own identity, for what is not Graph; null where it has none; `onFailure` hears of tokens that could not be had. The library keeps its tokens while they hold. */
export function appIdentity(
  identity: Identity,
  onFailure: (failure: CredentialFailure) => void,
): TokenCredential | null {
  if (identity.kind === 'none') return null;
  return watchedCredential(managedIdentity(identity.clientId), onFailure);
}

export function managedIdentity(clientId: string | null): TokenCredential {
  let loaded: Promise<TokenCredential> | null = null;
  // Loading the library takes a quarter of a second of a cold start: only who needs a token pays for it.
  const load = async (): Promise<TokenCredential> => {
    const { ManagedIdentityCredential } = await import('@azure/identity');
    return clientId === null ? new ManagedIdentityCredential() : new ManagedIdentityCredential({ clientId });
  };
  return { getToken: async (scopes, options) => (await (loaded ??= load())).getToken(scopes, options) };
}
