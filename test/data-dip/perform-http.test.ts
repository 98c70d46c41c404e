import type { LookupAddress } from 'node:dns';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { callId, instant, milliseconds } from '../../src/call/index.ts';
import type { EffectResultOf, HttpOrder, JsonValue, Milliseconds } from '../../src/call/index.ts';
import { httpPerformer } from '../../src/data-dip/index.ts';
import type { HttpParts, NetworkRules } from '../../src/data-dip/index.ts';
import type { HttpRequestReport } from '../../src/telemetry/index.ts';
import { answer, json, reset, silent, startTestServer } from './test-server.ts';
import type { Answer, TestServer } from './test-server.ts';

const onLoopback: NetworkRules = { allowedHosts: [], allowLoopback: true };
const loopback: LookupAddress = { address: '127.0.0.1', family: 4 };

let servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
});

async function serve(...answers: readonly Answer[]): Promise<TestServer> {
  const server = await startTestServer(...answers);
  servers.push(server);
  return server;
}

interface Surroundings {
  readonly rules?: NetworkRules;
  readonly resolve?: HttpParts['wire']['resolve'];
  readonly settings?: Readonly<Record<string, string>>;
  readonly identity?: HttpParts['authority']['identity'];
}

interface Performed {
  readonly result: EffectResultOf<'http'>;
  readonly waits: readonly Milliseconds[];
  readonly reports: readonly HttpRequestReport[];
}

async function perform(
  url: string,
  order: Partial<HttpOrder> = {},
  around: Surroundings = {},
): Promise<Performed> {
  const waits: Milliseconds[] = [];
  const reports: HttpRequestReport[] = [];
  const performHttp = httpPerformer({
    wire: {
      rules: around.rules ?? onLoopback,
      resolve: around.resolve ?? (() => Promise.resolve([loopback])),
      clock: () => instant(Date.now()),
    },
    authority: { settings: (name) => around.settings?.[name], identity: around.identity ?? null },
    wait: (length) => {
      waits.push(length);
      return Promise.resolve();
    },
    report: (report) => reports.push(report),
  });
  const whole: HttpOrder = {
    method: 'GET',
    url,
    isHostWritten: true,
    headers: {},
    body: null,
    auth: null,
    timeout: milliseconds(5000),
    retries: 0,
    idempotent: false,
    expect: null,
    ...order,
  };
  return { result: await performHttp(whole, { id: callId('call-1') }), waits, reports };
}

const at = (server: TestServer, path = '/', host = '127.0.0.1'): string =>
  `http://${host}:${server.port}${path}`;

const messageOf = (result: EffectResultOf<'http'>): string =>
  result.outcome === 'failed' ? result.failure.message : `done with ${result.status}`;

describe('a request', () => {
  test('is sent as the order says, and its JSON comes back', async () => {
    const server = await serve(json({ name: 'Ada', balance: 12.5 }));
    const { result, reports } = await perform(at(server, '/accounts?q=a%20b'), {
      method: 'POST',
      headers: { 'X-Tenant': 'contoso' },
      body: { kind: 'json', value: { account: '123456' } },
    });
    expect(result).toEqual({
      kind: 'http',
      outcome: 'done',
      status: 200,
      body: { name: 'Ada', balance: 12.5 },
    });
    const [received] = server.received;
    expect(received).toMatchObject({
      method: 'POST',
      path: '/accounts?q=a%20b',
      body: '{"account":"123456"}',
    });
    expect(received?.headers).toMatchObject({
      'x-tenant': 'contoso',
      'content-type': 'application/json',
      'content-length': '20',
      'user-agent': 'teams-ivr/source',
      'accept-encoding': 'gzip, br',
      connection: 'close',
    });
    expect(received?.headers).not.toHaveProperty('traceparent');
    expect(reports).toMatchObject([
      { callId: 'call-1', method: 'POST', host: '127.0.0.1', outcome: 200, attempt: 1, retryIn: null },
    ]);
  });

  test('with text as its body, and headers of the author in place of ours', async () => {
    const server = await serve(answer(204));
    const { result } = await perform(at(server), {
      method: 'PUT',
      headers: { 'Content-Type': 'text/csv', 'User-Agent': 'contoso' },
      body: { kind: 'text', text: 'ä;b' },
    });
    expect(result).toMatchObject({ outcome: 'done', status: 204, body: null });
    expect(server.received[0]?.headers).toMatchObject({
      'content-type': 'text/csv',
      'user-agent': 'contoso',
      'content-length': '4',
    });
  });

  test('any status that is no redirect is an answer', async () => {
    for (const status of [200, 404, 418, 500]) {
      const server = await serve(json({ status }, status));
      expect((await perform(at(server))).result).toMatchObject({ outcome: 'done', status, body: { status } });
    }
  });

  test.each(['host', 'Content-Length', 'transfer-encoding', 'Connection', 'proxy-authorization', 'a b', ''])(
    'cannot have the header "%s"',
    async (name) => {
      const server = await serve(json(1));
      const { result } = await perform(at(server), { headers: { [name]: 'x' } });
      expect(result).toMatchObject({ outcome: 'failed', failure: { code: 'http', status: null } });
      expect(server.received).toHaveLength(0);
    },
  );

  test.each(['a\r\nX-Evil: 1', 'a\nb', 'a\0', '☎'])(
    'cannot have the header value %j, and does not say it',
    async (value) => {
      const server = await serve(json(1));
      const { result } = await perform(at(server), { headers: { 'x-a': value } });
      expect(messageOf(result)).toContain('The header "x-a" cannot be sent');
      expect(messageOf(result)).not.toContain(value);
      expect(server.received).toHaveLength(0);
    },
  );
});

