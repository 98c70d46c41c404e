import { createLocalJWKSet, errors } from 'jose';
import type { CryptoKey, FlattenedJWSInput, JWSHeaderParameters, LocalJWKSet } from 'jose';
import * as z from 'zod';
import type { Instant } from '../../call/index.ts';

type FindKey = (header: JWSHeaderParameters, token: FlattenedJWSInput) => Promise<CryptoKey>;

/** The keys could not be fetched: nobody can say whether the token is good. */
export class KeysUnreachableError extends Error {
  override readonly name = 'KeysUnreachableError';
  readonly code = 'GRAPH-KEYS-UNREACHABLE';

  constructor(url: string, cause: unknown) {
    super(
      `The keys of Graph's notification tokens could not be fetched from ${url}. The network, or the setting ` +
        'NOTIFICATION_OPENID_CONFIGURATION_URL, may be wrong; it is tried again with the next notification.',
      { cause },
    );
  }
}

const metadata = z.looseObject({ jwks_uri: z.url({ protocol: /^https?$/ }) });
const keySet = z.looseObject({ keys: z.array(z.looseObject({ kty: z.string() })) });

/** After this the keys are fetched anew, so that withdrawn ones go; until that succeeds the old ones serve. */
const freshFor = 2 * 60 * 60_000;
/** An unknown key may be a new one, or made up: it is looked for at most this often. */
const cooldown = 30_000;
const fetchTimeLimit = 5_000;

/**
 * Finds the key of a token among those that the OpenID metadata publishes.
 * @throws KeysUnreachableError where the keys cannot be had, JWKSNoMatchingKey where it is none of them.
 */
export function signingKeys(openIdConfigurationUrl: string, clock: () => Instant): FindKey {
  let keys: LocalJWKSet | null = null;
  let fetchedAt = -Infinity;
  let triedAt = -Infinity;
  let failed = false;
  let underWay: Promise<LocalJWKSet> | null = null;

  const refresh = (): Promise<LocalJWKSet> => {
    triedAt = clock();
    underWay ??= fetchKeys(openIdConfigurationUrl)
      .then((found) => {
        keys = found;
        fetchedAt = clock();
        failed = false;
        return found;
      })
      .catch((cause: unknown) => {
        failed = true;
        throw new KeysUnreachableError(openIdConfigurationUrl, cause);
      })
      .finally(() => {
        underWay = null;
      });
    return underWay;
  };

  return async (header, token) => {
    const known = keys;
    const mayTry = clock() - triedAt >= cooldown;
    if (known === null) return (await refresh())(header, token);
    if (mayTry && clock() - fetchedAt >= freshFor) await refresh().catch(() => undefined);
    const tried = keys ?? known;
    try {
      return await tried(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      // Whoever comes while the keys are being fetched is judged by what is found, not by what was known.
      if (underWay !== null) return (await underWay)(header, token);
      if (keys !== null && keys !== tried) return keys(header, token);
      if (clock() - triedAt >= cooldown) return (await refresh())(header, token);
      if (failed) throw new KeysUnreachableError(openIdConfigurationUrl, error);
      throw error;
    }
  };
}

async function fetchKeys(openIdConfigurationUrl: string): Promise<LocalJWKSet> {
  const { jwks_uri: uri } = metadata.parse(await fetchJson(openIdConfigurationUrl));
  const { keys } = keySet.parse(await fetchJson(uri));
  return createLocalJWKSet({ keys });
}

async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(fetchTimeLimit) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}
