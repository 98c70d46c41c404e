/** What a store promises, of the one in memory and of the one in Azure Blob Storage (Azurite stands in for it). */
import { instant, later } from '../../src/call/index.ts';
import { freePort } from '../../src/cli/free-port.ts';
import { blobStore, memoryStore, newMediaName } from '../../src/media/index.ts';
import type { MediaStore } from '../../src/media/index.ts';
import { startAzurite, storageAt } from '../support/azurite.ts';
import type { StorageServer } from '../support/azurite.ts';

let azurite: StorageServer;
let connectionString = '';
let now = instant(1_000_000);
const clock = () => now;

beforeAll(async () => {
  azurite = await startAzurite('blob');
  ({ connectionString } = azurite);
}, 30_000);

afterAll(() => azurite.close());

const open = {
  memory: (): MediaStore => memoryStore(clock),
  blob: (): MediaStore =>
    blobStore({ kind: 'connectionString', text: { reveal: () => connectionString } }, clock),
};

describe.each(['memory', 'blob'] as const)('the %s store', (kind) => {
  const sound = Buffer.from([1, 2, 3, 255]);

  test('gives back what was put, and nothing else', async () => {
    const store = open[kind]();
    const name = newMediaName();
    expect(await store.get(name)).toBeNull();
    await store.put(name, sound, { contentType: 'audio/wav' });
    const stored = await store.get(name);
    expect(stored).toMatchObject({ contentType: 'audio/wav', expiresAt: null });
    expect(Buffer.from(stored?.bytes ?? []).equals(sound)).toBe(true);
    expect(await store.get(newMediaName())).toBeNull();
  });

  test('replaces what was there', async () => {
    const store = open[kind]();
    const name = newMediaName();
    await store.put(name, sound, { contentType: 'audio/wav', expiresAt: later(now, 1_000) });
    await store.put(name, Buffer.from('new'), { contentType: 'audio/mpeg', expiresAt: later(now, 5_000) });
    expect(await store.get(name)).toMatchObject({ contentType: 'audio/mpeg', expiresAt: later(now, 5_000) });
  });

  test('removes what it is told to, and misses nothing', async () => {
    const store = open[kind]();
    const [name, other] = [newMediaName(), newMediaName()];
    for (const one of [name, other]) await store.put(one, sound, { contentType: 'audio/wav' });
    await store.remove(name);
    await store.remove(name);
    expect(await store.get(name)).toBeNull();
    expect(await store.get(other)).not.toBeNull();
  });

  test('gives nothing that has expired, and removes it when asked to', async () => {
    const store = open[kind]();
    await store.removeExpired();
    const [old, young, lasting] = [newMediaName(), newMediaName(), newMediaName()];
    await store.put(old, sound, { contentType: 'audio/wav', expiresAt: later(now, 1_000) });
    await store.put(young, sound, { contentType: 'audio/wav', expiresAt: later(now, 1_001) });
    await store.put(lasting, sound, { contentType: 'audio/wav' });
    now = later(now, 1_000);
    expect(await store.get(old)).toBeNull();
    expect(await store.get(young)).not.toBeNull();
    expect(await store.removeExpired()).toEqual({ removed: 1, failed: 0 });
    expect(await store.removeExpired()).toEqual({ removed: 0, failed: 0 });
    expect(await store.get(lasting)).not.toBeNull();
  });

  test('has one key for names, the same for whoever asks', async () => {
    const store = open[kind]();
    const other = kind === 'memory' ? store : open[kind]();
    const [one, two] = await Promise.all([store.nameKey(), other.nameKey()]);
    expect(one).toHaveLength(32);
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
    await store.removeExpired();
    expect(Buffer.from(await open.blob().nameKey())).toHaveLength(32);
  });
});

test('of much that has expired a few minutes’ worth is removed at once, and the next run goes on', async () => {
  const reach = { kind: 'connectionString', text: { reveal: () => connectionString } } as const;
  await blobStore(reach, () => later(now, 3_600_000)).removeExpired();
  const store = open.blob();
  const names = Array.from({ length: 45 }, newMediaName);
  for (const name of names)
    await store.put(name, Buffer.from('x'), { contentType: 'audio/wav', expiresAt: now });
  let looks = 0;
  const slow = blobStore(reach, () => later(now, (looks += 1) * 180_000));
  expect(await slow.removeExpired()).toEqual({ removed: 20, failed: 0 });
  expect(await slow.removeExpired()).toEqual({ removed: 20, failed: 0 });
  expect(await slow.removeExpired()).toEqual({ removed: 5, failed: 0 });
});

test('a store that cannot be reached says so, and is asked anew the next time', async () => {
  const away = storageAt('blob', await freePort());
  const store = blobStore({ kind: 'connectionString', text: { reveal: () => away } }, clock);
  await expect(store.get(newMediaName())).rejects.toThrow();
  await expect(store.nameKey()).rejects.toThrow();
}, 30_000);

test('the store in memory forgets the oldest where it would grow too large', async () => {
  const store = memoryStore(clock, 10);
  const names = [newMediaName(), newMediaName(), newMediaName()];
  for (const name of names) await store.put(name, Buffer.alloc(4), { contentType: 'audio/wav' });
  const kept = await Promise.all(names.map(async (name) => (await store.get(name)) !== null));
  expect(kept).toEqual([false, true, true]);
});
