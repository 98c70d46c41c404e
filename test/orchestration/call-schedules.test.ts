import { callId, graphCallId, instant } from '../../src/call/index.ts';
import type { CallFacts, CallRecord, Party } from '../../src/call/index.ts';
import { bindFlow, loadFlow } from '../../src/flow/index.ts';
import {
  callOrchestrator,
  commandActivities,
  parseScheduleOrder,
  runCall,
  workOutSchedulesActivity,
  writeCallRecordActivity,
} from '../../src/orchestration/index.ts';
import { df, startProbeHost } from './probe-host.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});

const nobody: Party = { kind: 'withheld', id: null, phone: null, displayName: null, tenantId: null };

/** Turns every caller away: as busy where it is open, without a reason where it is not, `forbidden` after a failure. */
const flowAsking = (when: string) => {
  const document = {
    id: 'hours',
    version: '1.0.0',
    locale: 'en-GB',
    start: 'hours',
    on: { error: 'failed' },
    schedules: { office: { timeZone: 'Europe/London', weekly: { 'mon-sun': ['00:00-24:00'] } } },
    nodes: {
      hours: { type: 'branch', cases: [{ when, next: 'open' }], else: 'closed' },
      open: { type: 'reject', reason: 'busy' },
      closed: { type: 'reject', reason: 'none' },
      failed: { type: 'reject', reason: 'forbidden' },
    },
  };
  const options = { file: 'f', settings: () => undefined, missingSettings: 'refuse' } as const;
  const loaded = loadFlow(JSON.stringify(document), options);
  if (loaded.kind === 'problems') throw new Error(JSON.stringify(loaded.problems));
  return bindFlow(loaded.document, new Map());
};

async function call(when: string, workOut: (order: unknown) => unknown) {
  const orders: unknown[] = [];
  const reasons: string[] = [];
  const records: CallRecord[] = [];
  const probe = await startProbeHost(({ clock }) => {
    df.app.orchestration(callOrchestrator, runCall);
    for (const name of commandActivities) {
      df.app.activity(name, {
        handler: ({ command }: { command: { reason?: string } }) => {
          reasons.push(command.reason ?? '');
          return { at: instant(clock.now()), result: { kind: 'accepted', status: 202 } };
        },
      });
    }
    df.app.activity(workOutSchedulesActivity, {
      handler: (order: unknown) => {
        orders.push(order);
        return workOut(order);
      },
    });
    df.app.activity(writeCallRecordActivity, {
      handler: (record: CallRecord) => {
        records.push(record);
        return {};
      },
    });
  });
  const facts: CallFacts = {
    id: callId('in-1'),
    graphCallId: graphCallId('6b1f0c00-3a5d-4f0e-9d53-0c1c2a77e001'),
    direction: 'incoming',
    from: nobody,
    to: nobody,
    tenantId: 'b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928',
    callees: null,
    variables: {},
    startedAt: instant(probe.clock.now()),
  };
  const input = JSON.stringify({ call: facts, flow: flowAsking(when) });
  probe.host.durable.start({ name: callOrchestrator, instanceId: facts.id, input });
  await probe.finished(facts.id);
  await probe.host.close();
  return { orders, reasons, record: records[0], startedAt: facts.startedAt };
}

const open = (at: number) => ({
  hours: { office: { changes: [{ at, status: 'open' }], openings: [] } },
});

test('opening hours are worked out once, before the first node, over the longest call and an hour', async () => {
  const { orders, reasons, startedAt } = await call("schedule('office') == 'open'", () => open(0));
  expect(orders).toMatchObject([
    { from: startedAt, until: startedAt + 90 * 60_000, schedules: { hours: {} } },
  ]);
  expect(reasons).toEqual(['busy']);
  expect(parseScheduleOrder(orders[0])).toEqual(orders[0]);
});

test('a flow that asks for none costs no hop', async () => {
  const { orders, reasons } = await call('now == null', () => open(0));
  expect([orders, reasons]).toEqual([[], ['none']]);
});

test.each([
  [
    'fails',
    () => {
      throw new Error('out of memory');
    },
  ],
  ['gives back nothing', () => ({})],
  ['gives back nonsense', () => ({ hours: { office: { changes: 'open', openings: [] } } })],
])('O8: an activity that %s is the failure expression of whoever asks', async (_what, workOut) => {
  const { reasons, record } = await call("schedule('office') == 'open'", workOut);
  expect(reasons).toEqual(['forbidden']);
  expect(record?.transcript).toContainEqual(expect.objectContaining({ kind: 'failure', code: 'expression' }));
  expect(record?.endReason).not.toBe('defect');
});

test.each([
  null,
  {},
  { from: 0, until: 1, schedules: { hours: { office: { timeZone: 'UTC', weekly: [] } } } },
])('what is no order (%j) is refused', (value) => {
  expect(() => parseScheduleOrder(value)).toThrow('no order of schedules');
});