describe('a body', () => {
  const bodyOf = async (given: Answer): Promise<JsonValue> => {
    const { result } = await perform(at(await serve(given)));
    if (result.outcome === 'failed') throw new Error(result.failure.message);
    return result.body;
  };
  const type = (contentType: string, body: string | Buffer): Answer =>
    answer(200, { 'content-type': contentType }, body);

  test.each<[string, Answer, JsonValue]>([
    ['JSON by its type', type('application/json; charset=utf-8', '"text"'), 'text'],
    ['JSON of a kind', type('application/problem+json', '7'), 7],
    ['JSON with a byte order mark', type('application/json', '\uFEFF{"a":1}'), { a: 1 }],
    ['JSON that says nothing of it', answer(200, {}, ' {"a":1}'), { a: 1 }],
    ['JSON that is called text', type('text/plain', '[1]'), [1]],
    ['text that happens to be a number', type('text/plain', '42'), '42'],
    ['text that only begins like JSON', type('text/plain', '{no'), '{no'],
    ['what is called JSON and is not', type('application/json', 'oops'), 'oops'],
    [
      'text in another charset',
      type('text/plain; charset=iso-8859-1', Buffer.from('Z\xfcrich', 'latin1')),
      'Zürich',
    ],
    ['text in a charset that nobody knows', type('text/plain; charset=martian', 'a'), 'a'],
    ['nothing', type('application/json', ''), null],
    [
      'gzip',
      answer(200, { 'content-encoding': 'gzip', 'content-type': 'application/json' }, gzipSync('{"a":1}')),
      { a: 1 },
    ],
    ['brotli', answer(200, { 'content-encoding': 'br' }, brotliCompressSync('{"a":1}')), { a: 1 }],
  ])('%s', async (_, given, body) => {
    expect(await bodyOf(given)).toEqual(body);
  });

  test('a member called __proto__ stays a member', async () => {
    const body = await bodyOf(type('application/json', '{"__proto__":{"admin":true}}'));
    expect(Object.keys(body ?? {})).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });

  test('of exactly 1 MB is taken, one byte more is not', async () => {
    const text = 'x'.repeat(1024 * 1024);
    expect(await bodyOf(type('text/plain', text))).toHaveLength(1024 * 1024);
    const { result } = await perform(at(await serve(type('text/plain', `${text}x`))));
    expect(result).toMatchObject({ outcome: 'failed', failure: { code: 'http', status: 200 } });
    expect(messageOf(result)).toContain('larger than 1 MB');
  });

  test('without an end is cut off', async () => {
    const server = await serve((response) => {
      const piece = Buffer.alloc(64 * 1024, 'x');
      const more = (): void => {
        while (!response.destroyed && response.write(piece));
      };
      response.writeHead(200);
      response.on('drain', more);
      more();
    });
    expect(messageOf((await perform(at(server), { retries: 3 })).result)).toContain('larger than 1 MB');
    await server.deserted();
    expect(server.connections()).toBe(1);
  });

  test('that grows a thousandfold when it is decompressed is cut off', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024));
    const before = process.memoryUsage().rss;
    const { result } = await perform(at(await serve(answer(200, { 'content-encoding': 'gzip' }, bomb))));
    expect(messageOf(result)).toContain('larger than 1 MB');
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });

  test('that is no gzip although it says so', async () => {
    const { result } = await perform(at(await serve(answer(200, { 'content-encoding': 'gzip' }, 'plain'))));
    expect(messageOf(result)).toContain('cannot be decompressed');
  });

  test('nothing at all is nothing, whatever coding it is said to have', async () => {
    expect(await bodyOf(answer(204, { 'content-encoding': 'gzip' }))).toBeNull();
    expect(await bodyOf(answer(200, { 'content-encoding': 'br', 'content-length': '0' }))).toBeNull();
    const empty: Answer = (response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.flushHeaders();
      response.end();
    };
    expect(await bodyOf(empty)).toBeNull();
  });

  test('with a number that no double holds is not taken: it would be null in the history of the call', async () => {
    const { result } = await perform(at(await serve(type('application/json', '{"a":[1e999]}'))));
    expect(messageOf(result)).toContain('its body holds a number that is too large');
    expect(await bodyOf(type('application/json', '{"a":-0}'))).toEqual({ a: 0 });
  });

  test('in a coding that was not asked for', async () => {
    const { result } = await perform(at(await serve(answer(200, { 'content-encoding': 'zstd' }, 'x'))));
    expect(messageOf(result)).toContain('its content coding was not asked for');
  });

  test('that nests deeper than 100 levels', async () => {
    const nested = (levels: number): Answer =>
      type('application/json', '['.repeat(levels) + ']'.repeat(levels));
    expect((await perform(at(await serve(nested(100))))).result.outcome).toBe('done');
    expect(messageOf((await perform(at(await serve(nested(101))))).result)).toContain('nests deeper');
    expect(messageOf((await perform(at(await serve(nested(500_000))))).result)).toContain('nests deeper');
  });

  test('brackets in a text do not nest', async () => {
    const text = `"${'['.repeat(200)}\\"${'{'.repeat(200)}"`;
    expect(await bodyOf(type('application/json', `{"a":${text}}`))).toEqual({
      a: JSON.parse(text) as string,
    });
  });
});

