/** Messages that are too large for a queue: they name what they say. */
import { instant, later, mediaName } from '../../src/call/index.ts';
import type { JsonValue } from '../../src/call/index.ts';
import { largeMessages, memoryStore } from '../../src/media/index.ts';

const large = { text: 'x'.repeat(48 * 1024) };

function messages() {
  let now = instant(0);
  const store = memoryStore(() => now);
  const keep = (name: string, text: string) =>
    store.put(mediaName(name), new TextEncoder().encode(text), { contentType: 'application/json' });
  const passDays = (days: number) => (now = later(now, days * 86_400_000));
  return { store, keep, passDays, ...largeMessages({ store }) };
}

test('a small one is what it says; a large one is kept, and names where', async () => {
  const { fit, whole } = messages();
  expect(await fit('out-1', { a: 1 })).toEqual({ a: 1 });
  const named = await fit('out-1', large);
  expect(named).toEqual({ blob: 'messages/out-1.json' });
  expect(await whole(named)).toEqual(large);
  expect(await whole({ a: 1 })).toEqual({ a: 1 });
});

test('what is not there, or is no JSON, says nothing', async () => {
  const { keep, whole } = messages();
  await keep('messages/broken.json', '{');
  expect(await whole({ blob: 'messages/gone.json' })).toBeUndefined();
  expect(await whole({ blob: 'messages/broken.json' })).toBeUndefined();
});

test.each<JsonValue>([
  { blob: 'call-records/in-1.json' },
  { blob: 'messages/../call-records/in-1.json' },
  { blob: `${'a'.repeat(40)}.wav` },
  { blob: 'messages/a.json', more: 1 },
])('no message reads anything else of the store: %j', async (message) => {
  const { keep, whole } = messages();
  for (const name of ['call-records/in-1.json', `${'a'.repeat(40)}.wav`, 'messages/a.json'])
    await keep(name, '"secret"');
  expect(await whole(message)).toEqual(message);
});

test('without a store a large one cannot be sent, and says so', async () => {
  const { fit } = largeMessages({ store: null });
  await expect(fit('out-1', large)).rejects.toThrow(/48 KB.*IvrMedia/);
});

test('one that never expires is there until it is removed, however long that takes', async () => {
  const { store, fit, whole, blobOf, remove, passDays } = messages();
  const named = await fit('out-1', large);
  passDays(400);
  await store.removeExpired();
  expect(await whole(named)).toEqual(large);
  expect([blobOf(named), blobOf({ a: 1 })]).toEqual(['messages/out-1.json', null]);
  await remove('messages/out-1.json');
  expect(await whole(named)).toBeUndefined();
});
