/** Keys that the app sends (call-senddtmftones). */
import type { SimulatedCall } from '../../../src/simulator/call/simulated-call.ts';
import { world } from '../world.ts';
import type { Notified } from '../world.ts';

/** What was heard, with its time since the request. */
const sent = (call: SimulatedCall, since: number): unknown[] =>
  call.transcript.entries.flatMap((entry) => (entry.kind === 'tone' ? [[entry.tone, entry.at - since]] : []));

const ends = (notified: readonly Notified[]): unknown[] =>
  notified
    .filter(({ resourceUrl }) => resourceUrl.includes('/operations/'))
    .map(({ data }) => [data.clientContext, data.status, data.completionReason, data.resultInfo]);

test('sound one after the other with the pause that was asked for; their end says why, and has no result', async () => {
  const here = await world();
  const call = await here.established();
  const since = call.transcript.now();
  const body = { tones: ['tone4', 'tone2', 'pound'], delayBetweenTonesMs: 500, clientContext: 'dial-ext-42' };
  expect(await here.act(call, 'sendDtmfTones', body)).toMatchObject({
    status: 200,
    body: { '@odata.type': '#microsoft.graph.sendDtmfTonesOperation', status: 'running' },
  });
  await here.clock.advance(1299);
  expect(ends(here.notified)).toEqual([]);
  await here.clock.advance(1);
  expect(sent(call, since)).toEqual([
    ['tone4', 0],
    ['tone2', 600],
    ['pound', 1200],
  ]);
  expect(ends(here.notified)).toEqual([['dial-ext-42', 'completed', 'completedSuccessfully', undefined]]);
});

test('of two requests follow one another', async () => {
  const here = await world({ switches: { toneGapMs: 100 } });
  const call = await here.established();
  const since = call.transcript.now();
  await here.act(call, 'sendDtmfTones', { tones: ['tone1', 'tone2'], clientContext: 'a' });
  await here.act(call, 'sendDtmfTones', { tones: ['tone3'], clientContext: 'b' });
  await here.clock.advance(400);
  expect(sent(call, since)).toEqual([
    ['tone1', 0],
    ['tone2', 200],
    ['tone3', 300],
  ]);
  expect(ends(here.notified)).toHaveLength(2);
});

test('are cut off by cancelMediaProcessing: completed all the same, and only the reason tells', async () => {
  const here = await world();
  const call = await here.established();
  await here.act(call, 'sendDtmfTones', { tones: ['tone1', 'tone2'], clientContext: 'a' });
  await here.act(call, 'sendDtmfTones', { tones: ['tone3'], clientContext: 'b' });
  await here.clock.advance(10);
  await here.act(call, 'cancelMediaProcessing', {});
  await here.clock.advance(5000);
  expect(sent(call, 0).map((one) => (one as unknown[])[0])).toEqual(['tone1']);
  expect(ends(here.notified)).toEqual([
    ['a', 'completed', 'mediaOperationCanceled', undefined],
    ['b', 'completed', 'mediaOperationCanceled', undefined],
  ]);
});

test.each(['unknown', 'mediaOperationCanceled'] as const)('can be ordered to fail: %s', async (dtmf) => {
  const here = await world();
  const call = await here.established();
  here.fault({ dtmf });
  for (const clientContext of ['a', 'b']) {
    await here.act(call, 'sendDtmfTones', { tones: ['tone1'], clientContext });
    await here.clock.advance(1000);
  }
  expect(sent(call, 0)).toHaveLength(1);
  expect(ends(here.notified)).toEqual([
    ['a', 'completed', dtmf, undefined],
    ['b', 'completed', 'completedSuccessfully', undefined],
  ]);
});

test('end with the call, and nothing is told of them', async () => {
  const here = await world();
  const call = await here.established();
  await here.act(call, 'sendDtmfTones', { tones: ['tone1', 'tone2'], clientContext: 'a' });
  here.simulation.hangUp(call);
  await here.clock.advance(5000);
  expect(ends(here.notified)).toEqual([]);
});
