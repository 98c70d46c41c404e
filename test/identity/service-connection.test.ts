import { appIdentity, serviceConnection } from '../../src/identity/index.ts';

const credential = { getToken: () => Promise.resolve(null) };
const serviceUri = 'https://contoso.queue.core.windows.net';

test('an app without an identity has none, every other one has', () => {
  expect(appIdentity({ kind: 'none' })).toBeNull();
  expect(appIdentity({ kind: 'managed', clientId: null })).toHaveProperty('getToken');
});

test('a connection by identity takes the identity of the app, unless it names one', () => {
  const own = serviceConnection({ kind: 'identity', serviceUri, clientId: null }, credential);
  expect(own).toEqual({ kind: 'identity', serviceUri, credential });
  const named = serviceConnection({ kind: 'identity', serviceUri, clientId: 'another' }, credential);
  expect(named.kind === 'identity' && named.credential === credential).toBe(false);
});

test('a connection string, and none, stay what they are', () => {
  const text = { reveal: () => 'AccountKey=x' };
  expect(serviceConnection({ kind: 'connectionString', text }, credential)).toEqual({
    kind: 'connectionString',
    text,
  });
  expect(serviceConnection({ kind: 'none' }, credential)).toEqual({ kind: 'none' });
});
