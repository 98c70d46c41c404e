/** Calls that the app makes, asked for over HTTP and by the queue: the product as a stranger runs it. */
import { join } from 'node:path';
import * as z from 'zod';
import { RunningProduct } from './running-product.ts';

jest.setTimeout(60_000);

const user = 'a4b8e3d7-91c2-4f6a-b05e-3d7c2a1f8e33';
const colleague = '94a7c6b5-d8e9-4f01-a2b3-c4d5e6f70819';
const instance = '550fae72-d251-43ec-868c-373732c2704f';

let product: RunningProduct;
beforeAll(async () => {
  product = await RunningProduct.start(join(__dirname, 'reminders'), {
    OUTBOUND_CONCURRENT_CALLS: '2',
    OUTBOUND_CALLS_PER_MINUTE: '600',
    OUTBOUND_INSTANCE_ID: instance,
  });
});
afterAll(async () => {
  expect(await product.stop()).toEqual([0, 0, 0]);
});
afterEach(async () => {
  expect(await product.violations()).toMatchObject({ violations: [] });
});

const callSchema = z.looseObject({
  callId: z.string(),
  flow: z.string().nullable(),
  state: z.enum(['active', 'ended']),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().optional(),
  record: z
    .looseObject({ end: z.string(), endReason: z.string().nullable(), graphCallId: z.string().nullable() })
    .optional(),
});
type Shown = z.infer<typeof callSchema>;

