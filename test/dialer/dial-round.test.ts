/** One round of the dialer: what it does to each message, which calls are due, and how long it rests. */
import { callId, instant, milliseconds } from '../../src/call/index.ts';
import type { Instant, JsonValue } from '../../src/call/index.ts';
import { outboundCalls } from '../../src/call-control/index.ts';
import type { StoredCall } from '../../src/call-control/index.ts';
import { dialerRound } from '../../src/dialer/index.ts';
import type { DialerState } from '../../src/dialer/index.ts';
import type { TakenCall } from '../../src/dialer/waiting-line.ts';
import { boundTestFlow } from '../support/flows.ts';

const user = 'a4b8e3d7-91c2-4f6a-b05e-3d7c2a1f8e33';
const flow = boundTestFlow({ id: 'short', start: 'bye', nodes: { bye: { type: 'hangup' } } });
const home = { tenantId: user, appId: user, instanceId: null };
const now = instant(Date.UTC(2026, 2, 2, 9));
const second = 1_000;

const receipt = (message: string, popReceipt = 'new') => ({ id: message, popReceipt, blob: null });

interface Round {
  readonly state?: Partial<DialerState>;
  /** What the store has: by the id of a call, how it is. */
  readonly calls?: Readonly<Record<string, StoredCall>>;
  readonly taken?: readonly TakenCall[];
  readonly concurrent?: number;
  readonly perMinute?: number;
  /** More waits in the line than was taken. */
  readonly moreWaits?: boolean;
  /** Somebody else has every message by now. */
  readonly isLost?: boolean;
  /** Somebody has hung up for good. */
  readonly isCancelled?: boolean;
}

async function looked({
  state = {},
  calls = {},
  taken = [],
  concurrent = 2,
  perMinute = 600,
  moreWaits = false,
  isLost = false,
  isCancelled = false,
}: Round) {
  const moves: string[] = [];
  const logged: string[] = [];
  let asked = 0;
  const look = dialerRound({
    calls: outboundCalls({ flows: new Map([['short', flow]]), home, clock: () => now }),
    line: {
      put: () => Promise.reject(new Error('not asked for')),
      take: (count, hiddenFor) => {
        asked = count;
        expect(hiddenFor).toBe(120 * second);
        return Promise.resolve(taken);
      },
      hide: ({ id }, length) => {
        moves.push(`hide ${id} for ${length / second} s`);
        return Promise.resolve(isLost ? null : receipt(id, 'renewed'));
      },
      remove: ({ id }) => {
        moves.push(`remove ${id}`);
        return Promise.resolve();
      },
      hasCalls: () => Promise.resolve(moreWaits),
    },
    limits: { concurrent, perMinute },
    writeDeadLetter: ({ queue, code, reason, original }) => {
      expect([queue, reason]).toEqual(['ivr-outbound-waiting', expect.stringContaining(' ')]);
      moves.push(`bury ${code} ${JSON.stringify(original)}`);
      return Promise.resolve();
    },
    clock: () => now,
    log: (_level, event, fields) => logged.push([event, ...Object.values(fields)].join(' ')),
  });
  const round = await look(
    { lastStartAt: null, running: [], nextTryAt: null, ...state },
    { find: (id) => Promise.resolve(calls[id] ?? null), isCancelled: () => Promise.resolve(isCancelled) },
  );
  return {
    moves,
    logged,
    asked,
    due: round.due.map(({ dialled }) => `${dialled.callId} try ${dialled.attempt} by ${dialled.receipt?.id}`),
    running: round.state.running.map(
      ({ callId: id, attempt, receipt: held, hiddenUntil }) =>
        `${id} try ${attempt} by ${held === null ? 'nothing' : `${held.id} ${held.popReceipt}`} for ${(hiddenUntil - now) / second} s`,
    ),
    nextTryIn: round.state.nextTryAt === null ? null : (round.state.nextTryAt - now) / second,
    lastStartAt: round.state.lastStartAt,
    pause: round.pause === null ? null : round.pause / second,
  };
}

const stored = (
  state: StoredCall['state'],
  endReason: string | null,
  endedAt: Instant | null,
): StoredCall => ({
  callId: 'any',
  flow: 'short',
  state,
  startedAt: new Date(now - 60 * second).toISOString(),
  endedAt: endedAt === null ? null : new Date(endedAt).toISOString(),
  record: null,
  outcome: state === 'active' ? null : { end: endReason === null ? 'completed' : 'notAnswered', endReason },
});
const active = stored('active', null, null);
const taken = stored('ended', null, now);
const busy = (secondsAgo: number) => stored('ended', 'busy', instant(now - secondsAgo * second));

const waiting = (
  message: string,
  call = 'out-1',
  {
    receptions = 1,
    request = {},
  }: { receptions?: number; request?: Readonly<Record<string, JsonValue>> } = {},
): TakenCall => {
  const asks = { flow: 'short', to: { user }, ...request };
  return {
    call: { callId: callId(call), request: asks },
    original: `original of ${message}`,
    receipt: receipt(message),
    receptions,
  };
};
const retried = { request: { retry: { after: ['1m'] } } };

