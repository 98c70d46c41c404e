import { commandId, instant } from '../../src/call/index.ts';
import type { EffectOf } from '../../src/call/index.ts';
import { handleEffect } from '../../src/reception/index.ts';
import { untraced } from '../../src/telemetry/index.ts';
import { testCall } from '../support/flows.ts';

const call = testCall(instant(0));
const effect: EffectOf<'queue'> = { kind: 'queue', id: commandId(7), queue: 'tickets', message: { a: 1 } };

function surroundings(raise: (...raised: unknown[]) => Promise<void> = () => Promise.resolve()) {
  const raised: unknown[] = [];
  const unannounced: unknown[] = [];
  return {
    raised,
    unannounced,
    raise: (...what: unknown[]) => {
      raised.push(what);
      return raise(...what);
    },
    clock: () => instant(42),
    trace: untraced,
    onUnannounced: (...what: unknown[]) => void unannounced.push(what),
  };
}

test('an effect is done, and its call is told that its result is coming', async () => {
  const around = surroundings();
  const done = await handleEffect(
    'queue',
    { call, effect },
    async (given) => {
      expect(given).toEqual(effect);
      expect(around.raised).toEqual([]);
      return { kind: 'queue', outcome: 'done' };
    },
    around,
  );
  expect(done).toEqual({ at: 42, result: { kind: 'queue', outcome: 'done' } });
  expect(around.raised).toEqual([['call-1', 'ivr-events', { effectFinished: 7 }]]);
});

test('also one that throws announces itself, so that the call hears of the failure', async () => {
  const around = surroundings();
  const failing = handleEffect('queue', { call, effect }, () => Promise.reject(new Error('no')), around);
  await expect(failing).rejects.toThrow('no');
  expect(around.raised).toHaveLength(1);
});

test('a result that cannot be announced is given back all the same', async () => {
  const around = surroundings(() => Promise.reject(new Error('the store is away')));
  const done = await handleEffect(
    'queue',
    { call, effect },
    () => Promise.resolve({ kind: 'queue', outcome: 'done' }),
    around,
  );
  expect(done.result).toEqual({ kind: 'queue', outcome: 'done' });
  expect(around.unannounced).toEqual([['call-1', 7, new Error('the store is away')]]);
});

test('what is no effect of the kind is refused', async () => {
  const input = { call, effect: { ...effect, kind: 'http' } };
  const refused = handleEffect('queue', input, () => Promise.reject(new Error('no')), surroundings());
  await expect(refused).rejects.toMatchObject({ code: 'DURABLE-INPUT-INVALID' });
});
