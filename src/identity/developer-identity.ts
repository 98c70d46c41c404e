import type { TokenCredential } from '@azure/core-auth';

/** Who sits at this machine, for tools: signed in with Azure's command line or an editor, or a pipeline's identity. */
export function developerIdentity(): TokenCredential {
  let loaded: Promise<TokenCredential> | null = null;
  const load = async (): Promise<TokenCredential> => {
    const { DefaultAzureCredential } = await import('@azure/identity');
    return new DefaultAzureCredential();
  };
  return { getToken: async (scopes, options) => (await (loaded ??= load())).getToken(scopes, options) };
}