const plan = { after: [milliseconds(60 * second)], on: ['busy' as const] };
const dialled = (
  message: string | null,
  hiddenFor = 120,
  more: Partial<DialerState['running'][number]> = {},
) => ({
  callId: callId('out-1'),
  attempt: 1,
  plan: null,
  receipt: message === null ? null : receipt(message, 'old'),
  hiddenUntil: instant(now + hiddenFor * second),
  ...more,
});

const nothing = { moves: [], logged: [], due: [], running: [], nextTryIn: null, pause: null };

test.each<[string, Round, Partial<Awaited<ReturnType<typeof looked>>>]>([
  ['nothing to do: it ends', {}, { ...nothing, asked: 2, lastStartAt: null }],

  [
    'a call that goes on keeps its message',
    { state: { running: [dialled('m1', 61)] }, calls: { 'out-1': active } },
    { ...nothing, asked: 1, running: ['out-1 try 1 by m1 old for 61 s'], pause: 1 },
  ],
  [
    'a request that somebody has hung up for good gets no further try',
    { taken: [waiting('m1', 'out-1', retried)], calls: { 'out-1': busy(60) }, isCancelled: true },
    { ...nothing, moves: ['remove m1'] },
  ],
  [
    'nor one whose next try is to come',
    { taken: [waiting('m1', 'out-1', retried)], calls: { 'out-1': busy(1) }, isCancelled: true },
    { ...nothing, moves: ['remove m1'] },
  ],
  [
    'but a try that goes on is watched to its end',
    { taken: [waiting('m1')], calls: { 'out-1': active }, isCancelled: true },
    { ...nothing, running: ['out-1 try 1 by m1 new for 120 s'], pause: 1 },
  ],
  [
    'its lease is renewed when half of it is over',
    { state: { running: [dialled('m1', 60)] }, calls: { 'out-1': active } },
    { ...nothing, moves: ['hide m1 for 120 s'], running: ['out-1 try 1 by m1 renewed for 120 s'], pause: 1 },
  ],
  [
    'a receipt that is lost leaves the call its place',
    { state: { running: [dialled('m1', 60)] }, calls: { 'out-1': active }, isLost: true },
    { ...nothing, moves: ['hide m1 for 120 s'], running: ['out-1 try 1 by nothing for 120 s'], pause: 1 },
  ],
  [
    'without a receipt nothing is renewed',
    { state: { running: [dialled(null, 0)] }, calls: { 'out-1': active } },
    { ...nothing, running: ['out-1 try 1 by nothing for 0 s'], pause: 1 },
  ],

  [
    'a call that was not made is found again at once',
    { state: { running: [dialled('m1')] } },
    { ...nothing, moves: ['hide m1 for 0 s'] },
  ],
  ['also one whose receipt is lost', { state: { running: [dialled(null)] } }, nothing],
  [
    'a call that somebody took is done with',
    { state: { running: [dialled('m1', 120, { plan })] }, calls: { 'out-1': taken } },
    { ...nothing, asked: 2, moves: ['remove m1'] },
  ],
  [
    'the next try waits for its time',
    { state: { running: [dialled('m1', 120, { plan })] }, calls: { 'out-1': busy(15) } },
    { ...nothing, moves: ['hide m1 for 45 s'], nextTryIn: 45, pause: 30 },
  ],
  [
    'after the last try there is none',
    { state: { running: [dialled('m1', 120, { plan, attempt: 2 })] }, calls: { 'out-1-try-2': busy(0) } },
    { ...nothing, moves: ['remove m1'], logged: ['ivr.outbound.tried_last out-1 2'] },
  ],
  [
    'a try that is over is not put off by a receipt that is lost',
    { state: { running: [dialled(null, 120, { plan })] }, calls: { 'out-1': busy(15) } },
    nothing,
  ],

  [
    'what waits is due',
    { taken: [waiting('m1')] },
    { ...nothing, due: ['out-1 try 1 by m1'], lastStartAt: now, pause: 1 },
  ],
  [
    'so is the next try, when its time has come',
    { taken: [waiting('m1', 'out-1', retried)], calls: { 'out-1': busy(60) } },
    { ...nothing, due: ['out-1 try 2 by m1'], logged: ['ivr.outbound.retried out-1 2'], pause: 1 },
  ],
  [
    'one that is not due is put off',
    { taken: [waiting('m1', 'out-1', retried)], calls: { 'out-1': busy(59) } },
    { ...nothing, moves: ['hide m1 for 1 s'], nextTryIn: 1, pause: 1 },
  ],
  [
    'of several the earliest counts',
    {
      state: { nextTryAt: instant(now + 20 * second) },
      taken: [waiting('m1', 'out-1', retried), waiting('m2', 'out-2', retried)],
      calls: { 'out-1': busy(30), 'out-2': busy(50) },
    },
    { ...nothing, moves: ['hide m1 for 30 s', 'hide m2 for 10 s'], nextTryIn: 10, pause: 10 },
  ],
  [
    'one that is done is removed',
    { taken: [waiting('m1')], calls: { 'out-1': taken } },
    { ...nothing, moves: ['remove m1'] },
  ],
  [
    'one that goes on, and nobody knew of, takes a place',
    { taken: [waiting('m1')], calls: { 'out-1': active } },
    { ...nothing, running: ['out-1 try 1 by m1 new for 120 s'], pause: 1 },
  ],

  [
    'the message of a call that goes on comes back to it',
    { state: { running: [dialled(null)] }, taken: [waiting('m1')], calls: { 'out-1': active } },
    { ...nothing, running: ['out-1 try 1 by m1 new for 120 s'], pause: 1 },
  ],
  [
    'also where the dialer believed that it had it',
    { state: { running: [dialled('m1')] }, taken: [waiting('m1')], calls: { 'out-1': active } },
    { ...nothing, running: ['out-1 try 1 by m1 new for 120 s'], pause: 1 },
  ],
  [
    'a second message of a call that goes on is removed, and the first stays',
    { state: { running: [dialled('m1')] }, taken: [waiting('m2')], calls: { 'out-1': active } },
    { ...nothing, moves: ['remove m2'], running: ['out-1 try 1 by m1 old for 120 s'], pause: 1 },
  ],
  [
    'it takes the place of one that is lost in this round',
    {
      state: { running: [dialled('m1', 60)] },
      taken: [waiting('m2')],
      calls: { 'out-1': active },
      isLost: true,
    },
    { ...nothing, moves: ['hide m1 for 120 s'], running: ['out-1 try 1 by m2 new for 120 s'], pause: 1 },
  ],
  [
    'of two messages of a call that is due one is removed',
    { taken: [waiting('m1'), waiting('m2')] },
    { ...nothing, moves: ['remove m2'], due: ['out-1 try 1 by m1'], pause: 1 },
  ],

  [
    'what is no call is buried',
    { taken: [{ ...waiting('m1'), call: null }] },
    { ...nothing, moves: ['bury CALL-NOT-STARTED "original of m1"', 'remove m1'] },
  ],
  [
    'so is a flow that is gone',
    { taken: [waiting('m1', 'out-1', { request: { flow: 'gone' } })] },
    { ...nothing, moves: ['bury FLOW-UNKNOWN "original of m1"', 'remove m1'] },
  ],
  [
    'and what does not fit its flow',
    { taken: [waiting('m1', 'out-1', { request: { variables: { a: 1 } } })] },
    { ...nothing, moves: ['bury CALL-NOT-STARTED "original of m1"', 'remove m1'] },
  ],
  [
    'fifty receptions are borne',
    { taken: [waiting('m1', 'out-1', { receptions: 50 })] },
    { ...nothing, due: ['out-1 try 1 by m1'], pause: 1 },
  ],
  [
    'fifty-one are not',
    { taken: [waiting('m1', 'out-1', { receptions: 51 })] },
    { ...nothing, moves: ['bury CALL-NOT-STARTED "original of m1"', 'remove m1'] },
  ],

  [
    'no place is free: nothing is taken',
    { state: { running: [dialled('m1')] }, calls: { 'out-1': active }, concurrent: 1 },
    { asked: 0, pause: 1 },
  ],
  [
    'the dialer is stopped: it ends, whatever waits',
    { concurrent: 0, moreWaits: true, state: { nextTryAt: instant(now + second) } },
    { asked: 0, pause: null },
  ],
  [
    'more waits: it goes on when the limit lets it',
    { state: { lastStartAt: instant(now - 3 * second) }, perMinute: 6, moreWaits: true },
    { asked: 0, pause: 7 },
  ],
  ['more waits, and none was made yet', { moreWaits: true }, { pause: 1 }],
  [
    'a try that is due within a minute is waited for',
    { state: { nextTryAt: instant(now + 60 * second) } },
    { nextTryIn: 60, pause: 30 },
  ],
  [
    'for a later one it is woken',
    { state: { nextTryAt: instant(now + 61 * second) } },
    { nextTryIn: 61, pause: null },
  ],
  [
    'what was due may be found a little later: a queue hides for whole seconds',
    { state: { nextTryAt: now } },
    { nextTryIn: 0, pause: 1 },
  ],
  [
    'and then is no more to come',
    { state: { nextTryAt: instant(now - 3 * second) } },
    { nextTryIn: null, pause: null },
  ],
])('%s', async (_what, round, expected) => {
  expect(await looked(round)).toMatchObject(expected);
});

test('a try is put off for a week at most: so long the service hides a message', async () => {
  const late = { request: { retry: { after: ['6d'] } } };
  const ended = stored('ended', 'busy', instant(now + 2 * 86_400 * second));
  expect((await looked({ taken: [waiting('m1', 'out-1', late)], calls: { 'out-1': ended } })).moves).toEqual([
    `hide m1 for ${7 * 86_400} s`,
  ]);
});
