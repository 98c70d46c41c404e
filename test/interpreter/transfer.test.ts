/** Section 2.1 of the flow language: a blind transfer and what Graph says of it. */
import { asked, endOf, entered, entriesOf, refuses, typedAhead } from '../support/observations.ts';
import { PureCall, placedAt } from '../support/pure-call.ts';
import type { GraphBehaviour } from '../support/pure-call.ts';
import { testCall, testFlow } from '../support/flows.ts';

const flow = testFlow({
  start: 'desk',
  targets: { desk: { user: 'a4b8e3d7-91c2-4f6a-b05e-3d7c2a1f8e33' } },
  on: { hangup: 'gone' },
  nodes: {
    desk: {
      type: 'transfer',
      to: 'desk',
      mode: 'blind',
      onBusy: 'busy',
      onNoAnswer: 'noAnswer',
      onFailed: 'failed',
    },
    busy: { type: 'hangup' },
    noAnswer: { type: 'hangup' },
    failed: { type: 'hangup' },
    gone: { type: 'hangup' },
  },
});
const calling = (graph: GraphBehaviour = {}): PureCall => new PureCall(flow, testCall(placedAt), graph);

/** Where the call went after the transfer, and what the transcript says of it. */
const verdict = (call: PureCall): readonly [string | undefined, string | undefined] => [
  entered(call)[1],
  entriesOf(call, 'transfer')[0]?.outcome,
];

describe('verdict', () => {
  it.each([
    ...[8539, 8540, 560486, 540486].map((subcode) => [500, subcode, 'busy'] as const),
    [486, 0, 'busy'] as const,
    ...[8541, 10057, 560408, 560480].map((subcode) => [500, subcode, 'noAnswer'] as const),
    [408, 0, 'noAnswer'] as const,
    [480, 0, 'noAnswer'] as const,
    ...[7000, 7700, 0, 560503].map((subcode) => [500, subcode, 'failed'] as const),
    [403, 7503, 'failed'] as const,
    [603, 0, 'failed'] as const,
  ])('%d/%d is %s', (code, subcode, outcome) => {
    const call = calling({ transfer: () => ({ code, subcode }) }).run();
    expect(verdict(call)).toEqual([outcome, outcome]);
    expect(endOf(call).end).toBe('completed');
  });

  it.each([
    [{ status: 486 }, 'busy'],
    [{ status: 500, subcode: 8541 }, 'noAnswer'],
    [{ status: 403, subcode: 7504 }, 'failed'],
  ])('a refused request: %o is %s', (failure, outcome) => {
    const call = calling({ result: refuses('transfer', failure) }).run();
    expect(verdict(call)).toEqual([outcome, outcome]);
  });

  it('that does not come within 90 s of the request is failed', () => {
    const call = calling({ transfer: () => 'silent' }).run();
    expect(verdict(call)).toEqual(['failed', 'failed']);
    expect(endOf(call).at).toBe(90_000);
  });

  it('of a request whose fate is unknown is waited for', () => {
    const failure = { code: 'graph' as const, status: 504, subcode: null, message: 'A gateway answered.' };
    const call = calling({
      result: ({ kind }) => (kind === 'transfer' ? { kind: 'unknown', failure } : null),
    });
    call.at(5_000, { kind: 'transferFailed', result: { code: 486, subcode: 0 } }).run();
    expect(verdict(call)).toEqual(['busy', 'busy']);
    expect(asked(call).filter((kind) => kind === 'transfer')).toHaveLength(1);
  });
});

describe('success', () => {
  it('ends the call transferred, with the target as its reason, and nothing more is asked of Graph', () => {
    const call = calling().run();
    expect(endOf(call)).toEqual({ end: 'transferred', reason: 'desk', at: 300 });
    expect(asked(call)).toEqual(['answer', 'subscribeToTone', 'transfer']);
    expect(entered(call)).toEqual(['desk']);
  });

  it('is also an accepted transfer after which the call just ends', () => {
    const call = calling({ transfer: () => 'silent' });
    call.at(400, { kind: 'transferProgress', stage: 'transferAccepted' }).hangUp(700).run();
    expect(endOf(call).end).toBe('transferred');
  });
});

it('an accepted transfer of which nothing more is heard for 90 s counts as done', () => {
  const call = calling({ transfer: () => 'silent' });
  call.at(400, { kind: 'transferProgress', stage: 'transferAccepted' }).run();
  expect(endOf(call)).toMatchObject({ end: 'transferred', reason: 'desk', at: 90_000 });
});

describe('the caller leaving before the verdict', () => {
  it('ends abandoned, after on.hangup', () => {
    const call = calling({ transfer: () => 'silent' });
    call.at(400, { kind: 'transferProgress', stage: 'transferring' }).hangUp(700).run();
    expect(verdict(call)).toEqual(['gone', 'abandoned']);
    expect(endOf(call).end).toBe('abandoned');
  });
});

it('keys during a transfer stay type-ahead', () => {
  const call = calling({ transfer: () => 'silent' })
    .press(100, '12#')
    .run(2_000);
  expect(typedAhead(call)).toBe('12#');
});
