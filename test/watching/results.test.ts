/** What the queries give for calls that are made up: the figures that people and alerts go by. */
import type { Row } from './kql-values.ts';
import { ask, asked, callOf, event, metric, minute, none, now, toldTwice } from './made-up.ts';
import { runQuery } from './run-kql.ts';
import { queries } from './watched.ts';

const five = [
  ...callOf('a', { answeredAfterMs: 900, nodes: ['welcome', 'choose', 'billing'], end: 'completed' }),
  ...callOf('b', { answeredAfterMs: 1_100, nodes: ['welcome', 'choose'], end: 'abandoned' }),
  ...callOf('c', { answeredAfterMs: 9_000, nodes: ['welcome', 'choose', 'choose'], end: 'abandoned' }),
  ...callOf('d', { answeredAfterMs: 1_000, nodes: ['welcome'], end: 'abandoned' }),
  ...callOf('e', { answeredAfterMs: 1_000, nodes: ['welcome', 'choose', 'billing'], end: 'transferred' }),
];

describe('calls', () => {
  test('are counted by how they ended, each once', () => {
    expect(asked('calls-by-outcome', toldTwice(five))).toEqual([
      { end: 'abandoned', calls: 3, percent: 60 },
      { end: 'completed', calls: 1, percent: 20 },
      { end: 'transferred', calls: 1, percent: 20 },
    ]);
  });

  test('are settled by the flow, passed on or lost', () => {
    const others = [
      ...callOf('f', { end: 'notAnswered', direction: 'outgoing' }),
      ...['g', 'h', 'i'].flatMap((id) => callOf(id, { answeredAfterMs: 900, end: 'transferred' })),
      ...['j', 'k'].flatMap((id) => callOf(id, { answeredAfterMs: 900, end: 'failed' })),
    ];
    expect(asked('containment', toldTwice([...five, ...others]))).toMatchObject([
      {
        flow: 'main',
        answered: 10,
        contained: 1,
        transferred: 4,
        abandoned: 3,
        failed: 2,
        containedPercent: 10,
        transferredPercent: 40,
        abandonedPercent: 30,
      },
    ]);
  });

  test('are listed with both of their ids, the newest first', () => {
    const rows = asked('recent-calls', [
      ...callOf('old', { at: 30, answeredAfterMs: 1_000, end: 'completed' }),
      ...callOf('new', { at: 5 }),
    ]);
    expect(rows).toMatchObject([
      { callId: 'new', end: '', seconds: null, graphCallId: '' },
      { callId: 'old', end: 'completed', seconds: 60, graphCallId: 'g-old', direction: 'incoming' },
    ]);
  });
});

test('callers drop off at the last node that they entered', () => {
  expect(asked('drop-off', toldTwice(five))).toEqual([
    {
      flow: 'main',
      subflow: '',
      node: 'welcome',
      nodeKind: 'menu',
      calls: 5,
      dropped: 1,
      dropOffPercent: 20,
    },
    { flow: 'main', subflow: '', node: 'choose', nodeKind: 'menu', calls: 4, dropped: 2, dropOffPercent: 50 },
    { flow: 'main', subflow: '', node: 'billing', nodeKind: 'menu', calls: 2, dropped: 0, dropOffPercent: 0 },
  ]);
});

test('no input and no match are shares of the attempts at a node', () => {
  const attempt = (name: string, sequence: number): Row =>
    event(`input.${name}`, 5, { callId: 'a', flow: 'main', node: 'choose', sequence, because: 'nextKey' });
  const attempts = [
    attempt('no_input', 1),
    attempt('no_input', 2),
    attempt('no_match', 3),
    attempt('collected', 4),
  ];
  expect(asked('no-input-no-match', toldTwice(attempts))).toMatchObject([
    {
      node: 'choose',
      attempts: 4,
      calls: 1,
      collected: 1,
      noInput: 2,
      noMatch: 1,
      noInputPercent: 50,
      noMatchPercent: 25,
    },
  ]);
});

