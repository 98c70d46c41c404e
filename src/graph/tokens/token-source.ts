import { instant, milliseconds } from '../../call/index.ts';
import type { Instant } from '../../call/index.ts';

/** Gives the token that a request to Graph carries for a tenant; null for none at all. */
export interface TokenSource {
  readonly tokenFor: (tenantId: string) => Promise<string | null>;
  /** Forgets the token: Graph did not take it. */
  readonly forget: (tenantId: string) => void;
}

export interface AccessToken {
  readonly token: string;
  readonly expiresAt: Instant;
}

export type FetchToken = (tenantId: string) => Promise<AccessToken>;

/** A token is renewed this long before it ends, while the old one still works should that fail. */
const renewal = milliseconds(5 * 60_000);
/** A token is not used in its last seconds: it has to live until Graph reads it. */
const tooOld = milliseconds(30_000);

/** Longest that anybody waits for a token: a caller waits in silence meanwhile. */
const timeLimit = milliseconds(10_000);

/** For a Graph on loopback that wants no token. */
export const noTokens: TokenSource = {
  tokenFor: () => Promise.resolve(null),
  forget: () => undefined,
};

/** Keeps one token per tenant; callers who want the same one at the same time share one request for it. */
export function cachedTokens(fetchToken: FetchToken, clock: () => Instant): TokenSource {
  const kept = new Map<string, AccessToken>();
  const underWay = new Map<string, Promise<AccessToken>>();

  const renewed = (tenantId: string): Promise<AccessToken> => {
    const current = underWay.get(tenantId);
    if (current !== undefined) return current;
    // One that comes too late for whoever waited still serves the next.
    const fetched = fetchToken(tenantId).then((token) => {
      kept.set(tenantId, token);
      return token;
    });
    const request = withinLimit(fetched).finally(() => underWay.delete(tenantId));
    underWay.set(tenantId, request);
    return request;
  };

  return {
    tokenFor: async (tenantId) => {
      const now = clock();
      const current = kept.get(tenantId);
      if (current === undefined || current.expiresAt - tooOld <= now) return (await renewed(tenantId)).token;
      // The old token still works: nobody waits for the new one, and its failure is for the next to find.
      if (current.expiresAt - renewal <= now) renewed(tenantId).catch(() => undefined);
      return current.token;
    },
    forget: (tenantId) => kept.delete(tenantId),
  };
}

/** Whoever gives no token in time is asked anew by the next: identity services hang more often than they refuse. */
async function withinLimit(fetched: Promise<AccessToken>): Promise<AccessToken> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no token within ${timeLimit / 1000} s`)), timeLimit);
  });
  try {
    return await Promise.race([fetched, tooLate]);
  } finally {
    clearTimeout(timer);
    fetched.catch(() => undefined);
  }
}

/** `expiresOnTimestamp` of @azure/core-auth is in milliseconds. */
export const accessToken = (token: { token: string; expiresOnTimestamp: number }): AccessToken => ({
  token: token.token,
  expiresAt: instant(token.expiresOnTimestamp),
});