describe('a redirect', () => {
  test.each([301, 302, 303, 307, 308, 304])('%d is a failure, and is not followed', async (status) => {
    const elsewhere = await serve(json(1));
    const server = await serve(answer(status, { location: at(elsewhere) }));
    const { result, waits } = await perform(at(server), { retries: 3 });
    expect(result).toMatchObject({ outcome: 'failed', failure: { code: 'http', status } });
    expect(messageOf(result)).toContain('redirects');
    expect(waits).toEqual([]);
    expect(elsewhere.received).toHaveLength(0);
  });
});

describe('DD4, DD5: repeats', () => {
  const busy = (status: number, headers: Record<string, string> = {}): Answer => answer(status, headers);

  test.each(['GET', 'PUT', 'DELETE'] as const)('%s, with growing waits', async (method) => {
    const server = await serve(busy(503), busy(502), busy(504), busy(429), json('here'));
    const { result, waits, reports } = await perform(at(server), { method, retries: 5 });
    expect(result).toMatchObject({ outcome: 'done', body: 'here' });
    expect(waits).toEqual([250, 500, 1000, 2000]);
    expect(reports.map(({ attempt, outcome, retryIn }) => [attempt, outcome, retryIn])).toEqual([
      [1, 503, 250],
      [2, 502, 500],
      [3, 504, 1000],
      [4, 429, 2000],
      [5, 200, null],
    ]);
  });

  test('a POST or PATCH only where it is called idempotent', async () => {
    for (const method of ['POST', 'PATCH'] as const) {
      const refusing = await serve(busy(503), json('here'));
      expect((await perform(at(refusing), { method, retries: 3 })).result).toMatchObject({ status: 503 });
      expect(refusing.received).toHaveLength(1);
      const server = await serve(busy(503), json('here'));
      const { result } = await perform(at(server), { method, retries: 3, idempotent: true });
      expect(result).toMatchObject({ status: 200, body: 'here' });
    }
  });

  test('no other status', async () => {
    for (const status of [400, 404, 408, 409, 500, 501, 505]) {
      const server = await serve(busy(status));
      expect((await perform(at(server), { retries: 3 })).waits).toEqual([]);
    }
  });

  test('what is still refused after the last try is the answer', async () => {
    const server = await serve(json({ why: 'busy' }, 503));
    const { result } = await perform(at(server), { retries: 2 });
    expect(result).toMatchObject({ outcome: 'done', status: 503, body: { why: 'busy' } });
    expect(server.received).toHaveLength(3);
  });

  test('a broken connection', async () => {
    const server = await serve(reset, reset, json('here'));
    const { result, reports } = await perform(at(server), { retries: 2 });
    expect(result).toMatchObject({ body: 'here' });
    expect(reports[0]?.outcome).toBe('the connection failed (ECONNRESET)');
  });

  test('a connection that breaks within the answer', async () => {
    const server = await serve((response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    }, json('here'));
    expect((await perform(at(server), { retries: 1 })).result).toMatchObject({ body: 'here' });
  });

  test('a server that speaks another protocol instead of answering', async () => {
    const server = await serve((_, request) => {
      request.socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n');
    });
    const { result } = await perform(at(server), { retries: 1 });
    expect(messageOf(result)).toContain('the connection failed (ERR_NO_ANSWER) (tries: 2, ');
    await server.deserted();
  });

  test('nobody listens', async () => {
    const server = await startTestServer(json(1));
    await server.close();
    const { result, waits } = await perform(at(server), { retries: 1 });
    expect(messageOf(result)).toContain('the connection failed (ECONNREFUSED) (tries: 2, ');
    expect(waits).toEqual([250]);
  });

  test('no answer in time, or half of one: each try has its own time', async () => {
    const dripping: Answer = (response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write('x'), 10);
      response.on('close', () => clearInterval(drip));
    };
    const server = await serve(silent, dripping, json('here'));
    const { result, reports } = await perform(at(server), { retries: 2, timeout: milliseconds(500) });
    expect(result).toMatchObject({ body: 'here' });
    expect(reports.slice(0, 2).map(({ outcome }) => outcome)).toEqual([
      'no whole answer within 500 ms',
      'no whole answer within 500 ms',
    ]);
    await server.deserted();
  });

  test('a name that is not resolved in time', async () => {
    const never = (): Promise<never> => new Promise(() => undefined);
    const { result } = await perform(
      'http://crm.contoso.com/',
      { timeout: milliseconds(50) },
      { resolve: never },
    );
    expect(messageOf(result)).toContain('no whole answer within 50 ms');
  });

  test('Retry-After lengthens a wait and never shortens one; a longer one than 5 s ends the tries', async () => {
    const asking = (seconds: string): Answer => busy(503, { 'retry-after': seconds });
    const server = await serve(
      asking('2'),
      asking('0'),
      asking('rubbish'),
      asking('5'),
      asking('6'),
      json('here'),
    );
    const { result, waits } = await perform(at(server), { retries: 9 });
    expect(waits).toEqual([2000, 500, 1000, 5000]);
    expect(result).toMatchObject({ outcome: 'done', status: 503 });
  });

  test('Retry-After as a date', async () => {
    const soon = new Date(Date.now() + 3500).toUTCString();
    const server = await serve(busy(429, { 'retry-after': soon }), json('here'));
    const { waits } = await perform(at(server), { retries: 1 });
    expect(waits[0]).toBeGreaterThan(1000);
    expect(waits[0]).toBeLessThanOrEqual(5000);
  });
});

