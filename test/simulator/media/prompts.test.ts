import { answerBody, heard, operationEnds, prompt, serviceHosted, world } from '../world.ts';

test('prompts sound one after the other for their true length, then the operation completes', async () => {
  const { established, act, clock, notified } = await world();
  const call = await established();
  const answer = await act(call, 'playPrompt', {
    prompts: [prompt(1500), prompt(700)],
    clientContext: 'menu#1',
  });
  expect(answer).toMatchObject({
    status: 200,
    body: {
      '@odata.type': '#microsoft.graph.playPromptOperation',
      status: 'running',
      clientContext: 'menu#1',
    },
  });
  await clock.advance(2199);
  expect(operationEnds(notified)).toEqual([]);
  await clock.advance(1);
  expect(notified.at(-1)).toMatchObject({
    at: 2300,
    changeType: 'deleted',
    resourceUrl: `/communications/calls/${call.id}/operations/${String(answer.body?.id)}`,
    data: {
      '@odata.type': '#microsoft.graph.playPromptOperation',
      id: answer.body?.id,
      clientContext: 'menu#1',
      status: 'completed',
      resultInfo: { '@odata.type': '#microsoft.graph.resultInfo', code: 200, subcode: 0 },
    },
  });
  expect(heard(call)).toEqual([
    ['1500.wav', 100, 1600, true, false],
    ['700.wav', 1600, 2300, true, false],
  ]);
});

test('operations wait for one another in the order of their requests (SM1)', async () => {
  const { established, act, clock, notified } = await world();
  const call = await established();
  await act(call, 'playPrompt', { prompts: [prompt(1000)], clientContext: 'a' });
  await act(call, 'playPrompt', { prompts: [prompt(200)], clientContext: 'b' });
  await act(call, 'playPrompt', { prompts: [prompt(300)], clientContext: 'c' });
  expect([call.media.running?.clientContext, call.media.waiting.length]).toEqual(['a', 2]);
  await clock.advance(1500);
  expect(operationEnds(notified)).toEqual([
    ['a', 'completed', 0],
    ['b', 'completed', 0],
    ['c', 'completed', 0],
  ]);
  expect(heard(call)).toEqual([
    ['1000.wav', 100, 1100, true, false],
    ['200.wav', 1100, 1300, true, false],
    ['300.wav', 1300, 1600, true, false],
  ]);
});

test('cancelling stops what sounds and empties the queue, each ending 400/8508 (SM3)', async () => {
  const { established, act, clock, notified } = await world();
  const call = await established();
  await act(call, 'playPrompt', { prompts: [prompt(1000)], clientContext: 'a' });
  await act(call, 'playPrompt', { prompts: [prompt(200)], clientContext: 'b' });
  await clock.advance(400);
  expect(await act(call, 'cancelMediaProcessing', { clientContext: 'cancel-1' })).toMatchObject({
    status: 200,
    body: {
      '@odata.type': '#microsoft.graph.cancelMediaProcessingOperation',
      status: 'completed',
      clientContext: 'cancel-1',
    },
  });
  await clock.advance(5000);
  expect(operationEnds(notified)).toEqual([
    ['a', 'failed', 8508],
    ['b', 'failed', 8508],
  ]);
  expect(heard(call)).toEqual([['1000.wav', 100, 500, false, true]]);
  expect((await act(call, 'cancelMediaProcessing', {})).status).toBe(200);
});

test.each([
  ['missing.wav', 8536],
  ['text.wav', 8535],
  ['stereo.wav', 8535],
])('%s fails the operation with %p when its turn comes', async (name, subcode) => {
  const { established, act, clock, notified } = await world();
  const call = await established();
  const answer = await act(call, 'playPrompt', {
    prompts: [prompt(500), prompt(name), prompt(100)],
    clientContext: 'x',
  });
  expect(answer.status).toBe(200);
  await clock.advance(2000);
  expect(operationEnds(notified)).toEqual([['x', 'failed', subcode]]);
  expect(notified.at(-1)?.at).toBe(600);
  expect(heard(call)).toEqual([['500.wav', 100, 600, true, false]]);
});

