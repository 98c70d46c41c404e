/** Section 2.1 of the flow language: `http`. */
import type { CommandFailure, EffectResult, HttpOrder, JsonValue } from '../../../src/call/index.ts';
import { loadFlow } from '../../../src/flow/index.ts';
import { asked, endOf, entered, entriesOf, heard, typedAhead } from '../../support/observations.ts';
import { PureCall, placedAt } from '../../support/pure-call.ts';
import type { EffectDone } from '../../support/pure-call.ts';
import { testCall, testFlow } from '../../support/flows.ts';

const hangup = { type: 'hangup' };
const variables = {
  account: { type: 'string', default: '12 & 34/5' },
  pin: { type: 'digits', sensitive: true },
  customer: { type: 'json' },
  words: { type: 'string' },
  count: { type: 'number', default: 3 },
};
const lookUp = {
  type: 'http',
  request: { url: 'https://crm.contoso.com/accounts' },
  into: 'customer',
  next: 'found',
  on: { '404': 'unknown', '4xx': 'refused' },
  onError: 'failed',
};

const answer = (status: number, body: JsonValue = null, after = 200): EffectDone => ({
  after,
  result: { kind: 'http', outcome: 'done', status, body },
});
const failure = (more: Partial<CommandFailure> = {}, after = 200): EffectDone => ({
  after,
  result: {
    kind: 'http',
    outcome: 'failed',
    failure: { code: 'http', status: null, subcode: null, message: 'No answer.', ...more },
  },
});

function calling(node: object, done: EffectDone | null, more: object = {}): PureCall {
  const ends = { found: hangup, unknown: hangup, refused: hangup, failed: hangup };
  const flow = testFlow(
    { start: 'ask', variables, ...more, nodes: { ask: { ...lookUp, ...node }, ...ends } },
    { 'moment.wav': 1_000 },
  );
  return new PureCall(flow, testCall(placedAt), { effect: () => done });
}

const orderOf = (call: PureCall): HttpOrder => {
  const [effect] = call.effects;
  if (effect?.kind !== 'http') throw new Error('nothing was asked');
  return effect;
};

function codes(node: object): readonly string[] {
  const nodes = {
    ask: { ...lookUp, ...node },
    found: hangup,
    unknown: hangup,
    refused: hangup,
    failed: hangup,
  };
  const flow = { id: 'test', version: '1.0.0', locale: 'en-GB', start: 'ask', variables, nodes };
  const options = { file: 'f', settings: () => undefined, missingSettings: 'refuse' } as const;
  return loadFlow(JSON.stringify(flow), options).problems.map(({ code }) => code);
}

describe('the request', () => {
  it('is a GET without anything, where nothing is said, for 5 s', () => {
    expect(orderOf(calling({}, answer(200)))).toEqual({
      kind: 'http',
      id: 1,
      method: 'GET',
      url: 'https://crm.contoso.com/accounts',
      isHostWritten: true,
      headers: {},
      body: null,
      auth: null,
      timeout: 5_000,
      retries: 0,
      idempotent: false,
      expect: null,
    });
  });

  it.each(['https://{account}.contoso.com/', 'https://{account}', 'http://a.{account}/x'])(
    'says of %s that its host is worked out, so that nobody tells it',
    (url) => {
      const order = orderOf(calling({ request: { url } }, answer(200)));
      expect(order).toMatchObject({ isHostWritten: false });
    },
  );

  it('has every value worked out: percent-encoded in the URL, with its type in the body', () => {
    const request = {
      method: 'POST',
      url: 'https://crm.contoso.com/a/{account}?x=1#top',
      query: { 'a b': '{account}', n: '{count}' },
      headers: { 'x-account': 'no {account}' },
      body: { account: '{account}', count: '{count}', nothing: null },
      auth: { header: 'authorization', setting: 'CRM_TOKEN' },
      idempotent: true,
    };
    expect(orderOf(calling({ request, timeout: '2s', retries: 2 }, answer(200)))).toMatchObject({
      method: 'POST',
      url: 'https://crm.contoso.com/a/12%20%26%2034%2F5?x=1&a%20b=12%20%26%2034%2F5&n=3#top',
      headers: { 'x-account': 'no 12 & 34/5' },
      body: { kind: 'json', value: { account: '12 & 34/5', count: 3, nothing: null } },
      auth: { kind: 'setting', header: 'authorization', setting: 'CRM_TOKEN' },
      timeout: 2_000,
      retries: 2,
      idempotent: true,
    });
  });

  it('sends a string as it is, takes the default timeout of the flow, and the identity of the app', () => {
    const request = {
      url: 'https://crm.contoso.com/',
      method: 'PUT',
      body: 'n={count}',
      auth: { identity: 'api://crm/.default' },
    };
    const order = orderOf(calling({ request }, answer(200), { defaults: { http: { timeout: '1s' } } }));
    expect(order).toMatchObject({
      body: { kind: 'text', text: 'n=3' },
      auth: { kind: 'identity', scope: 'api://crm/.default' },
      timeout: 1_000,
    });
  });

  it('is not sent when a value cannot be worked out', () => {
    const call = calling(
      { request: { url: 'https://crm.contoso.com/{customer.id + 1}' } },
      answer(200),
    ).run();
    expect(call.effects).toEqual([]);
    expect(entered(call)).toEqual(['ask', 'failed']);
    expect(entriesOf(call, 'failure')).toMatchObject([{ code: 'expression' }]);
  });
});

