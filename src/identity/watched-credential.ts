import { errorCode } from '../call/index.ts';
import type { TokenCredential } from '@azure/core-auth';

/** Why a token could not be had: Entra's code, or the name of an error. Its message is not told, since it may quote. */
export function credentialFailure(cause: unknown): string {
  const entra = cause instanceof Error ? /AADSTS\d+/.exec(cause.message)?.[0] : undefined;
  return entra ?? errorCode(cause);
}

/** A token that could not be had, and for whom it was meant. */
export interface CredentialFailure {
  /** The scope that was asked for. */
  readonly audience: string;
  readonly code: string;
}

/** The credential, telling of each failure besides. */
export function watchedCredential(
  credential: TokenCredential,
  onFailure: (failure: CredentialFailure) => void,
): TokenCredential {
  return {
    getToken: async (scopes, options) => {
      try {
        return await credential.getToken(scopes, options);
      } catch (error) {
        onFailure({ audience: [scopes].flat().join(' '), code: credentialFailure(error) });
        throw error;
      }
    },
  };
}
