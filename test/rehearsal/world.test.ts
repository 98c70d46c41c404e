/** What happens around a scripted call: other people's systems, recordings, what goes wrong, what is silent. */
import { entriesOf, failed, heard, inputs, nodes, run } from './rehearsal-support.ts';

const target = (digit: string) => ({ user: `${digit}4b8e3d7-91c2-4f6a-b05e-3d7c2a1f8e33` });
const end = (name: string) => ({ [name]: { type: 'hangup', reason: name } });
const answered = (nodes_: object, more: object = {}) => ({
  start: 'pickUp',
  nodes: {
    pickUp: { type: 'answer', next: 'first', onFailed: 'unanswered' },
    ...nodes_,
    ...end('unanswered'),
  },
  ...more,
});

describe('a data dip', () => {
  const flow = answered(
    {
      first: {
        type: 'http',
        request: {
          method: 'POST',
          url: 'https://crm.contoso.com/find',
          idempotent: true,
          auth: { header: 'x-key', setting: 'CRM_KEY' },
        },
        timeout: '2s',
        retries: 1,
        expect: { type: 'object', required: ['name'] },
        into: 'found',
        next: 'good',
        on: { '404': 'unknown', '4xx': 'other' },
        onError: 'bad',
      },
      ...end('good'),
      ...end('unknown'),
      ...end('other'),
      ...end('bad'),
    },
    { variables: { found: { type: 'json' } } },
  );
  const dip = (http: readonly object[], more: object = {}) => run(flow, [], { mocks: { http }, ...more });
  const found = { url: '*/find', body: { name: 'Ada' } };
  const last = (http: readonly object[], more: object = {}) => {
    const result = dip(http, more);
    const [request] = entriesOf(result, 'http');
    return [nodes(result).at(-1), request?.status, request?.until];
  };

  test.each<[string, readonly object[], readonly unknown[]]>([
    ['is answered after its time', [{ ...found, after: '1500ms' }], ['good', 200, 1_500]],
    [
      'is answered by the first mock that fits',
      [{ url: '*/other', status: 500 }, { ...found, method: 'GET', status: 500 }, found],
      ['good', 200, 0],
    ],
    [
      'has the status that is mocked',
      [{ url: 'https://crm.contoso.com/find', status: 404 }],
      ['unknown', 404, 0],
    ],
    ['has the hundred of a status', [{ url: '*', status: 410 }], ['other', 410, 0]],
    ['fails where no mock fits, after its repeat', [{ url: '*/other' }], ['bad', null, 250]],
    ['fails on a network error', [{ url: '*', error: 'network', after: '100ms' }], ['bad', null, 450]],
    [
      'fails when its answer takes too long, each try for itself',
      [{ ...found, after: '5s' }],
      ['bad', null, 4_250],
    ],
    [
      'is repeated on 503, and takes the second answer',
      [{ url: '*', status: 503, times: 1 }, found],
      ['good', 200, 250],
    ],
    ['fails on a body that is not as expected', [{ url: '*', body: { nom: 'Ada' } }], ['bad', 200, 0]],
    ['fails on a redirect', [{ url: '*', status: 302 }], ['bad', 302, 0]],
  ])('%s', (_what, http, expected) => {
    expect(last(http)).toEqual(expected);
  });

  test('puts what was answered into its variable', () => {
    expect(dip([found]).variables).toEqual({ found: { name: 'Ada' } });
  });

  test('fails where a setting that it needs is given as empty', () => {
    expect(last([found], { settings: { CRM_KEY: '' } })).toEqual(['bad', null, 0]);
    expect(last([found], { settings: { CRM_KEY: 'x' } })).toEqual(['good', 200, 0]);
  });
});

