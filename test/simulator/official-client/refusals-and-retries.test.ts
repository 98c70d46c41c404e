/** What the official client makes of refusals, of throttling, and of tokens. */
import { GraphError } from '@microsoft/microsoft-graph-client';
import { operationNames } from '../../../src/operations/index.ts';
import { faultSchema } from '../../../src/simulator/index.ts';
import type { FaultInput } from '../../../src/simulator/index.ts';
import { sampleRequest } from '../sample-requests.ts';
import type { SampleRequest } from '../sample-requests.ts';
import { clientDesk } from './client-desk.ts';
import type { ClientDesk } from './client-desk.ts';

let desk: ClientDesk;
beforeAll(async () => {
  desk = await clientDesk();
});
afterAll(() => desk.simulator.close());

const order = (fault: FaultInput): void => desk.simulator.simulation.addFault(faultSchema.parse(fault));
const lastRequest = () => desk.simulator.simulation.log.entries.at(-1);

const nobody = {
  id: '6b1f0c00-3a5d-4f0e-9d53-0c1c2a77e001',
  participantId: 'p',
  groupId: 'g',
  sessionId: 's',
};

function send({ client }: ClientDesk, { method, version, path, body }: SampleRequest): Promise<unknown> {
  const request = client.api(path).version(version);
  if (method === 'GET') return request.get();
  if (method === 'DELETE') return request.delete();
  return method === 'PATCH' ? request.patch(body) : request.post(body);
}

/** The error of the client; fails where there is none. */
async function errorOf(asked: Promise<unknown>): Promise<GraphError> {
  const error: unknown = await asked.then(
    () => null,
    (cause: unknown) => cause,
  );
  if (error instanceof GraphError) return error;
  throw new Error(`not refused as Graph refuses: ${String(error)}`);
}

test.each(operationNames)('%s: a refusal is a GraphError with code and request id', async (name) => {
  const sample = sampleRequest(name, nobody);
  const asked = name === 'createCall' ? { ...sample, body: { ...sample.body, targets: [] } } : sample;
  const [status, code] = name === 'createCall' ? [400, '8523'] : [404, '8522'];
  const error = await errorOf(send(desk, asked));
  expect([error.statusCode, error.code]).toEqual([status, code]);
  expect(lastRequest()).toMatchObject({ operation: name, status, code, requestId: error.requestId });
  expect(error.message).toBe(lastRequest()?.message);
  expect(error.headers?.get('request-id')).toBe(error.requestId);
  expect(error.date.getTime()).not.toBeNaN();
});

test('a permission that is missing is a GraphError too', async () => {
  const poor = await clientDesk({ permissions: ['Calls.AccessMedia.All'] });
  try {
    const { id } = await poor.established();
    const error = await errorOf(send(poor, sampleRequest('transfer', { ...nobody, id })));
    expect([error.statusCode, error.code]).toEqual([403, '7504']);
  } finally {
    await poor.simulator.close();
  }
});

describe('the middleware of the client', () => {
  test.each([429, 503])('waits as long as Retry-After says after %d, and asks again', async (status) => {
    const { id } = await desk.established();
    order({ operation: 'keepAlive', status, subcode: 8529, retryAfter: 1 });
    const before = performance.now();
    await send(desk, sampleRequest('keepAlive', { ...nobody, id }));
    const waited = performance.now() - before;
    // Where it is told nothing it waits 3 s.
    expect(waited).toBeGreaterThan(990);
    expect(waited).toBeLessThan(2900);
    const asked = desk.simulator.simulation.log
      .ofCall(id)
      .filter(({ operation }) => operation === 'keepAlive');
    expect(asked.map((request) => request.status)).toEqual([status, 200]);
  });

  test('does not repeat what failed for another reason', async () => {
    const { id } = await desk.established();
    order({ operation: 'keepAlive', status: 500, subcode: 9999 });
    const error = await errorOf(send(desk, sampleRequest('keepAlive', { ...nobody, id })));
    expect([error.statusCode, error.code]).toEqual([500, '9999']);
    expect(
      desk.simulator.simulation.log.ofCall(id).filter(({ operation }) => operation === 'keepAlive'),
    ).toHaveLength(1);
  });

  test('gets its tokens from the token endpoint, and names its requests', async () => {
    const before = desk.tokensAsked.length;
    const error = await errorOf(send(desk, sampleRequest('getCall', nobody)));
    expect(desk.tokensAsked.slice(before)).toEqual([
      `${desk.simulator.url}/${desk.simulator.simulation.options.tenantId}/oauth2/v2.0/token`,
    ]);
    const mine = error.headers?.get('client-request-id');
    expect(mine).toMatch(/^[0-9a-f-]{36}$/);
    expect(mine).not.toBe(error.requestId);
    expect(JSON.parse(String(error.body))).toMatchObject({ innerError: { 'client-request-id': mine } });
  });

  test('comes to nothing with a wrong secret', async () => {
    const stranger = await clientDesk({}, 'guessed');
    try {
      const error = await errorOf(send(stranger, sampleRequest('getCall', nobody)));
      expect(error.message).toContain('AADSTS7000215');
      expect(stranger.simulator.simulation.log.entries).toEqual([]);
    } finally {
      await stranger.simulator.close();
    }
  });
});
