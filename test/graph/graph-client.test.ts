import { callId, graphCallId, instant } from '../../src/call/index.ts';
import type { Instant, Milliseconds } from '../../src/call/index.ts';
import { createGraphClient, httpSender, noTokens } from '../../src/graph/index.ts';
import type { Exchange, GraphRequest, TokenSource } from '../../src/graph/index.ts';
import type { GraphRequestReport } from '../../src/telemetry/index.ts';
import { reset, startServer, status } from './local-server.ts';
import type { Answer, LocalServer } from './local-server.ts';
import { tenant } from './call-facts.ts';

/** A client whose clock moves only by its own waits, against a real server. */
function testClient(baseUrl: string, tokens: TokenSource = noTokens) {
  let now = 0;
  const reports: GraphRequestReport[] = [];
  const waits: number[] = [];
  const clock = (): Instant => instant(now);
  const client = createGraphClient({
    baseUrl,
    tokens,
    send: httpSender(clock),
    clock,
    chance: () => 0,
    wait: async (length: Milliseconds) => {
      waits.push(length);
      now += length;
    },
    report: (report) => reports.push(report),
  });
  return { client, reports, waits };
}

const playPrompt: GraphRequest = {
  operation: 'playPrompt',
  method: 'POST',
  version: 'v1.0',
  path: '/communications/calls/1/playPrompt',
  body: { prompts: [] },
  call: { id: callId('in-1'), graphCallId: graphCallId('1'), tenantId: tenant },
  scenarioId: '7a0f5d5e-36f0-4f5f-8a41-6f5b1d2c3e4f',
  deadline: instant(10_000),
  repeatIsHarmless: false,
};
const cancel: GraphRequest = { ...playPrompt, operation: 'cancelMediaProcessing', repeatIsHarmless: true };

describe('GraphClient', () => {
  let server: LocalServer | null = null;
  afterEach(async () => {
    await server?.close();
    server = null;
  });

  async function exchangeWith(answers: Answer[], request: GraphRequest, tokens?: TokenSource) {
    server = await startServer(...answers);
    const tested = testClient(`${server.origin}/v1.0`, tokens);
    const exchange = await tested.client.send(request);
    return { ...tested, exchange, received: server.received };
  }

  const statusOf = (exchange: Exchange): number | string =>
    exchange.kind === 'answered' ? exchange.status : exchange.kind;

  test.each<[string, GraphRequest, Answer[], number | string, number[]]>([
    [
      'R1: waits out a 429 before it plays',
      playPrompt,
      [status(429, { 'retry-after': '3' }), status(200)],
      200,
      [3_000],
    ],
    ['R1: gives up a wait beyond the deadline', playPrompt, [status(429, { 'retry-after': '11' })], 429, []],
    [
      'R1: waits until the deadline is used up',
      playPrompt,
      [status(503, { 'retry-after': '4' })],
      503,
      [4_000, 4_000],
    ],
    ['R2: never repeats a prompt after a 500', playPrompt, [status(500), status(200)], 500, []],
    ['R2: never repeats a prompt after a reset', playPrompt, [reset, status(200)], 'lost', []],
    ['R2: repeats a cancel after a reset', cancel, [reset, status(200)], 200, [150]],
    [
      'R2: repeats a cancel after 502 and 500',
      cancel,
      [status(502), status(500), status(200)],
      200,
      [150, 300],
    ],
    ['does not repeat a refusal', cancel, [status(403)], 403, []],
  ])('%s', async (_, request, answers, outcome, waits) => {
    const tested = await exchangeWith(answers, request);
    expect(statusOf(tested.exchange)).toBe(outcome);
    expect(tested.waits).toEqual(waits);
    expect(tested.received).toHaveLength(waits.length + 1);
  });

  test('R3: says that nothing was sent where nobody listens', async () => {
    const gone = await startServer(status(200));
    await gone.close();
    const { client, reports } = testClient(gone.origin);
    const exchange = await client.send({ ...playPrompt, deadline: instant(1_000) });
    expect(exchange).toEqual({ kind: 'notSent', reason: 'no connection (ECONNREFUSED)' });
    expect(reports.length).toBeGreaterThan(1);
  });

  test('R4: sends nothing once the deadline has passed', async () => {
    const { exchange, received } = await exchangeWith([status(200)], { ...playPrompt, deadline: instant(0) });
    expect(exchange.kind).toBe('notSent');
    expect(received).toHaveLength(0);
  });

  test('gives up a request that gets no answer in its time', async () => {
    const silent: Answer = () => undefined;
    const { exchange } = await exchangeWith([silent], { ...playPrompt, deadline: instant(60) });
    expect(exchange).toEqual({ kind: 'lost', reason: 'no answer within the time limit' });
  });

  test('gives up an answer whose body never ends', async () => {
    const halfAnswer: Answer = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"id":');
    };
    const { exchange } = await exchangeWith([halfAnswer], { ...playPrompt, deadline: instant(100) });
    expect(exchange.kind).toBe('lost');
  });

  test('sends ids to be traced by, reports both, and no Authorization without a credential', async () => {
    const { received, reports } = await exchangeWith(
      [status(429, { 'retry-after': '1' }), status(200, { 'request-id': 'graph-1' })],
      playPrompt,
    );
    const [first, second] = received.map(({ headers }) => headers);
    expect(first).not.toHaveProperty('authorization');
    expect(first?.['scenario-id']).toBe(playPrompt.scenarioId);
    expect(first?.['client-request-id']).not.toBe(second?.['client-request-id']);
    expect(
      reports.map(({ outcome, attempt, retryIn, requestId }) => ({ outcome, attempt, retryIn, requestId })),
    ).toEqual([
      { outcome: 429, attempt: 1, retryIn: 1_000, requestId: null },
      { outcome: 200, attempt: 2, retryIn: null, requestId: 'graph-1' },
    ]);
    expect(reports[1]?.clientRequestId).toBe(second?.['client-request-id']);
  });

  test('fetches a new token once when Graph does not take the kept one', async () => {
    const given = ['old', 'new'];
    const forgotten: string[] = [];
    const tokens: TokenSource = {
      tokenFor: async () => given[forgotten.length] ?? 'none left',
      forget: (tenantId) => void forgotten.push(tenantId),
    };
    const { exchange, received } = await exchangeWith([status(401), status(401)], playPrompt, tokens);
    expect(received.map(({ headers }) => headers.authorization)).toEqual(['Bearer old', 'Bearer new']);
    expect(statusOf(exchange)).toBe(401);
  });

  test('says that nothing was sent where no token can be had', async () => {
    const tokens: TokenSource = {
      tokenFor: () => Promise.reject(new Error('no token')),
      forget: () => undefined,
    };
    const { exchange, received } = await exchangeWith(
      [status(200)],
      { ...playPrompt, deadline: instant(100) },
      tokens,
    );
    expect(exchange).toEqual({ kind: 'notSent', reason: 'no token' });
    expect(received).toHaveLength(0);
  });
});
