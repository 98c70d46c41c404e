/** The calls that wait, each in a message; what is too large for one waits in a blob, for as long as the message does. */
import { callId, instant, later, mediaName, milliseconds } from '../../src/call/index.ts';
import type { JsonValue } from '../../src/call/index.ts';
import { waitingLine } from '../../src/dialer/index.ts';
import { largeMessages, memoryStore } from '../../src/media/index.ts';
import type { StorageQueues } from '../../src/queues/index.ts';

const large = { flow: 'short', variables: { text: 'x'.repeat(48 * 1024) } };
const lease = milliseconds(120_000);

function line() {
  let now = instant(0);
  const store = memoryStore(() => now);
  const messages: { readonly id: string; readonly body: JsonValue; receptions: number }[] = [];
  const isTheirs = (popReceipt: string, id: string) =>
    messages.some((one) => one.id === id && popReceipt === `${id} ${one.receptions}`);
  let last = 0;
  const newId = () => String((last += 1));
  const queues: StorageQueues = {
    isConfigured: true,
    send: (_queue, body, terms) => {
      expect(terms).toEqual({ neverExpires: true });
      messages.push({ id: newId(), body, receptions: 0 });
      return Promise.resolve();
    },
    receive: () =>
      Promise.resolve(
        messages.map((one) => {
          one.receptions += 1;
          const receipt = { id: one.id, popReceipt: `${one.id} ${one.receptions}` };
          return { receipt, body: one.body, receptions: one.receptions };
        }),
      ),
    hide: (_queue, receipt) => Promise.resolve(isTheirs(receipt.popReceipt, receipt.id) ? receipt : null),
    remove: (_queue, { id, popReceipt }) => {
      if (!isTheirs(popReceipt, id)) return Promise.resolve('gone');
      messages.splice(
        messages.findIndex((one) => one.id === id),
        1,
      );
      return Promise.resolve('removed');
    },
    hasMessages: () => Promise.resolve(messages.length > 0),
  };
  const { put, take, hide, remove, hasCalls } = waitingLine({
    queues,
    messages: largeMessages({ store }),
    newId,
  });
  return {
    put: (request: JsonValue) => put({ callId: callId('out-1'), request }),
    putMessage: (body: JsonValue) => queues.send('', body, { neverExpires: true }),
    take: () => take(32, lease),
    hide,
    remove,
    hasCalls,
    store,
    has: async (blob: string | null) => blob !== null && (await store.get(mediaName(blob))) !== null,
    passDays: (days: number) => (now = later(now, days * 86_400_000)),
  };
}

test('a call is taken as it was put, and is gone once it is removed', async () => {
  const { put, take, remove, hasCalls } = line();
  await put({ flow: 'short' });
  const [taken] = await take();
  expect(taken).toMatchObject({
    call: { callId: 'out-1', request: { flow: 'short' } },
    receipt: { blob: null },
    receptions: 1,
  });
  if (taken !== undefined) await remove(taken.receipt);
  expect(await hasCalls()).toBe(false);
});

test('a large one waits for longer than a month, and its blob goes with its message', async () => {
  const { put, take, remove, hide, store, has, passDays } = line();
  await put(large);
  passDays(31);
  await store.removeExpired();
  const [taken] = await take();
  expect(taken?.call?.request).toEqual(large);
  expect(taken?.original).toEqual({ callId: 'out-1', request: large });
  if (taken === undefined) return;
  const hidden = await hide(taken.receipt, lease);
  expect(hidden?.blob).toBe(taken.receipt.blob);
  expect(await has(taken.receipt.blob)).toBe(true);
  await remove(taken.receipt);
  expect(await has(taken.receipt.blob)).toBe(false);
});

test('two messages for one call have a blob each', async () => {
  const { put, take, remove, has } = line();
  await put(large);
  await put(large);
  const [one, other] = await take();
  if (one !== undefined) await remove(one.receipt);
  expect([await has(one?.receipt.blob ?? null), await has(other?.receipt.blob ?? null)]).toEqual([
    false,
    true,
  ]);
});

test('who has a message no more leaves its blob to who has it', async () => {
  const { put, take, remove, hide, has } = line();
  await put(large);
  const [stale] = await take();
  const [taken] = await take();
  if (stale === undefined) throw new Error('There is no message.');
  await remove(stale.receipt);
  expect(await hide(stale.receipt, lease)).toBeNull();
  expect(taken?.call?.request).toEqual(large);
  expect(await has(stale.receipt.blob)).toBe(true);
});

test('what names a blob that is not there is none, and says what it named', async () => {
  const { putMessage, take } = line();
  await putMessage({ blob: 'messages/gone.json' });
  expect(await take()).toMatchObject([
    { call: null, original: { blob: 'messages/gone.json' }, receipt: { blob: null } },
  ]);
});
