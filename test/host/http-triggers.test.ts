import { connect } from 'node:net';
import { request as httpRequest } from 'node:http';
import { app, output, trigger } from '@azure/functions';
import type { HttpHandler, HttpMethod } from '@azure/functions';
import * as fc from 'fast-check';
import { compareRoutes, matchRoute, parseRouteTemplate } from '../../src/host/http/route-template.ts';
import { closeHosts, injectFunctions } from './support/injected-host.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});

afterEach(closeHosts);

/** One function per route; each answers its name and parameters. */
function routes(...list: readonly (readonly [route: string, ...methods: HttpMethod[]])[]) {
  return () => {
    for (const [index, [route, ...methods]] of list.entries()) {
      app.http(`f${index}`, {
        route,
        ...(methods.length === 0 ? {} : { methods }),
        authLevel: 'anonymous',
        handler: (request) => ({ jsonBody: { route, params: request.params } }),
      });
    }
  };
}

describe('routes', () => {
  test('the more literal route wins; constraints, optional parameters, defaults and catch-alls as documented', async () => {
    const { host } = await injectFunctions(
      routes(
        ['items/{id:int}'],
        ['items/{id}'],
        ['items/new'],
        ['files/{*path}'],
        ['a/{b=x}/{c?}'],
        ['v{major}.{minor}/z'],
      ),
    );
    const get = async (path: string): Promise<unknown> => {
      const response = await fetch(`${host.url}/api/${path}`);
      return response.status === 200 ? response.json() : response.status;
    };
    expect(await get('items/7')).toEqual({ route: 'items/{id:int}', params: { id: '7' } });
    expect(await get('items/seven')).toEqual({ route: 'items/{id}', params: { id: 'seven' } });
    expect(await get('ITEMS/New')).toEqual({ route: 'items/new', params: {} });
    expect(await get('files/a/b%20c/d.txt')).toEqual({
      route: 'files/{*path}',
      params: { path: 'a/b c/d.txt' },
    });
    expect(await get('files')).toEqual({ route: 'files/{*path}', params: {} });
    expect(await get('a')).toEqual({ route: 'a/{b=x}/{c?}', params: { b: 'x' } });
    expect(await get('a/1/2')).toEqual({ route: 'a/{b=x}/{c?}', params: { b: '1', c: '2' } });
    expect(await get('v1.22/z')).toEqual({
      route: 'v{major}.{minor}/z',
      params: { major: '1', minor: '22' },
    });
    expect(await get('items/7/more')).toBe(404);
    expect(await get('../items/new')).toBe(404);
  });

  test('HH3: an unlisted method, HEAD too, is not found; one path may have a function per method', async () => {
    const { host } = await injectFunctions(routes(['x', 'GET'], ['x', 'POST', 'DELETE']));
    const call = async (method: string): Promise<unknown> => {
      const response = await fetch(`${host.url}/api/x`, { method });
      return [response.status, (await response.text()).length];
    };
    expect(await call('GET')).toEqual([200, 25]);
    expect(await call('DELETE')).toEqual([200, 25]);
    expect(await call('PUT')).toEqual([404, 0]);
    expect(await call('HEAD')).toEqual([404, 0]);
  });

  test.each(['{a}/{a}', '{*rest}/x', '{a?}/x', '{a', 'x//y', '{a:foo}', '{}', 'x{a?}', '{a:range(x)}'])(
    'the template %s is refused',
    (template) => {
      expect(() => parseRouteTemplate(template)).toThrow();
    },
  );

  test.each([
    ['int', ['1', '-5'], ['1.5', 'x', '3000000000']],
    ['long', ['3000000000'], ['99999999999999999999', 'x']],
    ['bool', ['true', 'FALSE'], ['yes']],
    ['guid', ['00000000-0000-0000-0000-000000000001'], ['0']],
    ['alpha', ['abc'], ['ab1']],
    ['decimal', ['1.5'], ['1,5']],
    ['datetime', ['2026-01-01'], ['soon']],
    ['minlength(2)', ['ab'], ['a']],
    ['maxlength(2)', ['ab'], ['abc']],
    ['length(2,3)', ['ab', 'abc'], ['a', 'abcd']],
    ['length(2)', ['ab'], ['abc']],
    ['min(5)', ['5'], ['4']],
    ['max(5)', ['5'], ['6']],
    ['range(2,4)', ['2', '4'], ['1', '5']],
    ['regex(^a{{2}}$)', ['aa'], ['a']],
    ['int:min(3)', ['3'], ['2', 'x']],
  ])('the constraint %s', (constraint, accepted, refused) => {
    const template = parseRouteTemplate(`{value:${constraint}}`);
    for (const value of accepted) expect(matchRoute(template, [value])).toEqual({ value });
    for (const value of refused) expect(matchRoute(template, [value])).toBeNull();
  });

  test('HH1: any text in a segment comes back as it was', () => {
    const template = parseRouteTemplate('x/{value}/y');
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (value) => {
        expect(matchRoute(template, ['x', encodeURIComponent(value), 'y'])).toEqual({ value });
      }),
    );
  });

  test('HH2: the order of routes is total and does not depend on where they started', () => {
    const segment = fc.constantFrom('a', 'b', '{x}', '{x:int}', '{y}z');
    const template = fc
      .tuple(segment, segment)
      .filter(([a, b]) => !(a.includes('x') && b.includes('x')) && a !== b);
    const list = fc.uniqueArray(
      template.map((parts) => parts.join('/')),
      { minLength: 2 },
    );
    fc.assert(
      fc.property(
        list.chain((texts) =>
          fc.tuple(fc.constant(texts), fc.shuffledSubarray(texts, { minLength: texts.length })),
        ),
        ([texts, shuffled]) => {
          const sorted = (input: readonly string[]) =>
            input
              .map(parseRouteTemplate)
              .sort(compareRoutes)
              .map(({ text }) => text);
          expect(sorted(texts)).toEqual(sorted(shuffled));
        },
      ),
    );
  });
});

