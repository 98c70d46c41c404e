/** Messages of `ivr-outbound-calls`: put into the waiting line, or to the dead letters with the reason. */
import { instant } from '../../src/call/index.ts';
import type { JsonValue } from '../../src/call/index.ts';
import { outboundCalls } from '../../src/call-control/index.ts';
import type { WaitingCall } from '../../src/call-control/index.ts';
import { buryPoison, deadLetterWriter, queuedCallAcceptor } from '../../src/dialer/index.ts';
import { boundTestFlow } from '../support/flows.ts';

const user = 'a4b8e3d7-91c2-4f6a-b05e-3d7c2a1f8e33';
const flow = boundTestFlow({ id: 'short', start: 'bye', nodes: { bye: { type: 'hangup' } } });
const call = { flow: 'short', to: { user } };

function accepting(put: (call: WaitingCall) => Promise<void> = () => Promise.resolve()) {
  const waiting: WaitingCall[] = [];
  const dead: unknown[] = [];
  const logged: unknown[] = [];
  let woken = 0;
  const clock = () => instant(Date.UTC(2026, 2, 2, 9));
  const writeDeadLetter = deadLetterWriter({
    queues: {
      send: (queue, letter, terms) => {
        dead.push({ to: queue, letter, terms });
        return Promise.resolve();
      },
    },
    messages: { fit: (_name, message) => Promise.resolve(message) },
    clock,
    newId: () => 'x',
    log: (level, event, fields) => logged.push({ level, event, ...fields }),
  });
  const home = { tenantId: user, appId: user, instanceId: null };
  const accept = queuedCallAcceptor({
    calls: outboundCalls({ flows: new Map([['short', flow]]), home, clock }),
    line: {
      put: async (taken) => {
        await put(taken);
        waiting.push(taken);
      },
    },
    messages: {
      whole: (message: JsonValue) =>
        Promise.resolve(JSON.stringify(message) === '{"blob":"messages/gone.json"}' ? undefined : message),
    },
    writeDeadLetter,
  });
  const take = (body: unknown, receptions = 1, id = 'm-1') =>
    accept({ id, body, receptions }, () => {
      woken += 1;
      return Promise.resolve();
    });
  return { waiting, dead, logged, writeDeadLetter, take, woken: () => woken };
}

test('a call is put into the line as it came, and the dialer is woken', async () => {
  const { waiting, take, woken, dead } = accepting();
  await take({ ...call, requestId: 'r' });
  expect(waiting).toEqual([
    { callId: expect.stringMatching(/^out-[0-9a-f]{32}$/) as string, request: { ...call, requestId: 'r' } },
  ]);
  expect([woken(), dead]).toEqual([1, []]);
});

test('SD1: a message that is handed out twice asks for one call, two messages for two', async () => {
  const { waiting, take } = accepting();
  await take(call, 1, 'm-1');
  await take(call, 2, 'm-1');
  await take(call, 1, 'm-2');
  const [first, again, other] = waiting.map(({ callId }) => callId);
  expect(again).toBe(first);
  expect(other).not.toBe(first);
});

test.each<[string, unknown, string, RegExp]>([
  ['no JSON', '{"flow":', 'CALL-REQUEST-INVALID', /the body/],
  ['nothing', null, 'CALL-REQUEST-INVALID', /the body/],
  ['a flow that is not there', { ...call, flow: 'nope' }, 'FLOW-UNKNOWN', /"nope"/],
  ['nobody to call', { flow: 'short' }, 'CALL-REQUEST-INVALID', /"to" is missing/],
  ['a blob that is not there', { blob: 'messages/gone.json' }, 'CALL-REQUEST-INVALID', /IvrMedia/],
])('%s is a dead letter, with the reason and as it came', async (_what, body, code, reason) => {
  const { waiting, dead, take, woken, logged } = accepting();
  await take(body);
  expect(dead).toEqual([
    {
      to: 'ivr-dead-letters',
      letter: {
        at: '2026-03-02T09:00:00.000Z',
        queue: 'ivr-outbound-calls',
        code,
        reason: expect.stringMatching(reason) as string,
        original: body,
      },
      terms: { neverExpires: true },
    },
  ]);
  expect([waiting, woken()]).toEqual([[], 0]);
  expect(logged).toEqual([{ level: 'error', event: 'ivr.dead_letter', queue: 'ivr-outbound-calls', code }]);
});

test('a message that is nested too deeply is a dead letter, and not a process that dies of it', async () => {
  const deep: unknown = JSON.parse(
    `{"flow":"short","variables":{"j":${'['.repeat(9_000)}${']'.repeat(9_000)}}}`,
  );
  const { dead, take, writeDeadLetter } = accepting();
  await take(deep);
  await buryPoison({ id: 'm', body: deep, receptions: 5 }, writeDeadLetter);
  expect(dead).toMatchObject([
    { letter: { code: 'CALL-REQUEST-INVALID', original: 'too deeply nested to be shown' } },
    { letter: { code: 'CALL-NOT-QUEUED', original: 'too deeply nested to be shown' } },
  ]);
});

test('where the line is away the message is handed out again, and is a dead letter after five times', async () => {
  const { take, dead } = accepting(() => Promise.reject(new Error('The queue is away.')));
  for (const receptions of [1, 2, 3, 4])
    await expect(take(call, receptions)).rejects.toThrow('The queue is away.');
  expect(dead).toEqual([]);
  await take(call, 5);
  expect(dead).toMatchObject([
    {
      letter: {
        code: 'CALL-NOT-QUEUED',
        original: call,
        reason: expect.stringContaining('5 tries: The queue is away.') as string,
      },
    },
  ]);
});

test('what the host has given up is a dead letter too', async () => {
  const { dead, writeDeadLetter } = accepting();
  await buryPoison({ id: 'm', body: call, receptions: 1 }, writeDeadLetter);
  expect(dead).toMatchObject([{ letter: { code: 'CALL-NOT-QUEUED', original: call } }]);
});
