/**
 * The host's HTTP face: functions under their routes, the durable management API, `/admin`.
 *
 * HH3 A request without a matching function, of whatever method, is 404 without a body; a function that throws is 500 without one.
 * HH4 Keys are looked at only when the host was told to; then 401 without a body.
 * HH5 Where they are not, no web page of another origin reaches what steers the host: 403.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isForeignRequest } from '../../loopback/index.ts';
import type { Clock } from '../clock.ts';
import type { ManagementApi } from '../durable/management-api.ts';
import type { FunctionRunner } from '../function-runner.ts';
import type { HostLog } from '../log.ts';
import type { WorkTracker } from '../work-tracker.ts';
import type { Answer } from './answer.ts';
import { HostError } from '../errors.ts';
import { emptyAnswer, jsonAnswer, textAnswer } from './answer.ts';
import type { MemoryQueues } from '../queues/memory-queues.ts';
import type { QueueEndpoint } from '../queues/queue-endpoint.ts';
import { headersOf, readBody, writeAnswer } from './exchange.ts';
import { fromTypedResponse, toTypedRequest } from './http-conversion.ts';
import type { HttpRoutes, RouteMatch } from './http-functions.ts';
import type { HostKeys } from './keys.ts';
import { opensDurable, opensFunction } from './keys.ts';

/** Takes a request that no function takes (a console, for one). False: it does not want it either. */
export type UnmatchedHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface HttpHostOptions {
  readonly routes: HttpRoutes;
  readonly runner: FunctionRunner;
  readonly management: ManagementApi;
  readonly queueClients: { readonly path: string; readonly endpoint: QueueEndpoint };
  readonly queues: Pick<MemoryQueues, 'waiting' | 'enqueue'>;
  /** Null: keys are not checked. */
  readonly keys: HostKeys | null;
  readonly log: HostLog;
  readonly clock: Clock;
  readonly work: WorkTracker;
  readonly onUnmatched?: UnmatchedHandler | undefined;
}

const durablePath = '/runtime/webhooks/durabletask/';

export class HttpHost {
  readonly #options: HttpHostOptions;
  constructor(options: HttpHostOptions) {
    this.#options = options;
  }

  /** @param face `rpc`: the listener for the app's own durable and queue clients, on the loopback only, without keys */
  async serve(request: IncomingMessage, response: ServerResponse, face: 'public' | 'rpc'): Promise<void> {
    const url = requestUrl(request);
    const end = this.#options.work.begin('request', url?.pathname ?? '');
    try {
      if (url === null) writeAnswer(response, emptyAnswer(400));
      else if (face === 'rpc') writeAnswer(response, await this.#serveClients(request, url));
      else await this.#servePublic(request, response, url);
    } catch (error) {
      this.#logFailure(request, error);
      if (!response.headersSent) writeAnswer(response, emptyAnswer(500));
      else response.destroy();
    } finally {
      end();
    }
  }

  async #serveClients(request: IncomingMessage, url: URL): Promise<Answer> {
    const { path, endpoint } = this.#options.queueClients;
    if (!url.pathname.startsWith(path)) return this.#manage(request, url, '/durabletask/');
    const body = await readBody(request);
    if (body === null) return emptyAnswer(413);
    return endpoint.handle({
      method: request.method ?? 'GET',
      path: url.pathname.slice(path.length - 1),
      query: url.searchParams,
      body: body.toString('utf8'),
    });
  }