describe('a recording', () => {
  const flow = answered(
    {
      first: {
        type: 'record',
        play: [{ audio: 'speak.wav' }],
        maxDuration: '20s',
        initialSilence: '4s',
        endSilence: '2s',
        terminators: ['#'],
        into: 'message',
        next: 'good',
        onNoInput: 'nothing',
        onFailed: 'bad',
      },
      ...end('good'),
      ...end('nothing'),
      ...end('bad'),
    },
    { variables: { message: { type: 'json' } } },
  );
  const record = (steps: readonly object[]) => run(flow, steps, {}, { 'speak.wav': 3_000 });

  test.each<[string, readonly object[], string, number, object | null]>([
    [
      'ends when the caller falls silent',
      [{ speak: '5s' }],
      'good',
      10_000,
      { seconds: 7, endedBy: 'silence' },
    ],
    [
      'goes on over a pause',
      [{ speak: '2s' }, { wait: '1s' }, { speak: '2s' }],
      'good',
      10_000,
      { seconds: 7, endedBy: 'silence' },
    ],
    [
      'ends with a terminator',
      [{ speak: '5s' }, { press: '#' }],
      'good',
      8_000,
      { seconds: 5, endedBy: 'terminator' },
    ],
    [
      'ends when it is as long as it may be',
      [{ speak: '60s' }],
      'good',
      23_000,
      { seconds: 20, endedBy: 'length' },
    ],
    ['of nothing', [], 'nothing', 7_000, null],
    [
      'that cannot be fetched',
      [{ fault: { effect: 'fetchRecording' } }, { speak: '5s' }],
      'bad',
      10_000,
      null,
    ],
    [
      'that Graph refuses',
      [{ fault: { operation: 'recordResponse', status: 400, subcode: 8504 } }],
      'bad',
      0,
      null,
    ],
    [
      'whose end is never heard',
      [{ fault: { notification: 'record', lost: true } }, { speak: '2s' }],
      'bad',
      34_000,
      null,
    ],
  ])('%s', (_what, steps, node, at, message) => {
    const result = record(steps);
    expect(failed(result)).toEqual([]);
    expect(entriesOf(result, 'enter').at(-1)).toMatchObject({ node, at });
    if (message === null) expect(result.variables).toEqual({ message: null });
    else expect(result.variables).toMatchObject({ message });
  });

  test('waits for the beep, or speaks at once where it has sounded', () => {
    const result = record([{ expect: { prompt: 'speak.wav' } }, { wait: '4s' }, { speak: '1s' }]);
    expect(entriesOf(result, 'enter').at(-1)).toMatchObject({ node: 'good', at: 7_000 });
  });

  test('to speak where nothing is recorded is a failure', () => {
    const quiet = answered({ first: { type: 'hangup' } });
    expect(failed(run(quiet, [{ speak: '1s' }]))).toHaveLength(1);
  });
});

