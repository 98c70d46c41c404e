/** When a call that nobody took is made again. */
import { milliseconds } from '../../src/call/index.ts';
import type { RetryPlan, StoredCall } from '../../src/call-control/index.ts';
import { nextTry } from '../../src/dialer/retry-rule.ts';

const plan: RetryPlan = { after: [milliseconds(60_000), milliseconds(3_600_000)], on: ['busy', 'noAnswer'] };
const endedAt = '2026-03-02T09:00:00.000Z';

const ended = (end: string, endReason: string | null): StoredCall => ({
  callId: 'out-1',
  flow: 'short',
  state: 'ended',
  startedAt: endedAt,
  endedAt,
  record: null,
  outcome: { end, endReason },
});

test('after the n-th try as long as the n-th pause says, counted from its end', () => {
  const busy = ended('notAnswered', 'busy');
  expect(nextTry(plan, 1, busy)).toEqual({ kind: 'due', at: Date.parse(endedAt) + 60_000 });
  expect(nextTry(plan, 2, busy)).toEqual({ kind: 'due', at: Date.parse(endedAt) + 3_600_000 });
  expect(nextTry(plan, 3, busy)).toEqual({ kind: 'usedUp' });
});

test.each([
  ['that somebody took', ended('completed', 'said')],
  ['that was declined', ended('notAnswered', 'failed')],
  ['that was hung up while it rang', ended('completed', 'requested')],
  ['that failed', ended('failed', 'graph')],
  ['without a record', { ...ended('', null), outcome: null }],
])('a call %s is not made again', (_which, call) => {
  expect(nextTry(plan, 1, call)).toEqual({ kind: 'none' });
});

test('only what the plan names is made again, and nothing without a plan', () => {
  const noAnswer = ended('notAnswered', 'noAnswer');
  expect(nextTry({ ...plan, on: ['busy'] }, 1, noAnswer)).toEqual({ kind: 'none' });
  expect(nextTry(null, 1, noAnswer)).toEqual({ kind: 'none' });
});
