import { instant } from '../../../src/call/index.ts';
import { cachedTokens, credentialTokens, CredentialError } from '../../../src/graph/index.ts';

const minute = 60_000;

function tokenFactory() {
  let now = 0;
  let made = 0;
  let failing = false;
  const source = cachedTokens(
    async (tenantId) => {
      if (failing) throw new Error('down');
      made += 1;
      return { token: `${tenantId}-${made}`, expiresAt: instant(now + 60 * minute) };
    },
    () => instant(now),
  );
  return {
    source,
    at: (minutes: number) => (now = minutes * minute),
    fail: () => (failing = true),
    made: () => made,
  };
}

test('one token serves all who ask at once, and later', async () => {
  const { source, made, at } = tokenFactory();
  expect(await Promise.all([source.tokenFor('a'), source.tokenFor('a'), source.tokenFor('b')])).toEqual([
    'a-1',
    'a-1',
    'b-2',
  ]);
  at(50);
  expect(await source.tokenFor('a')).toBe('a-1');
  expect(made()).toBe(2);
});

test('a token is renewed before it ends, without anybody waiting', async () => {
  const { source, at } = tokenFactory();
  await source.tokenFor('a');
  at(56);
  expect(await source.tokenFor('a')).toBe('a-1');
  expect(await source.tokenFor('a')).toBe('a-2');
});

test('the old token serves to its end when it cannot be renewed', async () => {
  const { source, at, fail } = tokenFactory();
  await source.tokenFor('a');
  fail();
  at(58);
  expect(await source.tokenFor('a')).toBe('a-1');
  at(60);
  await expect(source.tokenFor('a')).rejects.toThrow('down');
});

test('a forgotten token is not given again', async () => {
  const { source } = tokenFactory();
  await source.tokenFor('a');
  source.forget('a');
  expect(await source.tokenFor('a')).toBe('a-2');
});

test('nobody waits longer than 10 s for a token, and the next one asks anew', async () => {
  jest.useFakeTimers();
  try {
    let asked = 0;
    const source = cachedTokens(
      () => {
        asked += 1;
        if (asked === 1) return new Promise(() => undefined);
        return Promise.resolve({ token: 'late', expiresAt: instant(60 * minute) });
      },
      () => instant(0),
    );
    const first = source.tokenFor('a');
    const refused = expect(first).rejects.toThrow('no token within 10 s');
    await jest.advanceTimersByTimeAsync(10_000);
    await refused;
    expect(await source.tokenFor('a')).toBe('late');
  } finally {
    jest.useRealTimers();
  }
});

test('no credential means no token', async () => {
  const source = credentialTokens(
    { kind: 'none' },
    'http://127.0.0.1',
    () => instant(0),
    () => undefined,
  );
  expect(await source.tokenFor('a')).toBeNull();
});

test('a failing credential is told by its code, never by its text', () => {
  const error = new CredentialError('clientSecret', new Error('AADSTS7000215: wrong secret hunter2'));
  expect(error.message).toContain('AADSTS7000215');
  expect(error.message).not.toContain('hunter2');
});