async function ask(method: string, path: string, body?: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${product.host}/api/calls${path}`, {
    method,
    ...(body === undefined ? {} : { body: text }),
  });
  const answered = await response.text();
  const parsed: unknown = answered === '' ? null : JSON.parse(answered);
  return { status: response.status, location: response.headers.get('location'), body: parsed };
}

async function started(body: object): Promise<string> {
  const answer = await ask('POST', '', body);
  expect(answer.status).toBe(202);
  return z.object({ callId: z.string() }).parse(answer.body).callId;
}

async function shown(id: string): Promise<Shown | null> {
  const { status, body } = await ask('GET', `/${id}`);
  return status === 404 ? null : callSchema.parse(body);
}

const whenEnded = (id: string): Promise<Shown> =>
  product.until(async () => {
    const call = await shown(id);
    return call?.state === 'ended' ? call : null;
  });

const listed = async (query = ''): Promise<readonly Shown[]> =>
  z.object({ calls: z.array(callSchema) }).parse((await ask('GET', query)).body).calls;

/** Every call that the simulator was asked to make, with the times in which it was there. */
async function made() {
  const response = await fetch(`${product.graph}/simulator/calls`);
  const schema = z.object({ calls: z.array(z.looseObject({ id: z.string(), direction: z.string() })) });
  return schema.parse(await response.json()).calls.filter(({ direction }) => direction === 'outgoing');
}

test('a call is started once for its request, shown while it goes on and with its record once it has ended', async () => {
  // It goes on until it hears that it was paid, however long this machine takes to ask.
  const body = { flow: 'reminder', to: { user }, requestId: 'order 4711' };
  const answer = await ask('POST', '', body);
  expect(answer).toMatchObject({ status: 202, body: { callId: expect.stringMatching(/^out-/) as string } });
  const { callId: id, statusUrl } = z
    .object({ callId: z.string(), statusUrl: z.string() })
    .parse(answer.body);
  expect([answer.location, statusUrl]).toEqual(Array(2).fill(`${product.host}/api/calls/${id}`));
  expect(await ask('POST', '', body)).toMatchObject({ status: 202, body: { callId: id } });
  expect(await shown(id)).toMatchObject({ callId: id, flow: 'reminder', state: 'active' });
  expect(await ask('POST', `/${id}/events/paid`, {})).toMatchObject({ status: 202 });
  const ended = await whenEnded(id);
  expect(ended).toMatchObject({
    flow: 'reminder',
    endedAt: expect.any(String) as string,
    record: { callId: id, direction: 'outgoing', end: 'completed', endReason: 'thanked', to: { id: user } },
  });
  expect(await ask('POST', '', body)).toMatchObject({ status: 202, body: { callId: id } });
  expect((await listed()).filter(({ callId }) => callId === id)).toHaveLength(1);
  expect((await listed('?state=active')).map(({ callId }) => callId)).not.toContain(id);
  expect(await ask('DELETE', `/${id}`)).toMatchObject({ status: 202 });
  expect(await ask('POST', `/${id}/events/paid`, {})).toMatchObject({ status: 409 });
});

test('a phone is called by the resource account, several people in one call, a meeting by its flow', async () => {
  const phone = await started({ flow: 'short', to: { phone: '+442079460000' } });
  expect((await whenEnded(phone)).record).toMatchObject({
    end: 'completed',
    from: { kind: 'applicationInstance', id: instance },
    to: { phone: '+442079460000' },
  });
  const several = await started({ flow: 'short', to: [{ user }, { user: colleague }] });
  expect((await whenEnded(several)).record).toMatchObject({ end: 'completed', endReason: 'said' });
  const desk = await started({ flow: 'short', to: { applicationInstance: instance } });
  expect((await whenEnded(desk)).record).toMatchObject({ end: 'completed' });
  const meeting = await started({ flow: 'briefing' });
  expect((await whenEnded(meeting)).record).toMatchObject({ end: 'completed', endReason: 'briefed' });
});

test('variables are spoken, an event is heard, and what is secret is in no record', async () => {
  const variables = { name: 'Ada', pin: '90817263' };
  const id = await started({ flow: 'reminder', to: { user }, variables });
  const waits = async () => ((await shown(id))?.state === 'active' ? true : null);
  await product.until(waits);
  expect(await ask('POST', `/${id}/events/paid`, { amount: 12 })).toMatchObject({ status: 202 });
  const { record } = await whenEnded(id);
  expect(record).toMatchObject({ end: 'completed', endReason: 'thanked' });
  expect(JSON.stringify(record)).toContain('Hello Ada.');
  expect(JSON.stringify(record) + product.output()).not.toContain('90817263');
});

test('a call is hung up, also while it rings', async () => {
  const before = (await made()).length;
  const talking = await started({ flow: 'reminder', to: { user } });
  const call = await product.madeCall(before + 1);
  await call.when('prompts:1');
  expect((await ask('DELETE', `/${talking}`)).status).toBe(202);
  expect((await whenEnded(talking)).record).toMatchObject({ end: 'completed', endReason: 'requested' });
  await product.fault({ outbound: user, outcome: 'noAnswer' });
  const ringing = await started({ flow: 'reminder', to: { user } });
  await product.madeCall(before + 2);
  expect((await ask('DELETE', `/${ringing}`)).status).toBe(202);
  expect((await whenEnded(ringing)).record).toMatchObject({ end: 'completed', endReason: 'requested' });
});

test.each([
  ['no JSON', '{', 400, 'BODY-INVALID'],
  ['a flow that is not there', { flow: 'nothing', to: { user } }, 404, 'FLOW-UNKNOWN'],
  ['nobody to call', { flow: 'short' }, 400, 'CALL-REQUEST-INVALID'],
  [
    'a variable that is not declared',
    { flow: 'short', to: { user }, variables: { a: 1 } },
    400,
    'CALL-REQUEST-INVALID',
  ],
])('%s is refused', async (_what, body, status, code) => {
  expect(await ask('POST', '', body)).toMatchObject({ status, body: { error: { code } } });
});

test('what is unknown is not found', async () => {
  for (const [method, path] of [
    ['GET', '/out-nothing'],
    ['DELETE', '/out-nothing'],
    ['POST', '/out-nothing/events/paid'],
    ['GET', '/..%2f..%2fadmin'],
    ['GET', '/outbound-dialer'],
  ] as const)
    expect(await ask(method, path)).toMatchObject({ status: 404 });
});

const encoded = (message: unknown): string =>
  Buffer.from(typeof message === 'string' ? message : JSON.stringify(message)).toString('base64');

async function deadLetters(): Promise<readonly unknown[]> {
  const queue = product.queue('ivr-dead-letters');
  await queue.createIfNotExists();
  const { peekedMessageItems } = await queue.peekMessages({ numberOfMessages: 32 });
  return peekedMessageItems.map(({ messageText }): unknown =>
    JSON.parse(Buffer.from(messageText, 'base64').toString('utf8')),
  );
}

test('a campaign from the queue keeps its limit, retries who was busy, and buries what is none', async () => {
  const before = (await made()).length;
  await product.fault({ outbound: colleague, outcome: 'busy' });
  const queue = product.queue('ivr-outbound-calls');
  await queue.createIfNotExists();
  const retried = {
    flow: 'short',
    to: { user: colleague },
    requestId: 'busy once',
    retry: { after: ['1s'] },
  };
  const calls = ['a', 'b', 'c', 'd'].map((requestId) => ({ flow: 'short', to: { user }, requestId }));
  for (const message of [...calls, retried, calls[0], '<no json>', { flow: 'nothing', to: { user } }])
    await queue.sendMessage(encoded(message));
  const dead = await product.until(async () => {
    const found = await deadLetters();
    return found.length < 2 ? null : found;
  });
  expect(dead).toMatchObject(
    expect.arrayContaining([
      expect.objectContaining({
        queue: 'ivr-outbound-calls',
        code: 'CALL-REQUEST-INVALID',
        original: '<no json>',
        reason: expect.stringContaining('the body') as string,
      }),
      expect.objectContaining({
        code: 'FLOW-UNKNOWN',
        original: { flow: 'nothing', to: { user } },
      }),
    ]),
  );
  let most = 0;
  const done = await product.until(async () => {
    // Counted first: what was made by then is active or ended in the listing that follows, so that none
    // that is made between the two looks is taken for ended.
    const count = (await made()).length - before;
    const active = (await listed('?state=active')).length;
    most = Math.max(most, active);
    return active === 0 && count === 6 ? count : null;
  });
  expect(done).toBe(6);
  expect(most).toBeLessThanOrEqual(2);
  const tries = (await listed()).filter(({ callId }) => callId.endsWith('-try-2'));
  expect(tries).toHaveLength(1);
  const [again] = await Promise.all(tries.map(({ callId }) => shown(callId)));
  expect(again?.record).toMatchObject({ end: 'completed', endReason: 'said' });
});

test('POST may ask for retries as well', async () => {
  await product.fault({ outbound: colleague, outcome: 'busy' });
  const id = await started({ flow: 'short', to: { user: colleague }, retry: { after: ['1s', '1s'] } });
  expect((await whenEnded(id)).record).toMatchObject({ end: 'notAnswered', endReason: 'busy' });
  expect((await whenEnded(`${id}-try-2`)).record).toMatchObject({ end: 'completed' });
});
