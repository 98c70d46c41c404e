import { createLocalJWKSet, jwtVerify } from 'jose';
import { tokenFaults } from '../../../src/simulator/faults.ts';
import type { TokenFault } from '../../../src/simulator/faults.ts';
import { TokenAuthority } from '../../../src/simulator/notifications/token-authority.ts';

const now = Date.UTC(2026, 2, 4, 9, 15);
let clock = now;
let authority: TokenAuthority;

beforeAll(async () => {
  authority = await TokenAuthority.create({
    appId: 'the-app',
    tenantId: 'the-tenant',
    issuer: 'https://api.botframework.com',
    now: () => clock,
    callbackTokenLifetimeMs: () => 3_900_000,
  });
});

beforeEach(() => {
  clock = now;
});

/** Judges a token as an app must, with the five minutes of skew that it may allow. */
async function verify(fault: TokenFault | null): Promise<unknown> {
  const header = await authority.callbackAuthorization('the-tenant', fault);
  if (header === null) throw new Error('no header');
  const { payload } = await jwtVerify(
    header.replace('Bearer ', ''),
    createLocalJWKSet({ keys: [...authority.keySet.keys] }),
    {
      algorithms: ['RS256'],
      issuer: 'https://api.botframework.com',
      audience: 'the-app',
      currentDate: new Date(now),
      clockTolerance: 300,
    },
  );
  return payload;
}

test('a good token says for whom, of whom, of which tenant and for how long', async () => {
  const seconds = now / 1000;
  expect(await verify(null)).toEqual({
    aud: 'the-app',
    iss: 'https://api.botframework.com',
    iat: seconds,
    nbf: seconds,
    exp: seconds + 3900,
    tid: 'the-tenant',
  });
});

const failures: Readonly<Record<TokenFault, object>> = {
  expired: { code: 'ERR_JWT_EXPIRED' },
  wrongAudience: { code: 'ERR_JWT_CLAIM_VALIDATION_FAILED', claim: 'aud' },
  wrongIssuer: { code: 'ERR_JWT_CLAIM_VALIDATION_FAILED', claim: 'iss' },
  unknownKey: { code: 'ERR_JWKS_NO_MATCHING_KEY' },
  notYetValid: { code: 'ERR_JWT_CLAIM_VALIDATION_FAILED', claim: 'nbf' },
  missing: { message: 'no header' },
  garbage: { code: 'ERR_JWS_INVALID' },
};

test.each(tokenFaults.map((fault) => [fault, failures[fault]] as const))(
  'a token that is %s is refused for that reason: %j',
  async (fault, failure) => {
    await expect(verify(fault)).rejects.toMatchObject(failure);
  },
);

test('an access token is known again until it expires; a callback token is none', async () => {
  const token = await authority.accessToken('the-app', 'a-tenant');
  expect(await authority.verifyAccessToken(token)).toEqual({ appId: 'the-app', tenantId: 'a-tenant' });
  clock = now + 3_900_000;
  expect(await authority.verifyAccessToken(token)).toEqual({
    fault: 'Lifetime validation failed, the token is expired.',
  });
  clock = now;
  const other = (await authority.callbackAuthorization('the-tenant', null))?.replace('Bearer ', '') ?? '';
  expect(await authority.verifyAccessToken(other)).toEqual({ fault: 'CompactToken validation failed.' });
});
