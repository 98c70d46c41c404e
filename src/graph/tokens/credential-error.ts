/** No token could be had. Neither message nor cause of the identity library is passed on: they may quote. */
export class CredentialError extends Error {
  override readonly name = 'CredentialError';
  readonly code = 'GRAPH-NO-TOKEN';

  constructor(kind: string, cause: unknown) {
    const identified = cause instanceof Error ? /AADSTS\d+/.exec(cause.message)?.[0] : undefined;
    const what = identified ?? (cause instanceof Error ? cause.name : 'unknown error');
    super(
      `No token for Graph with the credential "${kind}" (${what}). The app registration, its secret or federated ` +
        `credential, or the identity of the app may be wrong; check GRAPH_CREDENTIAL and the BOT_ settings.`,
    );
  }
}
