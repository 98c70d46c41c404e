import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { assertNever } from '../call/index.ts';
import { ConsoleError } from './console-error.ts';
import type { ConsoleSource } from './console-source.ts';
import type { PageAsset } from './page-assets.ts';
import { readJsonBody, refuseForeign } from './request-guard.ts';
import { streamUpdates } from './update-stream.ts';
import type { ConsoleProblem } from './view.ts';

/** Answers a request if it is the console's, and says whether it was: `/` and `/console/…`, nothing else. */
export type ConsoleHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

/** No inline script or style, nothing from elsewhere, no frame around it; audio comes from the functions. */
const pageHeaders = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; media-src 'self'; " +
    "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
} as const;

const text = (words: string): z.ZodString =>
  z.string({ error: ({ input }) => (input === undefined ? 'is missing' : words) });

const party = text('must be a text').min(1, 'must not be empty').max(200, 'must have at most 200 characters');

/** What a body has, in words where it has something else. */
const body = <Shape extends z.core.$ZodShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `has ${issue.keys.join(', ')}, which is not known`
        : 'must be an object',
  });

const callRequest = body({ from: party, to: party });
const keysRequest = body({
  keys: text('must be a text').regex(/^[0-9*#]{1,64}$/, 'must be 1 to 64 keys: 0 to 9, * and #'),
});
const hangUpRequest = body({});

/**
 * C2  The console answers `/` and `/console/…` only, so it shadows no route of the functions.
 */
export function createConsoleHandler(
  source: ConsoleSource,
  assets: ReadonlyMap<string, PageAsset>,
): ConsoleHandler {
  return (request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?');
    if (path !== '/' && !path.startsWith('/console/')) return false;
    void replyTo(source, assets, { request, path })
      .then((reply) => send(source, response, reply))
      .catch((error: unknown) => send(source, response, refusal(error)));
    return true;
  };
}

type Reply =
  | { readonly kind: 'asset'; readonly asset: PageAsset }
  | { readonly kind: 'json'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'stream'; readonly callId: string };

async function replyTo(
  source: ConsoleSource,
  assets: ReadonlyMap<string, PageAsset>,
  { request, path }: { readonly request: IncomingMessage; readonly path: string },
): Promise<Reply> {
  refuseForeign(request);
  const method = request.method ?? 'GET';
  const asset = assets.get(path);
  if (asset !== undefined && method === 'GET') return { kind: 'asset', asset };
  if (path === '/console/api/status' && method === 'GET')
    return { kind: 'json', status: 200, body: await source.status() };
  if (path === '/console/api/calls' && method === 'POST') {
    const { from, to } = await parseBody(callRequest, request);
    return { kind: 'json', status: 201, body: { id: await source.placeCall(from, to) } };
  }
  const [, callId = '', verb = ''] = /^\/console\/api\/calls\/([\w.-]+)\/([a-z]+)$/.exec(path) ?? [];
  switch (`${method} ${verb}`) {
    case 'POST keys': {
      await source.pressKeys(callId, (await parseBody(keysRequest, request)).keys);
      return { kind: 'json', status: 202, body: {} };
    }
    case 'POST hangup': {
      await parseBody(hangUpRequest, request);
      await source.hangUp(callId);
      return { kind: 'json', status: 202, body: {} };
    }
    case 'GET events':
      return { kind: 'stream', callId };
    default:
      throw new ConsoleError('CONSOLE-NOT-FOUND', 'The console has nothing at this address.');
  }
}

async function parseBody<Body extends z.ZodType>(
  schema: Body,
  request: IncomingMessage,
): Promise<z.output<Body>> {
  const parsed = schema.safeParse(await readJsonBody(request));
  if (parsed.success) return parsed.data;
  const reasons = parsed.error.issues.map(
    ({ path, message }) => `${path.length === 0 ? 'it' : `"${path.join('.')}"`} ${message}`,
  );
  throw new ConsoleError('CONSOLE-REQUEST-INVALID', `The body cannot be used: ${reasons.join('; ')}.`);
}

function refusal(error: unknown): Reply {
  const body = (code: string, message: string): ConsoleProblem => ({ error: { code, message } });
  return error instanceof ConsoleError
    ? { kind: 'json', status: error.status, body: body(error.code, error.message) }
    : {
        kind: 'json',
        status: 500,
        body: body('CONSOLE-DEFECT', 'The console failed; this is a defect of ivr.'),
      };
}

function send(source: ConsoleSource, response: ServerResponse, reply: Reply): void {
  switch (reply.kind) {
    case 'asset':
      response
        .writeHead(200, { ...pageHeaders, 'content-type': reply.asset.contentType })
        .end(reply.asset.body);
      break;
    case 'json':
      sendJson(response, reply.status, reply.body);
      break;
    case 'stream':
      streamUpdates(response, (onUpdate) => source.watch(reply.callId, onUpdate));
      break;
    default:
      assertNever(reply, 'console reply');
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
  response.writeHead(status, headers).end(JSON.stringify(body));
}
