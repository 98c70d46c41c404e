import { notifyUrl, operationEnds, prompt, world, callStates } from '../world.ts';
import type { Notified } from '../world.ts';

const messageId = ({ headers }: { headers: Readonly<Record<string, string>> }) =>
  headers['X-Microsoft-Skype-Message-ID'];
const tonesOf = (notified: readonly Notified[]) =>
  notified.flatMap(({ data }) =>
    data.toneInfo === undefined ? [] : [(data.toneInfo as { sequenceId: number }).sequenceId],
  );

describe('what is sent (SN1 to SN5)', () => {
  test('changes that fall together travel together, in order (SN2)', async () => {
    const { established, act, simulation, clock, notified, requests } = await world();
    const call = await established();
    await act(call, 'subscribeToTone', {});
    await act(call, 'playPrompt', { prompts: [prompt(500)], clientContext: 'a' });
    const before = requests.length;
    simulation.pressKeys(call, '12', 0);
    await act(call, 'cancelMediaProcessing', {});
    await clock.advance(0);
    expect(requests.length - before).toBe(1);
    expect(notified.slice(-3).map(({ batch, data }) => [batch, 'toneInfo' in data])).toEqual([
      [3, true],
      [3, true],
      [3, false],
    ]);
  });

  test('one request of a call is under way at a time; what comes meanwhile is batched (SN1)', async () => {
    const here = await world();
    const call = await here.established();
    await here.act(call, 'subscribeToTone', {});
    here.answerNotificationsWith = () => 'never';
    const before = here.requests.length;
    here.simulation.pressKeys(call, '123', 100);
    await here.clock.advance(9_999);
    expect(here.requests.length - before).toBe(1);
    here.answerNotificationsWith = () => ({ status: 202 });
    await here.clock.advance(2_000);
    expect(tonesOf(here.notified)).toEqual([1, 1, 2, 3]);
    expect(here.notified.at(-1)?.batch).toBe(2);
  });

  test('a window can be set in which changes are gathered', async () => {
    const here = await world({ switches: { batchWindowMs: 50 } });
    const call = await here.established();
    await here.act(call, 'subscribeToTone', {});
    await here.clock.advance(100);
    here.simulation.pressKeys(call, '123', 20);
    await here.clock.advance(100);
    expect(here.notified.slice(-3).map(({ batch }) => batch)).toEqual([3, 3, 3]);
  });

  test.each([
    ['a connection that breaks', 'reset'] as const,
    ['a 500', { status: 500 }] as const,
    ['a 503', { status: 503 }] as const,
  ])(
    '%s is followed by two redeliveries with the same message id, then given up (SN3)',
    async (_what, answer) => {
      const here = await world();
      here.answerNotificationsWith = () => answer;
      const call = await here.incoming();
      await here.clock.advance(10_000);
      expect(here.requests).toHaveLength(3);
      expect(new Set(here.requests.map(messageId)).size).toBe(1);
      expect(here.notified.map(({ at }) => at)).toEqual([0, 1000, 2000]);
      const [entry] = call.transcript.entries.filter(({ kind }) => kind === 'notification');
      const status = answer === 'reset' ? null : answer.status;
      expect(entry).toMatchObject({
        fate: 'failed',
        attempts: [
          { at: 0, status },
          { at: 1000, status },
          { at: 2000, status },
        ],
      });
    },
  );

  test('an answer that does not come is given up after 10 s', async () => {
    const here = await world();
    here.answerNotificationsWith = (_request, attempt) => (attempt === 1 ? 'never' : { status: 202 });
    await here.incoming();
    await here.clock.advance(10_999);
    expect(here.requests).toHaveLength(1);
    await here.clock.advance(1);
    expect(here.requests).toHaveLength(2);
  });

  test.each([400, 401, 403, 404])('a %p is final (SN3)', async (status) => {
    const here = await world();
    here.answerNotificationsWith = () => ({ status });
    const call = await here.incoming();
    await here.clock.advance(10_000);
    expect(here.requests).toHaveLength(1);
    expect(call.transcript.entries.find(({ kind }) => kind === 'notification')).toMatchObject({
      fate: 'refused',
    });
  });

  test.each([302, 307])('a %p moves an incoming call elsewhere (SN5)', async (status) => {
    const here = await world();
    const location = 'https://other.example.net/callbacks';
    here.answerNotificationsWith = ({ url }) => (url === notifyUrl ? { status, location } : { status: 202 });
    await here.incoming();
    await here.clock.advance(100);
    expect(here.notified.map(({ url }) => url)).toEqual([notifyUrl, location]);
  });

  test('redirects in a circle end, and only an incoming call is redirected (SN5)', async () => {
    const here = await world();
    here.answerNotificationsWith = () => ({ status: 302, location: notifyUrl });
    await here.incoming();
    await here.clock.advance(10_000);
    expect(here.requests).toHaveLength(6);
    const other = await world();
    const call = await other.established();
    await other.act(call, 'subscribeToTone', {});
    const before = other.requests.length;
    other.answerNotificationsWith = () => ({ status: 307, location: notifyUrl });
    other.simulation.pressKeys(call, '1');
    await other.clock.advance(1000);
    expect(other.requests.length - before).toBe(1);
  });

  test('a redirect to plain http beyond loopback is not followed', async () => {
    const here = await world();
    here.answerNotificationsWith = () => ({ status: 302, location: 'http://other.example.net/' });
    await here.incoming();
    await here.clock.advance(1000);
    expect(here.requests).toHaveLength(1);
  });

  test('the legacy form comes first where that is switched on, and again in Graph form after a 204', async () => {
    const here = await world({ switches: { legacyFirstCallback: true } });
    here.answerNotificationsWith = (_request, attempt) => ({ status: attempt === 1 ? 204 : 202 });
    await here.incoming();
    expect(here.requests.map(({ body }) => 'value' in (JSON.parse(body) as object))).toEqual([false, true]);
    here.answerNotificationsWith = () => ({ status: 202 });
    await here.incoming();
    expect(here.requests).toHaveLength(3);
  });

  test('Scenario-ID is sent back once the app has chosen one', async () => {
    const { established, graph, notified, clock } = await world();
    const call = await established();
    expect(notified.every(({ headers }) => !('Scenario-ID' in headers))).toBe(true);
    await graph('DELETE', `/v1.0/communications/calls/${call.id}`, undefined, {
      'scenario-id': 'scenario-1',
    });
    await clock.advance(100);
    expect(notified.at(-1)?.headers).toMatchObject({
      'Scenario-ID': 'scenario-1',
      'X-Microsoft-Skype-Chain-ID': call.callChainId,
    });
  });
});

