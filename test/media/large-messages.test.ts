/** Messages that are too large for a queue: they name what they say. */
import { instant, mediaName } from '../../src/call/index.ts';
import type { JsonValue } from '../../src/call/index.ts';
import { largeMessages } from '../../src/media/index.ts';

const large = { text: 'x'.repeat(48 * 1024) };

function messages() {
  const kept = new Map<string, Uint8Array>();
  const store = {
    put: (name: string, bytes: Uint8Array) => {
      kept.set(name, bytes);
      return Promise.resolve();
    },
    get: (name: string) => {
      const bytes = kept.get(name);
      return Promise.resolve(
        bytes === undefined ? null : { bytes, contentType: 'application/json', expiresAt: null },
      );
    },
  };
  return { kept, ...largeMessages({ store, clock: () => instant(0) }) };
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
  const { kept, whole } = messages();
  kept.set('messages/broken.json', new TextEncoder().encode('{'));
  expect(await whole({ blob: 'messages/gone.json' })).toBeUndefined();
  expect(await whole({ blob: 'messages/broken.json' })).toBeUndefined();
});

test.each<JsonValue>([
  { blob: 'call-records/in-1.json' },
  { blob: 'messages/../call-records/in-1.json' },
  { blob: `${'a'.repeat(40)}.wav` },
  { blob: 'messages/a.json', more: 1 },
])('no message reads anything else of the store: %j', async (message) => {
  const { kept, whole } = messages();
  for (const name of ['call-records/in-1.json', `${'a'.repeat(40)}.wav`, 'messages/a.json'])
    kept.set(mediaName(name), new TextEncoder().encode('"secret"'));
  expect(await whole(message)).toEqual(message);
});

test('without a store a large one cannot be sent, and says so', async () => {
  const { fit } = largeMessages({ store: null, clock: () => instant(0) });
  await expect(fit('out-1', large)).rejects.toThrow(/48 KB.*IvrMedia/);
});