describe('answers', () => {
  test('text, JSON, bytes, status, headers, none at all; a throw is 500 without a body and logged', async () => {
    const { host, logged } = await injectFunctions(() => {
      const answer = (name: string, handler: HttpHandler) =>
        app.http(name, { authLevel: 'anonymous', handler });
      answer('text', () => ({ body: 'Grüße' }));
      answer('json', () => ({ jsonBody: { a: 1 }, status: 201, headers: { 'x-a': 'b' } }));
      answer('bytes', () => ({ body: new Uint8Array([0, 255]), headers: { 'content-type': 'audio/wav' } }));
      app.generic('none', {
        trigger: trigger.http({ authLevel: 'anonymous', route: 'none' }),
        return: output.http({}),
        handler: () => undefined,
      });
      answer('throws', () => {
        throw new Error('broken');
      });
      answer('wrong', () => Object('text'));
    });
    const get = async (name: string) => {
      const response = await fetch(`${host.url}/api/${name}`);
      const body = Buffer.from(await response.arrayBuffer());
      return [response.status, response.headers.get('content-type'), body.toString('latin1')];
    };
    expect(await get('text')).toEqual([
      200,
      'text/plain;charset=UTF-8',
      Buffer.from('Grüße').toString('latin1'),
    ]);
    expect(await get('json')).toEqual([201, 'application/json', '{"a":1}']);
    expect(await get('bytes')).toEqual([200, 'audio/wav', '\u0000ÿ']);
    expect(await get('none')).toEqual([204, null, '']);
    expect(await get('throws')).toEqual([500, null, '']);
    expect(logged).toContainEqual(
      expect.objectContaining({
        level: 'error',
        functionName: 'throws',
        message: expect.stringContaining('broken'),
      }),
    );
  });

  test('a body of 5 MB arrives whole; one over 100 MB is refused', async () => {
    const { host } = await injectFunctions(() =>
      app.http('size', {
        authLevel: 'anonymous',
        handler: async (request) => ({ body: String((await request.arrayBuffer()).byteLength) }),
      }),
    );
    const post = (size: number) =>
      fetch(`${host.url}/api/size`, { method: 'POST', body: Buffer.alloc(size) });
    expect(await (await post(5_000_000)).text()).toBe('5000000');
    expect((await post(100 * 1024 * 1024 + 1)).status).toBe(413);
  });

  test('a request target that is none, and an absolute one', async () => {
    const { host } = await injectFunctions(routes(['x']));
    const raw = (request: string) =>
      new Promise<string>((resolve) => {
        let text = '';
        const socket = connect(host.port, '127.0.0.1', () => socket.end(request));
        socket.on('data', (chunk) => (text += chunk.toString('utf8')));
        socket.on('close', () => resolve(text.split('\r\n')[0] ?? ''));
      });
    expect(await raw('GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n')).toContain('400');
    expect(await raw('GET http://x/api/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toContain('200');
  });

  test('what no function takes may be taken by another handler', async () => {
    const { host } = await injectFunctions(routes(['x']), {
      onUnmatched(request, response) {
        if (request.url !== '/') return false;
        response.end('a page');
        return true;
      },
    });
    expect(await (await fetch(`${host.url}/`)).text()).toBe('a page');
    expect((await fetch(`${host.url}/other`)).status).toBe(404);
  });
});

describe('HH5: without keys a web page of another origin does not steer the host', () => {
  /** fetch forbids setting Host and Origin. */
  const statusOf = (url: string, headers: Record<string, string>): Promise<number> =>
    new Promise((resolve, reject) => {
      httpRequest(url, { method: 'GET', headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
        .on('error', reject)
        .end();
    });

  test.each(['/runtime/webhooks/durabletask/instances', '/admin/host/status', '/admin/queues'])(
    '%s',
    async (path) => {
      const { host } = await injectFunctions(routes(['open']));
      expect(await statusOf(host.url + path, {})).toBe(200);
      expect(await statusOf(host.url + path, { origin: 'http://localhost:3000' })).toBe(200);
      expect(await statusOf(host.url + path, { origin: 'https://evil.example' })).toBe(403);
      expect(await statusOf(host.url + path, { origin: 'null' })).toBe(403);
      expect(await statusOf(host.url + path, { host: 'evil.example' })).toBe(403);
    },
  );

  test('a function decides for itself who may call it', async () => {
    const { host } = await injectFunctions(routes(['open']));
    expect(await statusOf(`${host.url}/api/open`, { origin: 'https://evil.example' })).toBe(200);
  });
});