test('transfers are counted by what became of them', () => {
  const transfer = (name: string, sequence: number, outcome?: string): Row =>
    event(`transfer.${name}`, 5, {
      callId: 'a',
      flow: 'main',
      node: 'agents',
      sequence,
      outcome,
      durationMs: sequence * 1_000,
    });
  const transfers = [
    transfer('failed', 1, 'busy'),
    transfer('failed', 2, 'noAnswer'),
    transfer('completed', 3),
    transfer('failed', 4, 'busy'),
    transfer('failed', 5, 'failed'),
    transfer('failed', 6, 'failed'),
    transfer('failed', 7, 'failed'),
  ];
  expect(asked('transfer-results', toldTwice(transfers))).toMatchObject([
    {
      node: 'agents',
      transfers: 7,
      completed: 1,
      busy: 2,
      noAnswer: 1,
      failed: 3,
      abandoned: 0,
      medianMs: 4_000,
      completedPercent: 14.3,
    },
  ]);
});

describe('speed', () => {
  test('time to answer is that of incoming calls', () => {
    const outgoing = callOf('out', { direction: 'outgoing', answeredAfterMs: 20_000 });
    expect(asked('time-to-answer', [...five, ...outgoing])).toMatchObject([
      { answered: 5, p50: 1_000, slowest: 9_000, over8s: 1, over15s: 0 },
    ]);
    expect(asked('answers-late', [...five, ...outgoing])).toEqual([
      { callId: 'c', flow: 'main', answerMs: 9_000 },
    ]);
  });

  test('turns weigh as many as a row sums up', () => {
    const turn = (values: readonly number[]): Row =>
      metric('turn.latency', 5, values, { flow: 'main', node: 'choose' });
    const turns = [turn(Array<number>(19).fill(300)), turn([4_000]), turn([4_000])];
    expect(ask('turn-latency', { customMetrics: turns })).toEqual([
      { flow: 'main', node: 'choose', turns: 21, p50: 300, p95: 4_000, p99: 4_000, slowest: 4_000 },
    ]);
    expect(ask('turns-slow', { customMetrics: turns })).toEqual([{ turns: 21, p95: 4_000 }]);
    expect(ask('turns-slow', { customMetrics: turns.slice(1) })).toEqual([]);
  });

  test('durable delays are from a notification to the first request to Graph', () => {
    const requests = [3, 2].map((secondsLater) => ({
      name: 'graph answer',
      timestamp: now - 10 * minute + secondsLater * 1_000,
      customDimensions: { callId: 'a' },
    }));
    expect(ask('durable-delays', { customEvents: five, dependencies: requests })).toMatchObject([
      { p50: 2_000, slowest: 2_000 },
    ]);
  });
});

describe('nothing answered', () => {
  const waiting = ['x', 'y', 'z'].flatMap((callId) => callOf(callId, {}));

  test('counts calls that came in and were not answered', () => {
    expect(asked('nothing-answered', waiting)).toEqual([{ unanswered: 3 }]);
  });

  test('says nothing as soon as one was answered', () => {
    expect(asked('nothing-answered', [...waiting, ...callOf('a', { answeredAfterMs: 1_000 })])).toEqual([]);
  });

  test('leaves out calls out, calls of this minute, and those that a flow turned away', () => {
    const others = [
      ...callOf('out', { direction: 'outgoing' }),
      ...callOf('now', { at: 0.5 }),
      ...callOf('closed', { end: 'rejected' }),
    ];
    expect(asked('nothing-answered', others)).toEqual([{ unanswered: 0 }]);
  });
});

