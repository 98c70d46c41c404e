import { credentialFailure } from '../../identity/index.ts';

/** No token could be had. Neither message nor cause of the identity library is passed on: they may quote. */
export class CredentialError extends Error {
  override readonly name = 'CredentialError';
  readonly code = 'GRAPH-NO-TOKEN';
  /** Entra's code of the failure, or the name of the error. */
  readonly reason: string;

  constructor(kind: string, cause: unknown) {
    const reason = credentialFailure(cause);
    super(
      `No token for Graph with the credential "${kind}" (${reason}). The app registration, its secret or federated ` +
        `credential, or the identity of the app may be wrong; check GRAPH_CREDENTIAL and the BOT_ settings.`,
    );
    this.reason = reason;
  }
}
