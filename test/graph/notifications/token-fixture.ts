import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import type { JWK, JWTPayload } from 'jose';
import { json } from '../local-server.ts';
import type { Answer } from '../local-server.ts';

export const audience = '5f1d2c3b-4a59-4e68-9d77-86a5b4c3d2e1';
export const issuer = 'https://api.botframework.com';
export const tenantId = 'b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928';
/** Seconds since 1970; the clock of these tests. */
export const now = 1_772_611_200;

export const goodClaims: JWTPayload = {
  aud: audience,
  iss: issuer,
  iat: now,
  nbf: now,
  exp: now + 3_900,
  tid: tenantId,
};

export interface Signer {
  readonly jwk: JWK;
  readonly sign: (claims: JWTPayload) => Promise<string>;
}

export async function signer(kid: string): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  return {
    jwk: { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'RS256' },
    sign: (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey),
  };
}

export const signedByPassword = (kid: string): Promise<string> =>
  new SignJWT(goodClaims)
    .setProtectedHeader({ alg: 'HS256', kid })
    .sign(new TextEncoder().encode('password'.repeat(8)));

export const unsigned = (): string => new UnsecuredJWT(goodClaims).encode();

/** Serves metadata at one address and keys at the other; `keys` may change between requests. */
export const openIdProvider =
  (keys: () => readonly JWK[]): Answer =>
  (response, request) => {
    const isMetadata = request.path === '/.well-known/openid-configuration';
    const origin = `http://${String(request.headers.host)}`;
    json(isMetadata ? { issuer, jwks_uri: `${origin}/keys` } : { keys: keys() })(response, request);
  };
