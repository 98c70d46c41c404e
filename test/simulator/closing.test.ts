import { caller, frontDesk, prompt, world } from './world.ts';

test('closing gives up what is under way and starts nothing more', async () => {
  const here = await world();
  const call = await here.established();
  await here.act(call, 'playPrompt', { prompts: [prompt(1000)] });
  const signals: AbortSignal[] = [];
  here.answerNotificationsWith = ({ signal }) => {
    signals.push(signal);
    return 'never';
  };
  here.simulation.placeCall({ from: caller, to: frontDesk });
  await here.clock.advance(0);
  expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  here.simulation.close();
  await here.clock.advance(60_000);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  expect(call.transcript.entries.filter(({ at }) => at > 100)).toEqual([]);
});
