import type { TokenCredential } from '@azure/core-auth';
import { assertNever } from '../../call/index.ts';
import type { Instant } from '../../call/index.ts';
import { CredentialError } from './credential-error.ts';
import { accessToken, cachedTokens, noTokens } from './token-source.ts';
import type { FetchToken, TokenSource } from './token-source.ts';

/** How the app proves to Graph who it is; `reveal` gives a secret only where it is used. */
export type Credential =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'clientSecret';
      readonly appId: string;
      readonly clientSecret: { readonly reveal: () => string };
    }
  | { readonly kind: 'managedIdentity'; readonly identityClientId: string | null }
  | { readonly kind: 'federated'; readonly appId: string; readonly identityClientId: string };

/** What a managed identity's token must be made for to serve as client assertion (workload identity federation). */
const assertionScope = 'api://AzureADTokenExchange/.default';

/**
 * Tokens for the Graph at `graphOrigin`. Nothing is fetched, nor the identity library loaded, before the first.
 * `onFailure` hears why one could not be had: Entra's code, or the name of an error.
 */
export function credentialTokens(
  credential: Credential,
  graphOrigin: string,
  clock: () => Instant,
  onFailure: (reason: string) => void,
): TokenSource {
  if (credential.kind === 'none') return noTokens;
  const scope = `${graphOrigin}/.default`;
  const perTenant = new Map<string, Promise<TokenCredential>>();
  const fetchToken: FetchToken = async (tenantId) => {
    const known = perTenant.get(tenantId) ?? createCredential(credential, tenantId);
    perTenant.set(tenantId, known);
    try {
      const token = await (await known).getToken(scope);
      if (token === null) throw new Error('no token was given');
      return accessToken(token);
    } catch (error) {
      const failure = new CredentialError(credential.kind, error);
      onFailure(failure.reason);
      throw failure;
    }
  };
  return cachedTokens(fetchToken, clock);
}

/** The token's tenant must be the call's, or Graph answers 403/7505. */
async function createCredential(
  credential: Exclude<Credential, { kind: 'none' }>,
  tenantId: string,
): Promise<TokenCredential> {
  // Loading the library takes a quarter of a second of a cold start: only who needs it pays for it.
  const { ClientAssertionCredential, ClientSecretCredential, ManagedIdentityCredential } =
    await import('@azure/identity');
  switch (credential.kind) {
    case 'clientSecret':
      return new ClientSecretCredential(tenantId, credential.appId, credential.clientSecret.reveal());
    case 'managedIdentity':
      return credential.identityClientId === null
        ? new ManagedIdentityCredential()
        : new ManagedIdentityCredential({ clientId: credential.identityClientId });
    case 'federated': {
      const identity = new ManagedIdentityCredential({ clientId: credential.identityClientId });
      return new ClientAssertionCredential(
        tenantId,
        credential.appId,
        async () => (await identity.getToken(assertionScope)).token,
      );
    }
    default:
      return assertNever(credential, 'credential');
  }
}