describe('expect', () => {
  const expect200 = { type: 'object', required: ['name'] };

  test('a body that holds to it', async () => {
    const server = await serve(json({ name: 'Ada' }, 201));
    expect((await perform(at(server), { expect: expect200 })).result).toMatchObject({
      outcome: 'done',
      status: 201,
    });
  });

  test('a body that does not is a failure with its status, which says where and not what', async () => {
    const server = await serve(json({ secret: 'of Ada' }));
    const { result } = await perform(at(server, '/private'), { expect: expect200, retries: 3 });
    expect(result).toMatchObject({
      outcome: 'failed',
      failure: { code: 'http', status: 200, subcode: null },
    });
    expect(messageOf(result)).toMatch(
      /^GET 127\.0\.0\.1: the answer with status 200 is not as expected at "required" of "expect" \(tries: 1, \d+ ms in all\)\.$/,
    );
  });

  test('text and nothing at all are judged too', async () => {
    for (const given of [answer(200, {}, 'text'), answer(204)])
      expect((await perform(at(await serve(given)), { expect: expect200 })).result.outcome).toBe('failed');
  });

  test('other statuses than 2xx are not judged', async () => {
    const server = await serve(json('gone', 404));
    expect((await perform(at(server), { expect: expect200 })).result).toMatchObject({
      outcome: 'done',
      status: 404,
    });
  });

  test('one that cannot be used is a failure before anything is sent', async () => {
    const server = await serve(json(1));
    const { result } = await perform(at(server), { expect: { $ref: 'https://contoso.com/schema' } });
    expect(messageOf(result)).toContain('no JSON Schema that can be used');
    expect(server.received).toHaveLength(0);
  });

  test('one that costs too much to judge is a failure', async () => {
    const $defs = Object.fromEntries(
      Array.from({ length: 40 }, (_, level) => {
        const next = { $ref: `#/$defs/s${level + 1}` };
        return [`s${level}`, level === 39 ? {} : { oneOf: [next, next] }];
      }),
    );
    const { result } = await perform(at(await serve(json(1))), { expect: { $defs, $ref: '#/$defs/s0' } });
    expect(messageOf(result)).toContain('costs too much to judge');
  });
});