test('resourceId is the key of the cache; without one a file is fetched each time', async () => {
  const { established, act, clock, fetched } = await world();
  const call = await established();
  await act(call, 'playPrompt', {
    prompts: [prompt(10, 'k-1'), prompt(10, 'k-1'), prompt(20, 'k-1'), prompt(30), prompt(30)],
  });
  await clock.advance(1000);
  expect(fetched.map((uri) => uri.split('/').at(-1))).toEqual(['10.wav', '30.wav', '30.wav']);
  expect(heard(call).map((entry) => (entry as unknown[])[2])).toEqual([110, 120, 130, 160, 190]);
});

test('what could not be fetched is not cached', async () => {
  const { established, act, clock, fetched } = await world();
  const call = await established();
  await act(call, 'playPrompt', { prompts: [prompt('missing.wav', 'k-2')] });
  await clock.advance(0);
  await act(call, 'playPrompt', { prompts: [prompt('missing.wav', 'k-2')] });
  await clock.advance(0);
  expect(fetched).toHaveLength(2);
});

test('a download that never ends fails after its time limit', async () => {
  const { established, act, clock, notified } = await world({
    fetchMedia: (_uri, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(new Error('aborted'));
        });
      }),
  });
  const call = await established();
  await act(call, 'playPrompt', { prompts: [prompt(100)], clientContext: 'slow' });
  await clock.advance(9_999);
  expect(operationEnds(notified)).toEqual([]);
  await clock.advance(1);
  expect(operationEnds(notified)).toEqual([['slow', 'failed', 8536]]);
});

test('answer fetches ahead what preFetchMedia names', async () => {
  const { incoming, act, fetched, clock } = await world();
  const call = await incoming();
  const preFetchMedia = [{ uri: 'https://media.example.net/40.wav', resourceId: 'forty' }];
  await act(call, 'answer', { ...answerBody, mediaConfig: { ...serviceHosted, preFetchMedia } });
  expect(fetched).toHaveLength(1);
  await clock.advance(100);
  await act(call, 'playPrompt', { prompts: [prompt(40, 'forty')] });
  await clock.advance(100);
  expect(fetched).toHaveLength(1);
});

test('loop is for beta only, plays on and on, and is ended by cancelling', async () => {
  const { established, act, graph, clock, notified } = await world();
  const call = await established();
  const body = { prompts: [prompt(100)], loop: true, clientContext: 'hold' };
  expect(await act(call, 'playPrompt', body)).toMatchObject({ status: 400, code: 'BadRequest' });
  expect((await graph('POST', `/beta/communications/calls/${call.id}/playPrompt`, body)).status).toBe(200);
  await clock.advance(1000);
  expect(heard(call).length).toBeGreaterThanOrEqual(10);
  expect(operationEnds(notified)).toEqual([]);
  await act(call, 'cancelMediaProcessing', {});
  await clock.advance(0);
  expect(notified.at(-1)?.data).toMatchObject({
    clientContext: 'hold',
    completionReason: 'mediaOperationCanceled',
  });
});

test('completionReason is told to beta only', async () => {
  const { established, act, graph, clock, notified } = await world();
  const call = await established();
  await act(call, 'playPrompt', { prompts: [prompt(10)] });
  await clock.advance(10);
  expect(notified.at(-1)?.data).not.toHaveProperty('completionReason');
  await graph('POST', `/beta/communications/calls/${call.id}/playPrompt`, { prompts: [prompt(10)] });
  await clock.advance(10);
  expect(notified.at(-1)?.data).toMatchObject({ completionReason: 'completedSuccessfully' });
});

test('the queue has an end', async () => {
  const { established, act } = await world();
  const call = await established();
  let last = 0;
  for (let n = 0; n < 202; n += 1) last = (await act(call, 'playPrompt', { prompts: [prompt(1000)] })).status;
  expect(last).toBe(429);
});
