import { answerBody, prompt, world } from '../world.ts';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('addresses', () => {
  test.each([
    ['/v1.0/communications/calls/{id}/playPrompt', 200],
    ['/v1.0/communications/calls/{id}/microsoft.graph.playPrompt', 200],
    ['/beta/communications/calls/{id}/playPrompt', 200],
    ['/V1.0/Communications/CALLS/{id}/PLAYPROMPT', 200],
    ['/beta/app/calls/{id}/playPrompt', 200],
    ['/v1.0/app/calls/{id}/playPrompt', 400],
    ['/v2.0/communications/calls/{id}/playPrompt', 400],
    ['/v1.0/communications/calls/{id}/playMusic', 400],
    ['/v1.0/communications/calls/{id}/playPrompt/more', 400],
    ['/v1.0/users/{id}/playPrompt', 400],
    ['/v1.0/communications/calls/{id}/%zz', 400],
  ])('%s: %p', async (template, status) => {
    const { established, graph } = await world();
    const call = await established();
    const answer = await graph('POST', template.replace('{id}', call.id), { prompts: [prompt(10)] });
    expect([answer.status, answer.code]).toEqual([status, status === 200 ? undefined : 'BadRequest']);
  });

  test('a call id may be upper case and without dashes', async () => {
    const { established, graph } = await world();
    const call = await established();
    const spelled = call.id.replaceAll('-', '').toUpperCase();
    expect(await graph('GET', `/v1.0/communications/calls/${spelled}`)).toMatchObject({
      status: 200,
      body: { id: call.id },
    });
  });

  test('another method is refused, an unknown call is not found', async () => {
    const { graph } = await world();
    expect(await graph('PATCH', '/v1.0/communications/calls/x')).toMatchObject({ status: 405 });
    expect(await graph('GET', '/v1.0/communications/calls/x')).toMatchObject({ status: 404, code: '8522' });
  });
});