describe('ordered disorder', () => {
  test('lost: never sent, and the transcript knows', async () => {
    const { established, act, fault, clock, notified } = await world();
    const call = await established();
    fault({ notification: 'prompt', lost: true });
    await act(call, 'playPrompt', { prompts: [prompt(100)], clientContext: 'a' });
    await act(call, 'playPrompt', { prompts: [prompt(100)], clientContext: 'b' });
    await clock.advance(1000);
    expect(operationEnds(notified)).toEqual([['b', 'completed', 0]]);
    expect(
      call.transcript.entries.filter((entry) => entry.kind === 'notification' && entry.fate === 'lost'),
    ).toHaveLength(1);
  });

  test('doubled: twice, in requests of their own', async () => {
    const { established, act, simulation, fault, clock, notified } = await world();
    const call = await established();
    await act(call, 'subscribeToTone', {});
    fault({ notification: 'tone', doubled: true });
    simulation.pressKeys(call, '12', 50);
    await clock.advance(100);
    expect(tonesOf(notified)).toEqual([1, 1, 2]);
    expect(new Set(notified.slice(-3, -1).map(messageId)).size).toBe(1);
  });

  test('reordered: after the one that follows, or alone in the end', async () => {
    const { established, act, simulation, fault, clock, notified } = await world();
    const call = await established();
    await act(call, 'subscribeToTone', {});
    fault({ notification: 'tone', reordered: true });
    simulation.pressKeys(call, '12', 50);
    await clock.advance(100);
    expect(tonesOf(notified)).toEqual([2, 1]);
    fault({ notification: 'tone', reordered: true });
    simulation.pressKeys(call, '3');
    await clock.advance(1999);
    expect(tonesOf(notified)).toEqual([2, 1]);
    await clock.advance(1);
    expect(tonesOf(notified)).toEqual([2, 1, 3]);
  });

  test('delayed: later, while others go past', async () => {
    const { established, act, simulation, fault, clock, notified } = await world();
    const call = await established();
    await act(call, 'subscribeToTone', {});
    fault({ notification: 'tone', delayed: 300 });
    simulation.pressKeys(call, '12', 50);
    await clock.advance(299);
    expect(tonesOf(notified)).toEqual([2]);
    await clock.advance(1);
    expect(tonesOf(notified)).toEqual([2, 1]);
  });

  test('one state of a call can be picked', async () => {
    const { established, fault, simulation, clock, notified } = await world();
    fault({ notification: 'call', state: 'establishing', reordered: true });
    fault({ notification: 'call', state: 'terminated', lost: true });
    const call = await established();
    expect(callStates(notified)).toEqual(['incoming', 'established', 'establishing', 'audio active']);
    simulation.hangUp(call);
    await clock.advance(5000);
    expect(callStates(notified)).toHaveLength(4);
  });

  test('forged tokens are refused by the app, and the notification comes again where that is asked for', async () => {
    for (const resent of [false, true]) {
      const here = await world();
      here.answerNotificationsWith = ({ headers }) => ({
        status: headers.Authorization?.includes('.good.') === true ? 202 : 401,
      });
      here.fault({ token: 'expired', resent });
      await here.incoming();
      expect(here.requests.map(({ headers }) => headers.Authorization?.split('.')[1])).toEqual(
        resent ? ['expired', 'good'] : ['expired'],
      );
    }
  });
});

describe('spellings', () => {
  test.each([
    [{ withoutResource: true }, (change: Notified) => change.resource === undefined],
    [{ withoutLeadingSlash: true }, (change: Notified) => change.resourceUrl.startsWith('communications/')],
    [{ withoutResourceDataId: true }, (change: Notified) => !('id' in change.data)],
    [
      { upperCaseIds: true },
      (change: Notified) => /\/calls\/[0-9A-F]{32}(\/operations\/[0-9A-F]{32})?$/.test(change.resourceUrl),
    ],
  ])('%j', async (switches, holds) => {
    const { established, act, clock, notified } = await world({ switches });
    const call = await established();
    await act(call, 'playPrompt', { prompts: [prompt(10)] });
    await clock.advance(10);
    expect(notified).toHaveLength(5);
    expect(notified.every(holds)).toBe(true);
  });

  test('numbers of a result can be strings', async () => {
    const { established, act, clock, notified } = await world({ switches: { numericStrings: true } });
    const call = await established();
    await act(call, 'playPrompt', { prompts: [prompt(10)] });
    await clock.advance(10);
    expect(notified.at(-1)?.data).toMatchObject({ resultInfo: { code: '200', subcode: '0' } });
  });

  test('the callbackUri can be repeated', async () => {
    const here = await world({ switches: { withCallbackUri: true } });
    await here.incoming();
    expect(JSON.parse(here.requests[0]?.body ?? '{}')).toMatchObject({ value: [{ callbackUri: notifyUrl }] });
  });
});