  async #servePublic(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    if (url.pathname.toLowerCase().startsWith(durablePath)) {
      const refused = this.#refuses(request, (given) => opensDurable(given, presentedKey(request, url)));
      writeAnswer(response, refused ?? (await this.#manage(request, url, durablePath)));
      return;
    }
    const match = this.#options.routes.match(request.method ?? 'GET', url.pathname);
    if (match !== null) {
      writeAnswer(response, await this.#invoke(match, request, url));
      return;
    }
    const admin = await this.#admin(request, url);
    if (admin !== null) {
      writeAnswer(response, admin);
      return;
    }
    if (this.#options.onUnmatched?.(request, response) !== true) writeAnswer(response, emptyAnswer(404));
  }

  async #invoke(match: RouteMatch, request: IncomingMessage, url: URL): Promise<Answer> {
    const { runner, keys } = this.#options;
    const { hosted, trigger } = match.route;
    const allowed =
      keys === null || opensFunction(keys, hosted.name, trigger.authLevel, presentedKey(request, url));
    if (!allowed) return emptyAnswer(401);
    const body = await readBody(request);
    if (body === null) return { ...emptyAnswer(413), headers: { connection: 'close' } };
    const data = toTypedRequest({
      method: request.method ?? 'GET',
      url,
      headers: headersOf(request),
      params: match.params,
      body,
    });
    const result = await runner.run(hosted, { trigger: data });
    if (result.kind === 'failed') return emptyAnswer(500);
    return hosted.hasHttpOutput ? fromTypedResponse(result.response.returnValue) : emptyAnswer(204);
  }

  async #manage(request: IncomingMessage, url: URL, base: string): Promise<Answer> {
    const body = await readBody(request);
    if (body === null) return emptyAnswer(413);
    return this.#options.management.handle({
      method: request.method ?? 'GET',
      segments: url.pathname.slice(base.length).split('/').map(decode),
      query: url.searchParams,
      headers: headersOf(request),
      body: body.toString('utf8'),
    });
  }

  /** What scripts ask the Functions host for, and `queues`, which is ours: the queues in memory have no other window. */
  async #admin(request: IncomingMessage, url: URL): Promise<Answer | null> {
    const { routes, queues } = this.#options;
    const path = url.pathname.toLowerCase().replace(/\/$/, '');
    const [, queueName] = /^\/admin\/queues\/([a-z0-9][a-z0-9-]{1,61}[a-z0-9])$/.exec(path) ?? [];
    const isPut = request.method === 'POST' && queueName !== undefined;
    if (!path.startsWith('/admin/') || (request.method !== 'GET' && !isPut)) return null;
    const refused = this.#refuses(request, (keys) =>
      opensFunction(keys, '', 'admin', presentedKey(request, url)),
    );
    if (refused !== null) return refused;
    if (path === '/admin/host/status') return jsonAnswer(200, { state: 'Running' });
    if (path === '/admin/host/ping') return emptyAnswer(200);
    if (isPut) return putMessage(queues, queueName, await readBody(request));
    if (path === '/admin/queues') return jsonAnswer(200, queues.waiting());
    if (path !== '/admin/functions') return null;
    return jsonAnswer(
      200,
      routes.list.map(({ hosted, template }) => ({ name: hosted.name, route: template.text })),
    );
  }

  /** HH4 and HH5, for what steers the host. Null: let in. */
  #refuses({ headers }: IncomingMessage, opens: (keys: HostKeys) => boolean): Answer | null {
    const { keys } = this.#options;
    if (keys === null) return isForeignRequest(headers) ? emptyAnswer(403) : null;
    return opens(keys) ? null : emptyAnswer(401);
  }

  #logFailure(request: IncomingMessage, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.#options.log({
      time: new Date(this.#options.clock.now()),
      level: 'error',
      category: 'host',
      message: `${request.method ?? ''} ${request.url ?? ''} could not be answered: ${reason}`,
    });
  }
}

/** The address as the client wrote it; null when it is none. */
function requestUrl(request: IncomingMessage): URL | null {
  const base = `http://${request.headers.host ?? 'localhost'}`;
  const target = request.url ?? '/';
  const text = target.startsWith('/') ? base + target : target;
  return URL.canParse(text) ? new URL(text) : null;
}

function presentedKey(request: IncomingMessage, url: URL): string | null {
  const header = request.headers['x-functions-key'];
  return url.searchParams.get('code') ?? (typeof header === 'string' ? header : null);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whoever works on an app puts a message into a queue in memory, as others would put it into the real one. */
function putMessage(queues: Pick<MemoryQueues, 'enqueue'>, queueName: string, body: Buffer | null): Answer {
  try {
    if (body === null) return emptyAnswer(413);
    return jsonAnswer(201, { id: queues.enqueue(queueName, body.toString('utf8')).id });
  } catch (error) {
    if (error instanceof HostError) return textAnswer(413, error.message);
    throw error;
  }
}