describe('answers', () => {
  test('have a request id and echo the one of the client; errors carry both', async () => {
    const { graph } = await world();
    const mine = 'c2d9b1f4-5c57-4f6d-8e5b-93a1f0de7711';
    const answer = await graph('GET', '/v1.0/communications/calls/x', undefined, {
      'client-request-id': mine,
    });
    const requestId = answer.headers['request-id'];
    expect(requestId).toMatch(guid);
    expect(answer.headers['client-request-id']).toBe(mine);
    expect(answer.body).toEqual({
      error: {
        code: '8522',
        message: 'Call not found.',
        innerError: { date: '2026-03-04T09:15:00', 'request-id': requestId, 'client-request-id': mine },
      },
    });
  });

  test.each([
    ['no JSON', '{', 'BadRequest'],
    ['a list', '[]', 'BadRequest'],
    ['an abstract type without its name', { ...answerBody, mediaConfig: {} }, 'BadRequest'],
    ['a member that nobody knows', { ...answerBody, colour: 'red' }, 'BadRequest'],
    ['a callback that is not https', { ...answerBody, callbackUri: 'http://voice.example.net/' }, '8523'],
    ['no modality', { ...answerBody, acceptedModalities: [] }, '8523'],
  ])('a body that is %s is refused', async (_what, body, code) => {
    const { incoming, act } = await world();
    const call = await incoming();
    expect(await act(call, 'answer', body)).toMatchObject({ status: 400, code });
    expect(call.phase).toBe('incoming');
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'])(
    'a body of the type %s is refused',
    async (type) => {
      const { incoming, graph } = await world();
      const call = await incoming();
      const path = `/v1.0/communications/calls/${call.id}/answer`;
      expect(await graph('POST', path, answerBody, { 'content-type': type })).toMatchObject({ status: 400 });
      const good = { 'content-type': 'application/json; charset=utf-8' };
      expect(await graph('POST', path, answerBody, good)).toMatchObject({ status: 202 });
    },
  );

  test('unknown members pass where that is switched on, other faults do not', async () => {
    const { incoming, act } = await world({ switches: { refuseUnknownMembers: false } });
    const call = await incoming();
    expect((await act(call, 'answer', { ...answerBody, colour: 'red', acceptedModalities: [] })).status).toBe(
      400,
    );
    expect((await act(call, 'answer', { ...answerBody, colour: 'red' })).status).toBe(202);
  });

  test('a judgement that is not proven can be switched', async () => {
    const { incoming, act } = await world({ switches: { invalidArgument: { code: 422, subcode: 1 } } });
    const call = await incoming();
    expect(await act(call, 'redirect', { targets: [] })).toMatchObject({ status: 422, code: '1' });
  });
});

describe('authorization', () => {
  const calls = '/v1.0/communications/calls/x';

  test('none is needed on loopback, unless it is', async () => {
    expect((await (await world()).graph('GET', calls)).status).toBe(404);
    const strict = await world({ allowAnonymous: false });
    expect(await strict.graph('GET', calls)).toMatchObject({
      status: 401,
      code: 'InvalidAuthenticationToken',
    });
    expect(strict.simulation.log.violations).toHaveLength(1);
  });

  test('a token that is sent must be good', async () => {
    const { graph } = await world();
    for (const authorization of ['Bearer nonsense', 'Basic abc', 'Bearer']) {
      expect(await graph('GET', calls, undefined, { authorization })).toMatchObject({ status: 401 });
    }
  });

  test('a token of another tenant gets 403 with 7505', async () => {
    const { incoming, graph, simulation } = await world();
    const call = await incoming();
    const path = `/v1.0/communications/calls/${call.id}/answer`;
    const bearer = async (tenant: string) => ({
      authorization: `Bearer ${await simulation.authority.accessToken('app', tenant)}`,
    });
    expect(await graph('POST', path, answerBody, await bearer('other'))).toMatchObject({
      status: 403,
      code: '7505',
    });
    expect((await graph('POST', path, answerBody, await bearer(call.tenantId))).status).toBe(202);
  });
});

describe('ordered faults', () => {
  test('replace the answer so many times, and nothing happens meanwhile', async () => {
    const { incoming, act, fault } = await world();
    const call = await incoming();
    fault({ operation: 'answer', status: 503, retryAfter: 2, times: 2 });
    for (let n = 0; n < 2; n += 1) {
      const answer = await act(call, 'answer', answerBody);
      expect(answer).toMatchObject({ status: 503, code: 'UnknownError', headers: { 'Retry-After': '2' } });
      expect(call.phase).toBe('incoming');
    }
    expect((await act(call, 'answer', answerBody)).status).toBe(202);
  });

  test('can lose the answer of what took place', async () => {
    const { incoming, act, fault } = await world();
    const call = await incoming();
    fault({ operation: 'answer', reset: true, executed: true });
    expect((await act(call, 'answer', answerBody)).reset).toBe(true);
    expect(call.phase).toBe('establishing');
    fault({ operation: '*', reset: true });
    expect((await act(call, 'playPrompt', { prompts: [prompt(10)] })).reset).toBe(true);
  });

  test('name code, subcode and call', async () => {
    const { incoming, act, fault } = await world();
    const [one, other] = [await incoming(), await incoming()];
    fault({ operation: 'answer', status: 500, subcode: 9999, call: other.id });
    expect((await act(one, 'answer', answerBody)).status).toBe(202);
    expect(await act(other, 'answer', answerBody)).toMatchObject({ status: 500, code: '9999' });
  });

  test('can be nothing but a delay', async () => {
    const { incoming, act, fault, clock } = await world();
    const call = await incoming();
    fault({ operation: 'answer', delayMs: 700 });
    const asked = act(call, 'answer', answerBody);
    await clock.advance(699);
    expect(call.phase).toBe('incoming');
    await clock.advance(1);
    expect((await asked).status).toBe(202);
  });

  test('are no violations', async () => {
    const { incoming, act, fault, simulation } = await world();
    const call = await incoming();
    fault({ operation: 'answer', status: 429 });
    await act(call, 'answer', answerBody);
    expect([simulation.log.violations, simulation.log.late]).toEqual([[], []]);
  });
});

test('every request is in the transcript with its answer', async () => {
  const { incoming, act } = await world();
  const call = await incoming();
  await act(call, 'answer', answerBody);
  await act(call, 'playPrompt', { prompts: [] });
  const asked = call.transcript.entries.flatMap((entry) =>
    entry.kind === 'request' ? [[entry.operation, entry.status, entry.code]] : [],
  );
  expect(asked).toEqual([
    ['answer', 202, null],
    ['playPrompt', 400, '8523'],
  ]);
});