describe('DD2: the address that is connected to is the one that was judged', () => {
  const nowhere: NetworkRules = { allowedHosts: [], allowLoopback: false };

  test('a name that leads to this machine', async () => {
    const server = await serve(json(1));
    const { result, waits } = await perform(
      at(server, '/', 'crm.contoso.com'),
      { retries: 3 },
      { rules: nowhere },
    );
    expect(messageOf(result)).toContain(
      'GET crm.contoso.com: the request was not sent, since it leads to this machine',
    );
    expect(messageOf(result)).toContain('HTTP_ALLOWED_HOSTS');
    expect(messageOf(result)).not.toContain('127.0.0.1');
    expect(waits).toEqual([]);
    expect(server.connections()).toBe(0);
  });

  test('an address in the URL', async () => {
    const server = await serve(json(1));
    const { result } = await perform(`http://2130706433:${server.port}/`, {}, { rules: nowhere });
    expect(messageOf(result)).toContain('it leads to this machine');
    expect(server.connections()).toBe(0);
  });

  test('one bad address among several is enough', async () => {
    const server = await serve(json(1));
    for (const bad of ['10.0.0.1', '169.254.169.254', '224.0.0.1']) {
      const resolve = () => Promise.resolve([loopback, { address: bad, family: 4 }]);
      const { result } = await perform(at(server, '/', 'crm.contoso.com'), {}, { resolve });
      expect(messageOf(result)).toContain('the request was not sent');
    }
    expect(server.connections()).toBe(0);
  });

  test('a name that leads elsewhere at the second try', async () => {
    const server = await serve(reset, json('reached'));
    const rules: NetworkRules = {
      allowedHosts: [{ kind: 'range', address: '127.0.0.1', prefix: 32, port: null }],
      allowLoopback: false,
    };
    const answers = [loopback, { address: '127.0.0.2', family: 4 }];
    const resolve = () => Promise.resolve(answers.splice(0, 1));
    const { result, reports } = await perform(
      at(server, '/', 'crm.contoso.com'),
      { retries: 3 },
      { rules, resolve },
    );
    expect(reports.map(({ outcome }) => outcome)).toEqual([
      'the connection failed (ECONNRESET)',
      'it leads to this machine itself',
    ]);
    expect(result.outcome).toBe('failed');
    expect(server.connections()).toBe(1);
  });

  test('a name without an address, and one that cannot be resolved', async () => {
    const none = await perform('http://crm.contoso.com/', {}, { resolve: () => Promise.resolve([]) });
    expect(messageOf(none.result)).toContain('its host has no address');
    const error = Object.assign(new Error('getaddrinfo ENOTFOUND crm.contoso.com'), { code: 'ENOTFOUND' });
    const unknown = await perform(
      'http://crm.contoso.com/',
      { retries: 1 },
      { resolve: () => Promise.reject(error) },
    );
    expect(messageOf(unknown.result)).toContain('the connection failed (ENOTFOUND)');
    expect(unknown.waits).toEqual([250]);
  });

  test('a proxy of the environment is not asked', async () => {
    const proxy = await serve(json('proxied'));
    const names = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'ALL_PROXY', 'NODE_USE_ENV_PROXY'];
    const before = names.map((name) => [name, process.env[name]] as const);
    for (const name of names) process.env[name] = name.startsWith('NODE') ? '1' : at(proxy);
    try {
      const server = await serve(json('direct'));
      expect((await perform(at(server))).result).toMatchObject({ body: 'direct' });
      expect(proxy.connections()).toBe(0);
    } finally {
      for (const [name, value] of before) {
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
      }
    }
  });
});