describe('what goes wrong', () => {
  const flow = answered(
    {
      first: { type: 'prompt', play: [{ audio: 'one.wav' }], next: 'menu', onError: 'bad' },
      menu: {
        type: 'menu',
        play: [{ audio: 'two.wav' }],
        choices: { '1': 'toDesk', '12': 'bad' },
        onExhausted: 'bad',
      },
      toDesk: {
        type: 'transfer',
        to: 'desk',
        mode: 'blind',
        onBusy: 'busy',
        onNoAnswer: 'nobody',
        onFailed: 'bad',
      },
      ...end('busy'),
      ...end('nobody'),
      ...end('bad'),
    },
    { targets: { desk: target('a') } },
  );
  const play = (steps: readonly object[]) => run(flow, steps, {}, { 'one.wav': 1_000, 'two.wav': 1_000 });
  const lastOf = (steps: readonly object[]) => {
    const result = play(steps);
    expect(failed(result)).toEqual([]);
    const { node, at } = entriesOf(result, 'enter').at(-1) ?? {};
    return [node, at];
  };
  const press = { press: '1', after: '3s' };

  test.each<[string, readonly object[], string, number]>([
    [
      'Graph refuses a prompt',
      [{ fault: { operation: 'playPrompt', status: 400, subcode: 8504 } }],
      'bad',
      0,
    ],
    [
      'Graph refuses the second prompt',
      [{ wait: '500ms' }, { fault: { operation: 'playPrompt', status: 500 } }],
      'menu',
      1_000,
    ],
    [
      'Graph is out of order for as long as a prompt makes sense',
      [{ fault: { operation: 'playPrompt', status: 503 } }],
      'bad',
      6_975,
    ],
    ['Graph refuses the answer', [{ fault: { operation: 'answer', status: 400 } }], 'unanswered', 0],
    ['audio never becomes active', [{ fault: { audio: 'never' } }], 'unanswered', 20_000],
    [
      'the end of a prompt is lost',
      [{ fault: { notification: 'prompt', lost: true } }, { expect: { node: 'menu' } }],
      'bad',
      21_000,
    ],
    [
      'the end of a prompt comes twice',
      [{ fault: { notification: 'prompt', doubled: true } }, press],
      'toDesk',
      6_000,
    ],
    [
      'the end of a prompt comes late',
      [{ fault: { notification: 'prompt', delayed: '700ms' } }, { expect: { node: 'menu' } }, { press: '1' }],
      'toDesk',
      4_700,
    ],
    [
      'nobody knows whether a prompt was taken',
      [{ fault: { operation: 'playPrompt', lost: true } }, press],
      'toDesk',
      6_000,
    ],
    ['a transfer is busy', [{ fault: { transfer: 'desk', outcome: 'busy' } }, press], 'busy', 6_300],
    [
      'a transfer is busy, and that is known late',
      [press, { expect: { transfer: 'desk' } }, { fault: { transfer: true, outcome: 'busy', after: '5s' } }],
      'busy',
      11_000,
    ],
    [
      'a transfer fails late',
      [{ fault: { transfer: true, outcome: 'failed', after: '20s' } }, press],
      'bad',
      26_000,
    ],
    [
      'a transfer is never decided',
      [{ fault: { transfer: 'desk', outcome: 'never' } }, press],
      'bad',
      96_000,
    ],
    [
      'a verdict that fails is lost',
      [
        { fault: { transfer: true, outcome: 'busy' } },
        press,
        { expect: { transfer: 'desk' } },
        { wait: '100ms' },
        { fault: { notification: 'call', lost: true } },
      ],
      'bad',
      96_000,
    ],
  ])('%s', (_what, steps, node, at) => {
    expect(lastOf(steps)).toEqual([node, at]);
  });

  test.each<[string, object, string]>([
    ['is lost, is missed: after half a second nobody waits for it', { lost: true }, '3700 noMatch "2"'],
    ['comes twice, counts once', { doubled: true }, '3200 filled "12"'],
    ['is overtaken, counts in its order', { reordered: true }, '3200 filled "12"'],
  ])('a key that %s', (_what, how, first) => {
    const result = play([{ fault: { notification: 'tone', ...how } }, { press: '12', after: '3s' }]);
    expect(inputs(result)[0]).toBe(first);
  });

  test('a transfer whose end is never told counts as one, since Graph has said that it was taken', () => {
    const told = { fault: { notification: 'call', doubled: true } };
    const lost = { fault: { notification: 'call', lost: true } };
    const steps = [press, { expect: { transfer: 'desk' } }, { wait: '100ms' }, told, told, lost];
    expect(play(steps)).toMatchObject({ end: 'transferred', durationMs: 96_000 });
  });
});

describe('a call to whom the caller is to be handed over', () => {
  const flow = answered(
    {
      first: {
        type: 'transfer',
        to: 'desk',
        mode: 'consultative',
        ringTimeout: '20s',
        whisper: [{ audio: 'whisper.wav' }],
        hold: [{ audio: 'hold.wav' }],
        onBusy: 'busy',
        onNoAnswer: 'nobody',
        onFailed: 'bad',
      },
      ...end('busy'),
      ...end('nobody'),
      ...end('bad'),
    },
    { targets: { desk: target('a') } },
  );
  const play = (steps: readonly object[]) =>
    run(flow, steps, {}, { 'whisper.wav': 1_000, 'hold.wav': 5_000 });

  test('is answered after 300 ms, hears the whisper, and takes the caller', () => {
    const result = play([
      { expect: { transfer: 'desk' } },
      { expect: { prompt: 'whisper.wav' } },
      { expect: { end: 'transferred' } },
    ]);
    expect(failed(result)).toEqual([]);
    expect(heard(result)).toContain('whisper.wav 300-1300');
    expect(result.durationMs).toBe(1_600);
  });

  test.each<[string, string, number]>([
    ['busy', 'busy', 300],
    ['noAnswer', 'nobody', 20_000],
    ['failed', 'bad', 1_600],
  ])('that is %s', (outcome, node, at) => {
    const result = play([{ fault: { transfer: 'desk', outcome } }]);
    expect(entriesOf(result, 'enter').at(-1)).toMatchObject({ node, at });
  });
});

