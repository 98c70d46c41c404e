/** The body of `POST /api/calls`, and of a message in `ivr-outbound-calls`. */
import { applicationInstanceId, instant } from '../../src/call/index.ts';
import { outboundCallId, outboundCalls } from '../../src/call-control/index.ts';
import type { CallsStore, OutboundHome } from '../../src/call-control/index.ts';
import type { CallInput } from '../../src/orchestration/index.ts';
import { boundTestFlow } from '../support/flows.ts';

const user = 'a4b8e3d7-91c2-4f6a-b05e-3d7c2a1f8e33';
const instance = '550fae72-d251-43ec-868c-373732c2704f';
const home: OutboundHome = {
  tenantId: 'b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928',
  appId: '5f1d2c3b-4a59-4e68-9d77-86a5b4c3d2e1',
  instanceId: null,
};
const reminder = boundTestFlow({
  id: 'reminder',
  start: 'say',
  variables: { name: { type: 'string', default: 'you' }, tries: { type: 'number' } },
  nodes: { say: { type: 'prompt', play: [{ audio: 'hello.wav' }], next: 'bye' }, bye: { type: 'hangup' } },
});
const briefing = boundTestFlow({
  id: 'briefing',
  start: 'enter',
  nodes: { enter: { type: 'join', joinId: '320 951 876', next: 'bye' }, bye: { type: 'hangup' } },
});
const flows = new Map([reminder, briefing].map((flow) => [flow.document.id, flow]));

/** What was started, by id; one that exists is left as it is. */
function started(at: OutboundHome = home) {
  const calls = new Map<string, CallInput>();
  const store: CallsStore = {
    start: (id, input) => {
      if (calls.has(id)) return Promise.resolve('exists');
      calls.set(id, input);
      return Promise.resolve('started');
    },
    raise: () => Promise.resolve('unknown'),
    cancel: () => Promise.resolve(),
    isCancelled: () => Promise.resolve(false),
    find: () => Promise.resolve(null),
    list: () => Promise.resolve([]),
  };
  let last = 0;
  const newId = () => String((last += 1));
  const outbound = outboundCalls({ flows, home: at, clock: () => instant(1_000) });
  const start = async (body: unknown) => {
    const checked = outbound.check(body);
    if (checked.kind !== 'ok') return checked;
    const id = outboundCallId(checked.request.requestId, newId);
    return { kind: await outbound.start(id, checked, store), callId: id };
  };
  return { calls, start };
}

test('a user is called in the name of the app', async () => {
  const { calls, start } = started();
  expect(await start({ flow: 'reminder', to: { user } })).toEqual({ kind: 'started', callId: 'out-1' });
  expect(calls.get('out-1')?.call).toEqual({
    id: 'out-1',
    graphCallId: null,
    direction: 'outgoing',
    tenantId: home.tenantId,
    startedAt: 1_000,
    from: { kind: 'application', id: home.appId, phone: null, displayName: null, tenantId: null },
    to: { kind: 'user', id: user, phone: null, displayName: null, tenantId: null },
    callees: { targets: [{ kind: 'user', id: user }], from: null },
    variables: {},
  });
});

test('a phone is called by an application instance: the one that is given, else the one of the settings', async () => {
  const given = started();
  await given.start({ flow: 'reminder', to: { phone: '+442079460000' }, from: instance });
  expect(given.calls.get('out-1')?.call).toMatchObject({
    from: { kind: 'applicationInstance', id: instance },
    to: { kind: 'phone', phone: '+442079460000' },
    callees: { targets: [{ kind: 'phone', number: '+442079460000' }], from: instance },
  });
  const usual = started({ ...home, instanceId: applicationInstanceId(instance) });
  await usual.start({ flow: 'reminder', to: { phone: '+442079460000' } });
  expect(usual.calls.get('out-1')?.call.callees?.from).toBe(instance);
});

test('several users are called at once', async () => {
  const { calls, start } = started();
  await start({ flow: 'reminder', to: [{ user }, { applicationInstance: instance }] });
  expect(calls.get('out-1')?.call.callees?.targets).toHaveLength(2);
});