describe('auth', () => {
  const auth = { kind: 'setting', header: 'Authorization', setting: 'CRM_TOKEN' } as const;

  test('by a setting, which wins over a header of the same name', async () => {
    const server = await serve(json(1));
    await perform(
      at(server),
      { auth, headers: { authorization: 'mine' } },
      { settings: { CRM_TOKEN: ' Bearer s3cret\n' } },
    );
    expect(server.received[0]?.headers.authorization).toBe('Bearer s3cret');
  });

  test('a missing setting is the failure settings', async () => {
    const server = await serve(json(1));
    const { result } = await perform(at(server), { auth });
    expect(result).toMatchObject({ outcome: 'failed', failure: { code: 'settings', status: null } });
    expect(messageOf(result)).toContain('CRM_TOKEN');
    expect(server.received).toHaveLength(0);
  });

  test('a setting that no header can hold is not shown', async () => {
    const { result } = await perform(
      'https://crm.contoso.com',
      { auth },
      { settings: { CRM_TOKEN: 's3\r\ncret' } },
    );
    expect(result).toMatchObject({ failure: { code: 'settings' } });
    expect(messageOf(result)).not.toContain('cret');
  });

  const identity = { kind: 'identity', scope: 'api://crm/.default' } as const;

  test('by a token of the identity: with GRAPH_CREDENTIAL=none there is none', async () => {
    const { result } = await perform('https://crm.contoso.com', { auth: identity });
    expect(result).toMatchObject({ outcome: 'failed', failure: { code: 'settings' } });
    expect(messageOf(result)).toContain('GRAPH_CREDENTIAL=none');
  });

  test('a token is not sent over plain http', async () => {
    const asked: unknown[] = [];
    const { result } = await perform(
      'http://crm.contoso.com',
      { auth: identity },
      { identity: { getToken: (scope) => Promise.resolve((asked.push(scope), null)) } },
    );
    expect(messageOf(result)).toContain('plain http');
    expect(asked).toEqual([]);
  });

  test('a token that cannot be had, and nothing of what the library says', async () => {
    const failing = { getToken: () => Promise.reject(new TypeError('secret detail')) };
    const { result } = await perform('https://crm.contoso.com', { auth: identity }, { identity: failing });
    expect(result).toMatchObject({ outcome: 'failed', failure: { code: 'http' } });
    expect(messageOf(result)).toContain('api://crm/.default (TypeError)');
    expect(messageOf(result)).not.toContain('secret');
  });
});

test('DD6: no failure and no report holds a value', async () => {
  const secrets = ['4711', 'pin-8899', 's3cret', 'of-the-answer'];
  const order: Partial<HttpOrder> = {
    method: 'PUT',
    headers: { 'x-pin': 'pin-8899' },
    body: { kind: 'json', value: { pin: 'pin-8899' } },
    auth: { kind: 'setting', header: 'authorization', setting: 'CRM_TOKEN' },
    expect: { const: 1 },
    retries: 1,
    timeout: milliseconds(200),
  };
  const answers: Answer[] = [
    json({ a: 'of-the-answer' }),
    reset,
    silent,
    answer(302, { location: 'https://contoso.com/of-the-answer' }),
    answer(200, { 'content-encoding': 'gzip' }, 'of-the-answer'),
  ];
  for (const given of answers) {
    const server = await serve(given);
    const around = { settings: { CRM_TOKEN: 's3cret' } };
    const performed = await perform(at(server, '/accounts/4711?pin=pin-8899'), order, around);
    expect(performed.result.outcome).toBe('failed');
    for (const secret of secrets) expect(JSON.stringify(performed)).not.toContain(secret);
  }
});

test('a host that was worked out in the call, which may be what a caller pressed, is not reported', async () => {
  const server = await serve(answer(204));
  const { reports } = await perform(at(server), { isHostWritten: false });
  expect(reports.map(({ host }) => host)).toEqual([null]);
});