describe('the answer', () => {
  it.each([
    [200, 'found'],
    [204, 'found'],
    [299, 'found'],
    [404, 'unknown'],
    [400, 'refused'],
    [500, 'failed'],
    [302, 'failed'],
  ])('%d leads to %s', (status, to) => {
    const call = calling({}, answer(status, { name: 'Ann' })).run();
    expect(entered(call)).toEqual(['ask', to]);
    expect(call.state.variables.customer).toEqual(to === 'failed' ? null : { name: 'Ann' });
  });

  it('that is none of these fails with the status, for expressions to see', () => {
    expect(entriesOf(calling({}, answer(503)).run(), 'failure')).toMatchObject([
      { code: 'http', subcode: 503 },
    ]);
  });

  it('that is no answer fails with its reason', () => {
    const call = calling({}, failure({ code: 'settings' })).run();
    expect(entered(call)).toEqual(['ask', 'failed']);
    expect(entriesOf(call, 'failure')).toMatchObject([{ code: 'settings', subcode: null }]);
  });

  it('of another type than the variable is a failure', () => {
    const call = calling({ into: 'words' }, answer(200, { name: 'Ann' })).run();
    expect(entered(call)).toEqual(['ask', 'failed']);
    expect(calling({ into: 'words' }, answer(200, 'Ann')).run().state.variables.words).toBe('Ann');
  });

  it('is noted with its URL, without the query, and how long it took', () => {
    const call = calling(
      { request: { url: 'https://crm.contoso.com/a?key={count}' } },
      answer(200, null, 700),
    ).run();
    expect(entriesOf(call, 'http')).toEqual([
      {
        kind: 'http',
        node: 'ask',
        flow: 'test',
        at: placedAt,
        until: placedAt + 700,
        method: 'GET',
        url: 'https://crm.contoso.com/a',
        status: 200,
      },
    ]);
  });

  it('that is never heard of counts as none, 10 s after the last try could have ended', () => {
    const call = calling({ timeout: '2s', retries: 2 }, null).run();
    expect(entered(call)).toEqual(['ask', 'failed']);
    expect(endOf(call).at).toBe(3 * 2_000 + 250 + 500 + 10_000);
  });

  it('that comes after the node was left changes nothing', () => {
    const late: EffectResult = answer(200, 'late').result;
    const call = calling({}, null, { limits: { maxCallDuration: '5s' } });
    call.run(1_000);
    call.feed({ kind: 'callEnded', at: call.now, result: null, transferred: false });
    const before = call.state;
    call.feed({ kind: 'effectResult', effect: orderOfId(call), at: call.now, result: late });
    expect(call.state).toEqual(before);
  });
});