test('a flow that joins a meeting calls nobody', async () => {
  const { calls, start } = started();
  await start({ flow: 'briefing' });
  expect(calls.get('out-1')?.call).toMatchObject({ callees: null, to: { kind: 'withheld' } });
});

test('variables begin with what is given, and the flow of others stays as it is', async () => {
  const { calls, start } = started();
  await start({ flow: 'reminder', to: { user }, variables: { name: 'Ada' } });
  await start({ flow: 'reminder', to: { user } });
  const begun = [...calls.values()];
  expect(begun.map(({ call }) => call.variables)).toEqual([{ name: 'Ada' }, {}]);
  expect(begun.map(({ flow }) => flow.hash)).toEqual([reminder.hash, reminder.hash]);
});

test('the same requestId starts one call, another one another', async () => {
  const { calls, start } = started();
  const body = { flow: 'reminder', to: { user }, requestId: 'order 4711/reminder' };
  const first = await start(body);
  expect(first.kind).toBe('started');
  expect(await start(body)).toEqual({ ...first, kind: 'exists' });
  expect((await start({ ...body, requestId: 'order 4712/reminder' })).kind).toBe('started');
  expect([...calls.keys()]).toHaveLength(2);
  for (const id of calls.keys()) expect(id).toMatch(/^out-[0-9a-f]{32}$/);
});

test.each<[unknown, string, RegExp]>([
  [null, 'CALL-REQUEST-INVALID', /the body/],
  [{ to: { user } }, 'CALL-REQUEST-INVALID', /^flow/],
  [{ flow: 'nothing', to: { user } }, 'FLOW-UNKNOWN', /"nothing"/],
  [{ flow: 'reminder' }, 'CALL-REQUEST-INVALID', /"to" is missing/],
  [{ flow: 'briefing', to: { user } }, 'CALL-REQUEST-INVALID', /left out/],
  [{ flow: 'reminder', to: { user: 'ada@contoso.com' } }, 'CALL-REQUEST-INVALID', /^to/],
  [{ flow: 'reminder', to: { phone: '0044' } }, 'CALL-REQUEST-INVALID', /^to/],
  [{ flow: 'reminder', to: [] }, 'CALL-REQUEST-INVALID', /^to/],
  [
    { flow: 'reminder', to: Array.from({ length: 6 }, () => ({ user })) },
    'CALL-REQUEST-INVALID',
    /5 at most/,
  ],
  [{ flow: 'reminder', to: { phone: '+442079460000' } }, 'CALL-REQUEST-INVALID', /OUTBOUND_INSTANCE_ID/],
  [
    { flow: 'reminder', to: [{ user }, { phone: '+442079460000' }], from: instance },
    'CALL-REQUEST-INVALID',
    /a phone is called alone/,
  ],
  [{ flow: 'reminder', to: { user }, variables: { nome: 'Ada' } }, 'CALL-REQUEST-INVALID', /nome/],
  [{ flow: 'reminder', to: { user }, variables: { tries: 'many' } }, 'CALL-REQUEST-INVALID', /type number/],
  [{ flow: 'reminder', to: { user }, extra: true }, 'CALL-REQUEST-INVALID', /extra/],
  [{ flow: 'reminder', to: { user }, retry: { after: [] } }, 'CALL-REQUEST-INVALID', /^retry.after/],
  [
    { flow: 'reminder', to: { user }, retry: { after: ['soon'] } },
    'CALL-REQUEST-INVALID',
    /^retry.after.0 .*duration/,
  ],
  [{ flow: 'reminder', to: { user }, retry: { after: ['7d'] } }, 'CALL-REQUEST-INVALID', /between 1s and 6d/],
  [
    { flow: 'reminder', to: { user }, retry: { after: ['1m'], on: ['failed'] } },
    'CALL-REQUEST-INVALID',
    /^retry.on/,
  ],
])('%j is refused', async (body, code, message) => {
  const { calls, start } = started();
  expect(await start(body)).toEqual({ kind: 'refused', code, message: expect.stringMatching(message) });
  expect(calls.size).toBe(0);
});

test('an app without a tenant calls nobody', async () => {
  expect(await started({ ...home, tenantId: null }).start({ flow: 'reminder', to: { user } })).toMatchObject({
    kind: 'refused',
    message: expect.stringMatching(/BOT_TENANT_ID/),
  });
});