describe('silence', () => {
  const dip = {
    type: 'http',
    request: { url: 'https://crm.contoso.com' },
    timeout: '10s',
    next: 'ask',
    onError: 'bye',
  };
  const flow = answered({
    first: { type: 'prompt', play: [{ audio: 'one.wav' }], next: 'dip' },
    dip,
    ask: { type: 'menu', play: [{ audio: 'two.wav' }], choices: { '1': 'bye' }, onExhausted: 'bye' },
    ...end('bye'),
  });
  const silence = (after: string, rule: object, steps: readonly object[] = []) =>
    failed(
      run(
        flow,
        steps,
        { mocks: { http: [{ url: '*', after }] }, ...rule },
        { 'one.wav': 1_000, 'two.wav': 500 },
      ),
    );

  test('is what lies between the end of a prompt and the beginning of the next; waiting for the caller is none', () => {
    expect(silence('3s', { never: [{ silenceOver: '3s' }] })).toEqual([]);
    expect(silence('3001ms', { never: [{ silenceOver: '3s' }] })).toEqual([
      'never a silence over 3000 ms: a silence of 3001 ms',
    ]);
    expect(silence('3001ms', { always: [{ silenceOver: '3s' }] })).toEqual([]);
  });

  test('counts from the last key', () => {
    expect(silence('5s', { never: [{ silenceOver: '3s' }] }, [{ press: '9', after: '3s' }])).toEqual([]);
  });

  test('tells when it began', () => {
    const result = run(
      flow,
      [],
      { mocks: { http: [{ url: '*', after: '5s' }] }, never: [{ silenceOver: '1s' }] },
      { 'one.wav': 1_000, 'two.wav': 500 },
    );
    expect(result.failures).toMatchObject([{ where: { kind: 'never', index: 0 }, at: 1_000 }]);
  });
});

describe('what holds over the whole run', () => {
  const flow = answered(
    {
      first: {
        type: 'collect',
        play: [{ audio: 'ask.wav' }],
        into: 'pin',
        maxDigits: 4,
        next: 'note',
        onExhausted: 'bye',
      },
      note: { type: 'event', name: 'noted', next: 'bye' },
      ...end('bye'),
    },
    { variables: { pin: { type: 'digits', sensitive: true } } },
  );
  const play = (rules: object) => failed(run(flow, [{ press: '8317' }], rules, { 'ask.wav': 500 }));

  test.each<[object, readonly string[]]>([
    [{ never: [{ logged: '8317' }] }, []],
    [
      { never: [{ logged: 'noted' }] },
      [expect.stringMatching(/^never the text "noted" in anything that is written down: it stands in /)],
    ],
    [{ always: [{ logged: 'noted' }, { event: 'noted' }, { node: 'bye' }, { end: 'completed' }] }, []],
    [{ always: [{ event: 'noticed' }] }, ['always the milestone noticed: it did not come']],
    [{ never: [{ node: 'note' }] }, ['never the node note: the node note']],
  ])('%j', (rules, failures) => {
    expect(play(rules)).toEqual(failures);
  });

  test('who calls is not looked at: their number may hold any digits', () => {
    const more = { never: [{ logged: '8317' }], from: { phone: '+4930831700' } };
    expect(failed(run(flow, [{ press: '8317' }], more, { 'ask.wav': 500 }))).toEqual([]);
  });
});
