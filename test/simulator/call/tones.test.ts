import { prompt, world } from '../world.ts';
import type { Notified } from '../world.ts';

const tones = (notified: readonly Notified[]) =>
  notified.flatMap(({ data }) => {
    const info = data.toneInfo as { sequenceId: number; tone: string } | undefined;
    return info === undefined ? [] : [[info.sequenceId, info.tone]];
  });

test('keys are told with consecutive numbers from 1, in order, gapMs apart', async () => {
  const { established, act, simulation, clock, notified } = await world();
  const call = await established();
  await act(call, 'subscribeToTone', {});
  simulation.pressKeys(call, '0189*#AD', 100);
  await clock.advance(700);
  expect(tones(notified)).toEqual([
    [1, 'tone0'],
    [2, 'tone1'],
    [3, 'tone8'],
    [4, 'tone9'],
    [5, 'star'],
    [6, 'pound'],
    [7, 'a'],
    [8, 'd'],
  ]);
  expect(notified.filter(({ data }) => 'toneInfo' in data).map(({ at, data }) => [at, data.state])).toEqual(
    Array.from({ length: 8 }, (_, n) => [100 + n * 100, 'established']),
  );
});

test('keys before the subscription are heard by nobody, and take no number', async () => {
  const { established, act, simulation, clock, notified } = await world();
  const call = await established();
  simulation.pressKeys(call, '12');
  await clock.advance(1000);
  await act(call, 'subscribeToTone', {});
  simulation.pressKeys(call, '3');
  await clock.advance(0);
  expect(tones(notified)).toEqual([[1, 'tone3']]);
  const pressed = call.transcript.entries.flatMap((entry) => (entry.kind === 'key' ? [entry.key] : []));
  expect(pressed).toEqual(['1', '2', '3']);
});

test('a second subscription doubles nothing', async () => {
  const { established, act, simulation, clock, notified } = await world();
  const call = await established();
  await act(call, 'subscribeToTone', {});
  await act(call, 'subscribeToTone', {});
  simulation.pressKeys(call, '5');
  await clock.advance(0);
  expect(tones(notified)).toEqual([[1, 'tone5']]);
});

test('the subscription survives cancelMediaProcessing, and a key does not stop a prompt', async () => {
  const { established, act, simulation, clock, notified } = await world();
  const call = await established();
  await act(call, 'subscribeToTone', {});
  await act(call, 'playPrompt', { prompts: [prompt(3000)] });
  simulation.pressKeys(call, '1');
  await clock.advance(0);
  expect(call.media.running?.kind).toBe('playPrompt');
  await act(call, 'cancelMediaProcessing', {});
  simulation.pressKeys(call, '2');
  await clock.advance(0);
  expect(tones(notified)).toEqual([
    [1, 'tone1'],
    [2, 'tone2'],
  ]);
});

test('keys after the end are lost', async () => {
  const { established, act, simulation, clock, notified } = await world();
  const call = await established();
  await act(call, 'subscribeToTone', {});
  simulation.pressKeys(call, '123', 100);
  await clock.advance(150);
  simulation.hangUp(call);
  await clock.advance(1000);
  expect(tones(notified)).toHaveLength(2);
});

test('keys are told while a transfer is undecided, unless the switch forbids it', async () => {
  for (const tonesDuringTransfer of [true, false]) {
    const { established, act, simulation, clock, notified } = await world({
      switches: { tonesDuringTransfer },
    });
    const call = await established();
    await act(call, 'subscribeToTone', {});
    const identity = { user: { id: 'e0c4b7a2-9f35-4c18-8e61-1b2c3d4e5f60' } };
    await act(call, 'transfer', { transferTarget: { identity } });
    simulation.pressKeys(call, '7');
    await clock.advance(0);
    expect(tones(notified)).toEqual(tonesDuringTransfer ? [[1, 'tone7']] : []);
  }
});
