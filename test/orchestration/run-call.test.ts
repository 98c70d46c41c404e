import * as fc from 'fast-check';
import { callId, flowHash, graphCallId, instant } from '../../src/call/index.ts';
import type {
  CallFacts,
  CallRecord,
  EventBatch,
  NotifiedEvent,
  Party,
  PerformedCommand,
} from '../../src/call/index.ts';
import { bindFlow, clipKey, loadFlow } from '../../src/flow/index.ts';
import type { BoundFlow } from '../../src/flow/index.ts';
import {
  callEvent,
  callOrchestration,
  callOrchestrator,
  commandActivities,
  runCall,
  writeCallRecordActivity,
} from '../../src/orchestration/index.ts';
import type { CommandInput, WatchCall } from '../../src/orchestration/index.ts';
import { mediaName, milliseconds } from '../../src/call/index.ts';
import { df, startProbeHost } from './probe-host.ts';
import type { ProbeHost } from './probe-host.ts';
import { share } from '../support/thoroughness.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});

const nobody: Party = { kind: 'withheld', id: null, phone: null, displayName: null, tenantId: null };
const hello = { kind: 'silence', length: milliseconds(1_000) } as const;

function flowOf(nodes: object, more: object = {}): BoundFlow {
  const [start] = Object.keys(nodes);
  const text = JSON.stringify({ id: 'tested', version: '1.0.0', locale: 'en-GB', start, nodes, ...more });
  const loaded = loadFlow(text, {
    file: 'tested.json',
    settings: () => undefined,
    missingSettings: 'refuse',
  });
  if (loaded.kind === 'problems') throw new Error(JSON.stringify(loaded.problems));
  const clip = { name: mediaName('a.wav'), length: milliseconds(1_000) };
  return bindFlow(loaded.document, new Map([[clipKey(hello), clip]]));
}

/** A menu whose key 1 hangs up; without a key it asks again, three times. */
const menu = flowOf({
  ask: { type: 'menu', play: [{ silence: '1s' }], choices: { '1': 'end' }, onExhausted: 'end' },
  end: { type: 'hangup', reason: 'asked' },
});

type Perform = (input: CommandInput, probe: Pick<ProbeHost, 'clock' | 'sleep'>) => Promise<PerformedCommand>;

const accept: Perform = async (_, { clock }) => ({
  at: instant(clock.now()),
  result: { kind: 'accepted', status: 200 },
});

/** A call on the embedded host: what Graph is asked, and which records are written. */
async function call(flow: BoundFlow, perform: Perform = accept, failingWrites = 0, watch?: WatchCall) {
  const asked: string[] = [];
  const records: CallRecord[] = [];
  let writes = 0;
  const probe = await startProbeHost((parts) => {
    df.app.orchestration(callOrchestrator, watch === undefined ? runCall : callOrchestration({ watch }));
    for (const name of commandActivities) {
      df.app.activity(name, {
        handler: (input: CommandInput) => {
          asked.push(input.command.kind);
          return perform(input, parts);
        },
      });
    }
    df.app.activity(writeCallRecordActivity, {
      handler: (record: CallRecord) => {
        writes += 1;
        if (writes <= failingWrites) throw new Error('queue unreachable');
        records.push(record);
        return {};
      },
    });
  });
  const start = probe.clock.now();
  const facts: CallFacts = {
    id: callId('in-1'),
    graphCallId: graphCallId('6b1f0c00-3a5d-4f0e-9d53-0c1c2a77e001'),
    direction: 'incoming',
    from: nobody,
    to: nobody,
    tenantId: 'b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928',
    callees: null,
    variables: {},
    startedAt: instant(start),
  };
  probe.host.durable.start({
    name: callOrchestrator,
    instanceId: facts.id,
    input: JSON.stringify({ call: facts, flow }),
  });
  let batches = 0;
  return {
    asked,
    records,
    clock: () => probe.clock.now() - start,
    /** Notified at `at`, in ms of the call; told of it `late` ms later. */
    notify: (at: number, event: NotifiedEvent, late = 0) => {
      batches += 1;
      const batch: EventBatch = { id: String(batches), receivedAt: instant(start + at), events: [event] };
      probe.raiseAt(start + at + late, facts.id, callEvent, batch);
    },
    raise: (at: number, data: unknown) => probe.raiseAt(start + at, facts.id, callEvent, data),
    end: async () => {
      const { status } = await probe.finished(facts.id);
      await probe.host.close();
      return status;
    },
  };
}

const callEnded: NotifiedEvent = {
  kind: 'callEnded',
  result: { code: 200, subcode: 4521 },
  transferred: false,
};

