import { callId, instant } from '../../src/call/index.ts';
import type { CallInput } from '../../src/orchestration/index.ts';
import { durableStore } from '../../src/durable-store/index.ts';
import { durableCallStore } from '../../src/reception/index.ts';
import { durableClient, durableStatus } from '../support/durable-client.ts';

const id = callId('in-1');
const input = { call: {}, flow: {} } as CallInput;
const batch = { id: 'b', receivedAt: instant(1), events: [] };

const noStatus = new Error(
  'DurableClient error: Durable Functions extension replied with HTTP 404 response. This usually means …',
);
const conflict = new Error('The operation failed with an unexpected status code: 409. Details: {}');
const trouble = new Error('The operation failed with an unexpected status code: 500. Details: {}');

/** A durable client that answers with these, one after the other: an error is thrown, the rest given back. */
function client(answers: { status?: unknown[]; start?: unknown; raise?: unknown }) {
  const calls: string[] = [];
  const give = (answer: unknown): never => {
    if (answer instanceof Error) throw answer;
    return answer as never;
  };
  const statuses = [...(answers.status ?? [])];
  const durable = durableClient({
    getStatus: async () => {
      calls.push('status');
      return give(statuses.shift());
    },
    startNew: async (name, options) => {
      calls.push(`start ${name} ${options.instanceId}`);
      return give(answers.start);
    },
    raiseEvent: async (instanceId, name) => {
      calls.push(`raise ${instanceId} ${name}`);
      return give(answers.raise);
    },
  });
  return { store: durableCallStore(durableStore(durable)), calls };
}

test('RC1: a call that exists in any state is not started', async () => {
  const { store, calls } = client({ status: [durableStatus({ runtimeStatus: 'Completed' })] });
  expect(await store.start(id, input)).toBe('exists');
  expect(calls).toEqual(['status']);
});

test('RC1: a call that does not exist is started under its id', async () => {
  const { store, calls } = client({ status: [noStatus] });
  expect(await store.start(id, input)).toBe('started');
  expect(calls).toEqual(['status', 'start call in-1']);
});

test.each([conflict, trouble])('RC1: who loses the race finds that the call exists (%p)', async (start) => {
  const { store } = client({ status: [noStatus, durableStatus({ runtimeStatus: 'Pending' })], start });
  expect(await store.start(id, input)).toBe('exists');
});

test('a start that failed, and left no call, is a failure', async () => {
  await expect(client({ status: [noStatus, noStatus], start: trouble }).store.start(id, input)).rejects.toBe(
    trouble,
  );
  await expect(client({ status: [trouble] }).store.start(id, input)).rejects.toBe(trouble);
});

test('an event of an unknown call is told from one that could not be stored', async () => {
  const { store, calls } = client({});
  expect(await store.raise(id, batch)).toBe('stored');
  expect(calls).toEqual(['raise in-1 ivr-events']);
  expect(await client({ raise: new Error("No instance with ID 'in-1' found.") }).store.raise(id, batch)).toBe(
    'unknown',
  );
  await expect(client({ raise: trouble }).store.raise(id, batch)).rejects.toBe(trouble);
});
