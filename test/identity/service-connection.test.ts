import { appIdentity, serviceConnection, watchedCredential } from '../../src/identity/index.ts';
import type { CredentialFailure } from '../../src/identity/index.ts';

const credential = { getToken: () => Promise.resolve(null) };
const serviceUri = 'https://contoso.queue.core.windows.net';
const unheard = (): void => undefined;

test('an app without an identity has none, every other one has', () => {
  expect(appIdentity({ kind: 'none' }, unheard)).toBeNull();
  expect(appIdentity({ kind: 'managed', clientId: null }, unheard)).toHaveProperty('getToken');
});

test('a connection by identity takes the identity of the app, unless it names one', () => {
  const own = serviceConnection({ kind: 'identity', serviceUri, clientId: null }, credential, unheard);
  expect(own).toEqual({ kind: 'identity', serviceUri, credential });
  const named = serviceConnection({ kind: 'identity', serviceUri, clientId: 'another' }, credential, unheard);
  expect(named.kind === 'identity' && named.credential === credential).toBe(false);
});

test('a connection string, and none, stay what they are', () => {
  const text = { reveal: () => 'AccountKey=x' };
  expect(serviceConnection({ kind: 'connectionString', text }, credential, unheard)).toEqual({
    kind: 'connectionString',
    text,
  });
  expect(serviceConnection({ kind: 'none' }, credential, unheard)).toEqual({ kind: 'none' });
});

test.each([
  [new Error('AADSTS700213: No matching federated identity record for the secret subject'), 'AADSTS700213'],
  [new TypeError('fetch failed'), 'TypeError'],
  ['not an error', 'unknown error'],
])('a token that cannot be had is told by code, and its message is not (%p)', async (thrown, code) => {
  const failures: CredentialFailure[] = [];
  const getToken = jest.fn().mockRejectedValue(thrown);
  const watched = watchedCredential({ getToken }, (failure) => failures.push(failure));
  await expect(watched.getToken('https://storage.azure.com/.default')).rejects.toBe(thrown);
  expect(failures).toEqual([{ audience: 'https://storage.azure.com/.default', code }]);
});