test('a call runs from its answer to its record', async () => {
  const one = await call(menu);
  one.notify(300, { kind: 'audioActive' });
  one.notify(600, { kind: 'tone', sequence: 1, key: '1' });
  one.notify(900, callEnded);
  expect(await one.end()).toBe('Completed');
  expect(one.asked).toEqual(['answer', 'subscribeToTone', 'playPrompt', 'deleteCall']);
  expect(one.records).toMatchObject([{ end: 'completed', endReason: 'asked', flow: { id: 'tested' } }]);
});

test('O13: who watches sees each step once, in order, however events fall into episodes', async () => {
  const seen: string[] = [];
  const one = await call(menu, accept, 0, (taken, event, { id }) => {
    seen.push(`${id} ${event?.kind ?? 'begin'} ${taken.commands.map(({ kind }) => kind).join(' ')}`.trim());
  });
  one.notify(300, { kind: 'audioActive' });
  // Two at once: the second waits for a wait of its own, and is no less new for that.
  one.notify(600, { kind: 'tone', sequence: 2, key: '7' });
  one.notify(600, { kind: 'tone', sequence: 1, key: '1' });
  one.notify(900, callEnded);
  await one.end();
  expect(seen).toEqual([
    'in-1 begin answer',
    'in-1 commandResult',
    'in-1 audioActive subscribeToTone',
    'in-1 commandResult playPrompt',
    'in-1 commandResult',
    'in-1 tone cancelMediaProcessing',
    'in-1 commandResult',
    'in-1 tone deleteCall',
    'in-1 commandResult',
  ]);
});

test('O3: a key stamped before its deadline counts, though it is told of later', async () => {
  const one = await call(menu);
  one.notify(300, { kind: 'audioActive' });
  // The prompt lasts 1 s; its end is never heard, so it counts as over 2 s later; 5 s for the first key.
  one.notify(8_290, { kind: 'tone', sequence: 1, key: '1' }, 200);
  one.notify(9_000, callEnded);
  await one.end();
  expect(one.records[0]?.transcript).toContainEqual(
    expect.objectContaining({ kind: 'input', outcome: 'filled' }),
  );
  expect(one.records[0]?.transcript).not.toContainEqual(expect.objectContaining({ outcome: 'noInput' }));
});

test('O6: a call that is over leaves no timer behind', async () => {
  const one = await call(menu);
  one.notify(300, { kind: 'audioActive' });
  one.notify(700, callEnded);
  expect(await one.end()).toBe('Completed');
  expect(one.clock()).toBeLessThan(2_000);
  expect(one.records).toMatchObject([{ end: 'abandoned' }]);
});

test('O8: an activity that fails is a result that nobody knows, and the call goes on', async () => {
  const one = await call(menu, async (input, parts) => {
    if (input.command.kind === 'subscribeToTone') throw new Error('out of memory');
    return accept(input, parts);
  });
  one.notify(300, { kind: 'audioActive' });
  one.notify(5_000, callEnded);
  expect(await one.end()).toBe('Completed');
  expect(one.asked).toContain('playPrompt');
  expect(one.records).toHaveLength(1);
});

test('O9: a flow that does not compile still ends the call, and is recorded', async () => {
  const broken = { document: { id: 'broken', version: '1.0.0' }, clips: {}, hash: flowHash('broken') };
  const one = await call(broken as unknown as BoundFlow);
  expect(await one.end()).toBe('Completed');
  expect(one.asked.sort()).toEqual(['deleteCall', 'reject']);
  const place = { flow: 'broken', node: '' };
  const message = expect.stringMatching(/^TypeError: Cannot convert undefined or null/);
  expect(one.records).toMatchObject([
    {
      end: 'failed',
      endReason: 'defect',
      flow: { id: 'broken', version: '1.0.0', hash: 'broken' },
      transcript: [
        { ...place, kind: 'failure', code: 'defect', subcode: null, message },
        { ...place, kind: 'end', end: 'failed', reason: 'defect' },
      ],
    },
  ]);
});

test.each([null, 'flow', { document: { id: 'broken' } }])(
  'O9: a call that was started with %j for a flow is ended and recorded',
  async (flow) => {
    const one = await call(flow as unknown as BoundFlow);
    expect(await one.end()).toBe('Completed');
    expect(one.asked.sort()).toEqual(['deleteCall', 'reject']);
    expect(one.records).toMatchObject([{ endReason: 'defect', flow: { id: 'unknown', version: '0.0.0' } }]);
  },
);

test.each([null, 7, {}, { call: { id: 'in-1' }, flow: menu }])(
  'what is started with %j is no call: the instance fails, and says why',
  async (input) => {
    const probe = await startProbeHost(() => {
      df.app.orchestration(callOrchestrator, runCall);
    });
    probe.host.durable.start({ name: callOrchestrator, instanceId: 'x', input: JSON.stringify(input) });
    const { status, output } = await probe.finished('x');
    await probe.host.close();
    expect(status).toBe('Failed');
    expect(output).toContain('What was given is no call.');
  },
);

