import type { JWK, JWTPayload } from 'jose';
import { instant } from '../../../src/call/index.ts';
import { tokenVerifier } from '../../../src/graph/index.ts';
import { startServer, status } from '../local-server.ts';
import type { Answer, LocalServer } from '../local-server.ts';
import {
  audience,
  goodClaims,
  issuer,
  now,
  openIdProvider,
  signedByPassword,
  signer,
  tenantId,
  unsigned,
} from './token-fixture.ts';
import type { Signer } from './token-fixture.ts';

describe('tokenVerifier', () => {
  let key: Signer;
  let otherKey: Signer;
  let served: JWK[];
  let server: LocalServer;
  let time: number;
  let answer: Answer;

  beforeAll(async () => {
    [key, otherKey] = await Promise.all([signer('one'), signer('two')]);
  });

  beforeEach(async () => {
    served = [key.jwk];
    time = now;
    answer = openIdProvider(() => served);
    server = await startServer((response, request) => answer(response, request));
  });

  afterEach(() => server.close());

  const verifier = () =>
    tokenVerifier(
      {
        openIdConfigurationUrl: `${server.origin}/.well-known/openid-configuration`,
        issuers: [issuer, 'https://graph.microsoft.com'],
        audience,
        allowedTenants: [tenantId],
      },
      () => instant(time * 1_000),
    );

  const withClaims = async (claims: JWTPayload): Promise<string> =>
    `Bearer ${await key.sign({ ...goodClaims, ...claims })}`;
  const without = async (claim: string): Promise<string> => {
    const { [claim]: _, ...claims } = goodClaims;
    return `Bearer ${await key.sign(claims)}`;
  };

  test.each<[string, () => Promise<string>]>([
    ['a good token', () => withClaims({})],
    ['the other issuer', () => withClaims({ iss: 'https://graph.microsoft.com' })],
    ['a token that ended four minutes ago', () => withClaims({ exp: now - 240 })],
    ['a token that begins in four minutes', () => withClaims({ nbf: now + 240 })],
    ['a tenant in upper case', () => withClaims({ tid: tenantId.toUpperCase() })],
    ['the scheme in lower case', async () => (await withClaims({})).replace('Bearer', 'bearer')],
  ])('takes %s', async (_, authorization) => {
    expect(await verifier()(await authorization())).toEqual({ kind: 'valid', tenantId });
  });

  test.each<[string, () => Promise<string>, RegExp]>([
    ['an expired token', () => withClaims({ exp: now - 301 }), /EXPIRED/],
    ['a token of the future', () => withClaims({ nbf: now + 301 }), /nbf/],
    ['a token without an end', () => without('exp'), /exp/],
    ['a token without a tenant', () => without('tid'), /tid/],
    ['a tenant that is no text', () => withClaims({ tid: 7 }), /tid/],
    ['a token for somebody else', () => withClaims({ aud: '00000000-0000-0000-0000-000000000000' }), /aud/],
    ['a token for nobody', () => without('aud'), /aud/],
    ['a token of another issuer', () => withClaims({ iss: 'https://sts.windows.net' }), /iss/],
    ['a token of no issuer', () => without('iss'), /iss/],
    ['a token that is not signed', async () => `Bearer ${unsigned()}`, /ALG/],
    ['a token signed with a password', async () => `Bearer ${await signedByPassword('one')}`, /ALG/],
    ['a token of an unknown key', async () => `Bearer ${await otherKey.sign(goodClaims)}`, /NO_MATCHING_KEY/],
    [
      'a token whose claims were changed',
      async () => {
        const [header, , signature] = (await key.sign(goodClaims)).split('.');
        const claims = Buffer.from(JSON.stringify({ ...goodClaims, tid: 'other' })).toString('base64url');
        return `Bearer ${header}.${claims}.${signature}`;
      },
      /SIGNATURE/,
    ],
  ])('refuses %s', async (_, authorization, reason) => {
    expect(await verifier()(await authorization())).toEqual({
      kind: 'refused',
      reason: expect.stringMatching(reason),
    });
  });

  test.each<[string, string | null]>([
    ['nothing', null],
    ['another scheme', 'Basic dXNlcjpwYXNz'],
    ['no token', 'Bearer'],
    ['words', 'Bearer not a token'],
    ['two parts', 'Bearer abc.def'],
    ['parts that hold no JSON', 'Bearer abc.def.ghi'],
    ['a huge token', `Bearer ${'a'.repeat(5_000_000)}.b.c`],
  ])('calls %s malformed and looks for no key', async (_, authorization) => {
    expect(await verifier()(authorization)).toEqual({ kind: 'malformed' });
    expect(server.received).toHaveLength(0);
  });

  test('tells a tenant whose calls are not taken', async () => {
    const tid = '932f07f3-7cc6-4b5e-a1ff-0a1d2d0b7a3c';
    expect(await verifier()(await withClaims({ tid }))).toEqual({ kind: 'tenantNotAllowed', tenantId: tid });
  });

  test('fetches metadata and keys once for many tokens at once', async () => {
    const verify = verifier();
    const authorization = await withClaims({});
    await Promise.all(Array.from({ length: 50 }, () => verify(authorization)));
    expect(server.received.map(({ path }) => path)).toEqual(['/.well-known/openid-configuration', '/keys']);
  });

  test.each<[string, Answer]>([
    ['fail', status(503)],
    ['are no JSON', status(200, {}, 'hello')],
    ['name no keys', status(200, { 'content-type': 'application/json' }, '{}')],
  ])(
    'says that the keys are unreachable when they %s, and recovers with the next token',
    async (_, broken) => {
      answer = broken;
      const verify = verifier();
      const authorization = await withClaims({});
      expect(await verify(authorization)).toMatchObject({ kind: 'keysUnreachable' });
      answer = openIdProvider(() => served);
      expect(await verify(authorization)).toEqual({ kind: 'valid', tenantId });
    },
  );

  test('looks for an unknown key at most once in 30 s', async () => {
    const verify = verifier();
    await verify(await withClaims({}));
    served = [key.jwk, otherKey.jwk];
    const rotated = `Bearer ${await otherKey.sign(goodClaims)}`;
    time += 29;
    expect(await verify(rotated)).toMatchObject({ kind: 'refused' });
    expect(server.received).toHaveLength(2);
    time += 1;
    expect(await verify(rotated)).toEqual({ kind: 'valid', tenantId });
    expect(server.received).toHaveLength(4);
  });

  test('many tokens of a new key at once wait for the keys that the first of them fetches', async () => {
    const verify = verifier();
    await verify(await withClaims({}));
    served = [otherKey.jwk];
    time += 31;
    const provider = answer;
    answer = (response, request) => void setTimeout(() => provider(response, request), 50);
    const rotated = `Bearer ${await otherKey.sign(goodClaims)}`;
    const verdicts = await Promise.all(Array.from({ length: 20 }, () => verify(rotated)));
    expect(new Set(verdicts.map(({ kind }) => kind))).toEqual(new Set(['valid']));
    expect(server.received).toHaveLength(4);
  });

  test('does not know of an unknown key while the keys cannot be fetched', async () => {
    const verify = verifier();
    await verify(await withClaims({}));
    answer = status(500);
    time += 31;
    const unknown = `Bearer ${await otherKey.sign(goodClaims)}`;
    expect(await verify(unknown)).toMatchObject({ kind: 'keysUnreachable' });
    expect(await verify(unknown)).toMatchObject({ kind: 'keysUnreachable' });
    expect(server.received).toHaveLength(3);
    expect(await verify(await withClaims({}))).toEqual({ kind: 'valid', tenantId });
  });

  test('drops a withdrawn key after two hours, and keeps the old ones while none can be had', async () => {
    const verify = verifier();
    const claims = { ...goodClaims, exp: now + 30_000 };
    const withdrawn = `Bearer ${await key.sign(claims)}`;
    await verify(withdrawn);
    served = [otherKey.jwk];
    answer = status(500);
    time += 7_201;
    expect(await verify(withdrawn)).toMatchObject({ kind: 'valid' });
    answer = openIdProvider(() => served);
    time += 31;
    expect(await verify(withdrawn)).toMatchObject({ kind: 'refused' });
  });
});