const orderOfId = (call: PureCall) => {
  const [effect] = call.effects;
  if (effect === undefined) throw new Error('nothing was asked');
  return effect.id;
};

describe('fill', () => {
  const fill = { after: '1s', play: [{ audio: 'moment.wav' }] };

  it('is heard again after its own end until the answer cuts it', () => {
    const call = calling({ fill }, answer(200, null, 3_500)).run();
    expect(heard(call)).toEqual(['moment.wav 1000-2000', 'moment.wav 3000-3500!']);
    expect(endOf(call).at).toBe(3_500);
  });

  it('is not heard when the answer comes before it', () => {
    const call = calling({ fill }, answer(200, null, 900)).run();
    expect(heard(call)).toEqual([]);
    expect(asked(call)).not.toContain('cancelMediaProcessing');
  });

  it('is never barged into; keys during it stay type-ahead', () => {
    const call = calling({ fill }, answer(200, null, 3_500))
      .press(1_500, '12')
      .run(3_000);
    expect(heard(call)).toEqual(['moment.wav 1000-2000']);
    expect(typedAhead(call)).toBe('12');
  });

  it('that cannot be played leaves silence, and the answer counts', () => {
    const flow = testFlow(
      {
        start: 'ask',
        variables,
        nodes: { ask: { ...lookUp, fill }, found: hangup, unknown: hangup, refused: hangup, failed: hangup },
      },
      { 'moment.wav': 1_000 },
    );
    const call = new PureCall(flow, testCall(placedAt), {
      effect: () => answer(200, null, 3_500),
      result: ({ kind }) =>
        kind === 'playPrompt'
          ? { kind: 'refused', failure: { code: 'graph', status: 400, subcode: null, message: 'no' } }
          : null,
    }).run();
    expect(entered(call)).toEqual(['ask', 'found']);
    expect(asked(call).filter((kind) => kind === 'playPrompt')).toHaveLength(1);
  });

  it('that plays nothing does not turn in circles', () => {
    const call = calling({ fill: { after: '0s', play: [] } }, answer(200, null, 4_500)).run();
    expect(entered(call)).toEqual(['ask', 'found']);
    expect(call.states.length).toBeLessThan(20);
  });

  it('needs audio, so that the call is answered first', () => {
    expect(asked(calling({ fill }, answer(200)).run(1))).toContain('answer');
    expect(asked(calling({}, answer(200)).run(1))).not.toContain('answer');
  });
});

describe('the checker', () => {
  it.each([
    [
      'a sensitive variable in the URL',
      { request: { url: 'https://crm.contoso.com/{pin}' } },
      'FLOW-SENSITIVE-VALUE',
    ],
    [
      'one in the query',
      { request: { url: 'https://a.example', query: { p: '{pin}' } } },
      'FLOW-SENSITIVE-VALUE',
    ],
    [
      'an unknown name in the body',
      { request: { url: 'https://a.example', body: ['{nobody}'] } },
      'EXPRESSION-UNKNOWN-NAME',
    ],
    [
      'a header of the connection',
      { request: { url: 'https://a.example', headers: { Host: 'x' } } },
      'FLOW-WRONG-KEY',
    ],
    ['a status that is next anyhow', { on: { '200': 'found' } }, 'FLOW-WRONG-KEY'],
    ['a number to take a body', { into: 'count' }, 'FLOW-WRONG-VARIABLE-TYPE'],
    [
      'two ways to authenticate',
      { request: { url: 'https://a.example', auth: { identity: 'a', setting: 'B', header: 'c' } } },
      'FLOW-UNKNOWN-PROPERTY',
    ],
    ['an unknown node', { on: { '5xx': 'nowhere' } }, 'FLOW-UNKNOWN-NODE'],
    ['a timeout over a minute', { timeout: '61s' }, 'FLOW-OUT-OF-RANGE'],
  ])('refuses %s', (_, node, code) => {
    expect(codes(node)).toContain(code);
  });

  it('lets a sensitive variable into a body and a header', () => {
    expect(
      codes({ request: { url: 'https://a.example', headers: { 'x-pin': '{pin}' }, body: { pin: '{pin}' } } }),
    ).toEqual([]);
  });
});