test('O9: the commands of the clean-up run whatever becomes of each other', async () => {
  const broken = { document: { id: 'broken', version: '1.0.0' }, clips: {}, hash: flowHash('broken') };
  const one = await call(broken as unknown as BoundFlow, async (input, parts) => {
    if (input.command.kind === 'reject') throw new Error('down');
    await parts.sleep(500);
    return accept(input, parts);
  });
  expect(await one.end()).toBe('Completed');
  expect(one.asked).toHaveLength(2);
  expect(one.clock()).toBeGreaterThanOrEqual(500);
  expect(one.records).toHaveLength(1);
});

test('O9: the record is written once, after the queue has been away', async () => {
  const one = await call(flowOf({ no: { type: 'reject', reason: 'busy' } }), accept, 4);
  one.notify(100, callEnded);
  expect(await one.end()).toBe('Completed');
  expect(one.asked).toEqual(['reject']);
  expect(one.records).toMatchObject([{ end: 'rejected' }]);
});

const wrongEvents: readonly unknown[] = [
  null,
  'hello',
  {},
  { id: 1, receivedAt: 0, events: [] },
  { id: 'x', receivedAt: 1e300, events: [callEnded] },
  { id: 'x', receivedAt: 8e15, events: [callEnded] },
  { id: 'x', receivedAt: -1, events: [callEnded] },
  { id: 'x', receivedAt: 0.5, events: [callEnded] },
  { id: 'x', receivedAt: 0, events: callEnded },
  { id: 'x', receivedAt: 0, events: [{ kind: 'nonsense' }] },
  { id: 'x', receivedAt: 0, events: [{ kind: 'constructor' }] },
  { id: 'x', receivedAt: 0, events: [{ kind: 'transferFailed' }] },
  { id: 'x', receivedAt: 0, events: [{ kind: 'tone', key: '1' }] },
  { id: 'x', receivedAt: 0, events: [{ kind: 'tone', sequence: 1, key: 'a' }] },
  { id: 'x', receivedAt: 0, events: [{ kind: 'callEnded', result: 7, transferred: 'no' }] },
];

test.each(wrongEvents)('O11: an event that is none of ours (%j) changes nothing', async (data) => {
  const one = await call(menu);
  one.raise(600, data);
  one.notify(300, { kind: 'audioActive' });
  one.notify(700, callEnded);
  expect(await one.end()).toBe('Completed');
  expect(one.records).toMatchObject([{ end: 'abandoned', endReason: null }]);
  expect(one.records[0]?.transcript.map(({ kind }) => kind)).not.toContain('key');
  expect(one.clock()).toBeLessThan(2_000);
});

test('O11: of a batch only what is no event is dropped', async () => {
  const one = await call(menu);
  const start = { kind: 'audioActive' };
  one.raise(300, { id: 'x', receivedAt: 0, events: [{ kind: 'nonsense' }, start, null] });
  one.notify(900, callEnded);
  expect(await one.end()).toBe('Completed');
  expect(one.asked).toContain('playPrompt');
});

/** JSON of any form, and batches that are nearly right: each member is, or is anything. */
const anyEvent = fc.record({
  kind: fc.constantFrom(
    'audioActive',
    'tone',
    'operationEnded',
    'transferProgress',
    'transferFailed',
    'callEnded',
    'hangupRequested',
    'external',
  ),
  ...Object.fromEntries(
    ['sequence', 'key', 'operation', 'succeeded', 'result', 'stage', 'transferred', 'name', 'data'].map(
      (member) => [member, fc.oneof(fc.jsonValue(), fc.constantFrom(1, '1', true, null))],
    ),
  ),
});
const anyBatch = fc.record({
  id: fc.oneof(fc.string(), fc.jsonValue()),
  receivedAt: fc.oneof(fc.double(), fc.integer(), fc.maxSafeInteger()),
  events: fc.array(fc.oneof(anyEvent, fc.jsonValue()), { maxLength: 5 }),
});

test('O11: whatever is raised as the event, the call goes on to its end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(anyBatch, fc.jsonValue()), { maxLength: 8 }), async (raised) => {
      const one = await call(menu);
      one.notify(300, { kind: 'audioActive' });
      raised.forEach((data, index) => one.raise(400 + index * 50, data));
      one.notify(60_000, callEnded);
      expect(await one.end()).toBe('Completed');
      expect(one.records).toHaveLength(1);
      expect(one.records[0]?.endReason).not.toBe('defect');
    }),
    { numRuns: share(150) },
  );
}, 60_000);