describe('alerts', () => {
  test('a share of failed calls counts from three on', () => {
    const failed = (count: number): readonly Row[] =>
      Array.from({ length: count }, (_, index) => callOf(`f${index}`, { end: 'failed' })).flat();
    expect(asked('calls-failing', [...five, ...toldTwice(failed(3))])).toEqual([
      { ended: 8, failed: 3, failedPercent: 37.5 },
    ]);
    expect(asked('calls-failing', failed(2))).toEqual([]);
  });

  test('calls that never ended are those that began between a day and four hours ago', () => {
    const calls = [
      ...callOf('recent', { at: 60 }),
      ...callOf('lost', { at: 300 }),
      ...callOf('ended', { at: 300, end: 'completed' }),
      ...callOf('ancient', { at: 25 * 60 }),
    ];
    expect(asked('calls-never-ended', calls).map(({ callId }) => callId)).toEqual(['lost']);
  });

  test('requests that Graph refused for good count, tries and callers who left do not', () => {
    const failed = (clientRequestId: string, outcome: string, retryInMs?: number): Row =>
      event('graph.failed', 5, { callId: 'a', operation: 'playPrompt', clientRequestId, outcome, retryInMs });
    const tries = [
      failed('1', '503', 300),
      failed('2', '503'),
      failed('3', '404'),
      failed('4', '429', 1_000),
    ];
    expect(asked('graph-failing', toldTwice(tries))).toEqual([
      { operation: 'playPrompt', outcome: '503', givenUp: 1 },
    ]);
    expect(asked('graph-throttled', toldTwice(tries))).toEqual([{ operation: 'playPrompt', throttled: 1 }]);
    expect(asked('graph-errors', tries)).toHaveLength(3);
  });

  test('notifications of strangers are shown, and do not count', () => {
    const refused = (status: number, code: string, reason: string, untold = 0): Row =>
      event('notification.refused', 1, { status, code, reason, untold });
    const rows = asked('notifications-refused', [
      ...Array.from({ length: 3 }, () => refused(401, 'TOKEN-MISSING', 'no token')),
      ...Array.from({ length: 2 }, () => refused(413, 'NOTIFICATION-TOO-LARGE', 'too large')),
      refused(401, 'TOKEN-REFUSED', 'unexpected "aud" claim value'),
      refused(401, 'TOKEN-REFUSED', 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED', 4_000),
    ]);
    expect(rows.map((row) => [row.refused, row.withToken])).toEqual([
      [4_001, 4_001],
      [3, 0],
      [2, 0],
      [1, 1],
    ]);
  });

  test('pending calls are told minute by minute', () => {
    const gauge = [1, 2, 2.2].map((minutesAgo) =>
      metric('calls.active', minutesAgo, [minutesAgo], { state: 'pending' }),
    );
    const running = metric('calls.active', 1, [40], { state: 'running' });
    expect(
      ask('calls-pending', { customMetrics: [...gauge, running] }).map(({ pending }) => pending),
    ).toEqual([1, 2, 2.2]);
  });

  test('housekeeping is missed after a day, and not on the first', () => {
    const removed = (hoursAgo: number): Row => event('media.removed', hoursAgo * 60, { count: 2 });
    const purged = (hoursAgo: number): Row => event('history.purged', hoursAgo * 60, { count: 7 });
    const notRun = (rows: readonly Row[]): readonly unknown[] =>
      asked('housekeeping-missing', rows).map((row) => row.notRun);
    expect(notRun([removed(40), removed(1), purged(2)])).toEqual([0]);
    expect(notRun([removed(40), removed(1), purged(30)])).toEqual([1]);
    expect(notRun([...callOf('a', { at: 28 * 60 })])).toEqual([2]);
    expect(notRun([...callOf('a', { at: 60 })])).toEqual([]);
    expect(asked('housekeeping', [removed(40), removed(1), purged(2)])).toMatchObject([
      { event: 'ivr.history.purged', runs: 1, removed: 7 },
      { event: 'ivr.media.removed', runs: 2, removed: 4 },
    ]);
  });

  test('no calls is a row that says so', () => {
    expect(asked('no-calls', callOf('out', { direction: 'outgoing' }))).toEqual([{ calls: 0 }]);
  });
});

test.each(['a', 'g-a'])('one call is found by %s, with what only its operation knows', (id) => {
  const request = {
    timestamp: now - 9 * minute,
    itemType: 'request',
    name: 'notifications',
    operation_Id: 'op-1',
  };
  const customEvents = five.map((row) => ({ ...row, operation_Id: row === five[0] ? 'op-1' : '' }));
  const tables = {
    ...none,
    customEvents,
    requests: [
      { ...request, customDimensions: {} },
      { ...request, operation_Id: 'op-2', customDimensions: {} },
    ],
  };
  const query = (queries.get('one-call.kql') ?? '').replace('CALL-ID', id);
  const found = runQuery(query, tables, now);
  expect(found).toHaveLength(7);
  expect(found.map(({ name }) => name)).toEqual([
    'ivr.call.started',
    'ivr.call.answered',
    'ivr.node.entered',
    'ivr.node.entered',
    'ivr.node.entered',
    'notifications',
    'ivr.call.ended',
  ]);
});
