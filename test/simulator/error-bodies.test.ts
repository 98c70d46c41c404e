/** Every refusal of the simulator, provoked over HTTP: status, code and message, and what surrounds them. */
import { serve } from '../../src/simulator/http/server.ts';
import { refusalSwitches } from '../../src/simulator/refusal-switches.ts';
import { bySwitch, others, unknownCall } from './refusals.ts';
import type { Provoked, Refusal, Sent } from './refusals.ts';
import { world } from './world.ts';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const mine = 'c2d9b1f4-5c57-4f6d-8e5b-93a1f0de7711';

/** Provokes the refusal, and asks over HTTP. */
async function refusedWith({ options, provoke }: Provoked, requestId: string | null) {
  const here = await world(options);
  const server = await serve(here.simulation, 0);
  try {
    const { method, below, body, headers } = await provoke(here);
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(`http://127.0.0.1:${server.port}/v1.0/communications/calls${below}`, {
      method,
      headers: {
        ...(text === '' ? {} : { 'content-type': 'application/json' }),
        ...(requestId === null ? {} : { 'client-request-id': requestId }),
        ...headers,
      },
      ...(text === '' ? {} : { body: text }),
    });
    const now = new Date(here.clock.now()).toISOString().slice(0, 19);
    const answer: unknown = JSON.parse(await response.text());
    return { status: response.status, headers: response.headers, body: answer, now };
  } finally {
    here.simulation.close();
    await server.close();
  }
}

async function judge(refusal: Refusal): Promise<void> {
  const { status, headers, body, now } = await refusedWith(refusal, mine);
  const requestId = headers.get('request-id');
  expect([status, body]).toEqual([
    refusal.status,
    {
      error: {
        code: refusal.code,
        message: refusal.message,
        innerError: { date: now, 'request-id': requestId, 'client-request-id': mine },
      },
    },
  ]);
  expect(requestId).toMatch(guid);
  expect(requestId).not.toBe(mine);
  expect(headers.get('client-request-id')).toBe(mine);
  expect(headers.get('content-type')).toBe('application/json');
  expect(JSON.parse(headers.get('x-ms-ags-diagnostic') ?? '')).toHaveProperty('ServerInfo');
  expect(headers.get('location')).toBeNull();
  expect(headers.get('retry-after')).toBe(refusal.headers?.['retry-after'] ?? null);
}

const defaults = new Map<string, { readonly fallback: { readonly code: number; readonly subcode: number } }>(
  Object.entries(refusalSwitches),
);

describe.each(Object.entries(bySwitch))('the switch %s', (name, refusal) => {
  test('refuses as it does where nothing is set', async () => {
    const { code, subcode } = defaults.get(name)?.fallback ?? { code: 0, subcode: 0 };
    await judge({ ...refusal, status: code, code: String(subcode) });
  });

  test('refuses as it is set', async () => {
    const switches = { ...refusal.options?.switches, [name]: { code: 418, subcode: 1234 } };
    await judge({ ...refusal, options: { ...refusal.options, switches }, status: 418, code: '1234' });
  });
});

test.each(Object.entries(others))('%s', async (_what, refusal) => {
  await judge(refusal);
});

test('who sends no client-request-id gets the request-id for it', async () => {
  const refusal = { provoke: (): Sent => ({ method: 'GET', below: unknownCall }), message: '' };
  const { headers, body } = await refusedWith(refusal, null);
  const requestId = headers.get('request-id');
  expect(headers.get('client-request-id')).toBe(requestId);
  expect(body).toMatchObject({ error: { innerError: { 'client-request-id': requestId } } });
});
