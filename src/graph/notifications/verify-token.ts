import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { Instant } from '../../call/index.ts';
import { KeysUnreachableError, signingKeys } from './signing-keys.ts';

export interface TokenRules {
  readonly openIdConfigurationUrl: string;
  readonly issuers: readonly string[];
  /** The bot's application id. */
  readonly audience: string;
  /** Lower case. */
  readonly allowedTenants: readonly string[];
}

/** What a request's `Authorization` is worth. */
export type TokenVerdict =
  | { readonly kind: 'valid'; readonly tenantId: string }
  /** None, or nothing that could be a token: told without looking at any key. */
  | { readonly kind: 'malformed' }
  | { readonly kind: 'keysUnreachable'; readonly error: KeysUnreachableError }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'tenantNotAllowed'; readonly tenantId: string };

export type VerifyToken = (authorization: string | null) => Promise<TokenVerdict>;

/** Graph's tokens are about 1 KB; no key is looked for on behalf of something much larger. */
const longestToken = 16 * 1024;
/** Seconds by which our clock and Graph's may differ: the default of the .NET library that Graph's samples use. */
const clockTolerance = 300;

/**
 * Verifies the token with which Graph signs its notifications ("Handle call notifications", section
 * "Authenticate the callback"): signed RS256 by a published key, by a known issuer, for this bot, in its time,
 * with the tenant of the call.
 */
export function tokenVerifier(rules: TokenRules, clock: () => Instant): VerifyToken {
  const findKey = signingKeys(rules.openIdConfigurationUrl, clock);
  return async (authorization) => {
    const token = bearerToken(authorization);
    if (token === null) return { kind: 'malformed' };
    try {
      const { payload } = await jwtVerify(token, findKey, {
        algorithms: ['RS256'],
        issuer: [...rules.issuers],
        audience: rules.audience,
        clockTolerance,
        currentDate: new Date(clock()),
        requiredClaims: ['exp', 'tid'],
      });
      const { tid } = payload;
      if (typeof tid !== 'string') return { kind: 'refused', reason: 'its claim "tid" is no text' };
      const tenantId = tid.toLowerCase();
      return rules.allowedTenants.includes(tenantId)
        ? { kind: 'valid', tenantId }
        : { kind: 'tenantNotAllowed', tenantId };
    } catch (error) {
      if (error instanceof KeysUnreachableError) return { kind: 'keysUnreachable', error };
      return { kind: 'refused', reason: reasonOf(error) };
    }
  };
}

function bearerToken(authorization: string | null): string | null {
  if (authorization === null || authorization.length > longestToken) return null;
  const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]*)$/i.exec(authorization.trim())?.[1];
  if (token === undefined) return null;
  try {
    decodeProtectedHeader(token);
    return token;
  } catch {
    return null;
  }
}

/** The code alone: the library's messages quote claims. */
const reasonOf = (error: unknown): string =>
  error instanceof errors.JWTClaimValidationFailed
    ? `its claim "${error.claim}" is wrong (${error.code})`
    : error instanceof errors.JOSEError
      ? error.code
      : 'it cannot be read';
