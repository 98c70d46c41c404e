/**
 * The HTTP management API (durable extension, `HttpApiHandler.cs`, with the answers recorded from 3.14.1).
 *
 * HD4 Unknown ids are 404, finished ones 410, both without a body; what is accepted is 202.
 * HD5 Entities, rewind and restart are refused with 501 and a text; rewind of an unknown id is 404 with one.
 * HD6 A purge asks for no state: what it names, or its filter matches, is gone, running or not, as with Azure Storage.
 */
import type { Answer } from '../http/answer.ts';
import { emptyAnswer, jsonAnswer, textAnswer } from '../http/answer.ts';
import type { Clock } from '../clock.ts';
import { waitUntil } from '../clock.ts';
import type { DurableEngine } from './engine.ts';
import type { SendResult } from './engine-ports.ts';
import { historyView } from './history-view.ts';
import type { Instance } from './instance.ts';
import { instanceStatus, isFinal } from './instance.ts';
import { parseFilter, selectInstances } from './instance-filter.ts';
import type { ManagementAddress } from './management-links.ts';
import { instanceLinks } from './management-links.ts';

export interface ManagementRequest {
  readonly method: string;
  /** Decoded segments after the base address. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface ManagementApiOptions {
  readonly engine: DurableEngine;
  readonly clock: Clock;
  readonly address: () => ManagementAddress;
}

export class ManagementApi {
  readonly #options: ManagementApiOptions;

  constructor(options: ManagementApiOptions) {
    this.#options = options;
  }

  async handle(request: ManagementRequest): Promise<Answer> {
    const [resource, ...rest] = request.segments;
    switch (resource?.toLowerCase()) {
      case 'orchestrators':
        return this.#start(request, rest);
      case 'instances':
        return this.#instances(request, rest);
      case 'entities':
        return textAnswer(501, 'Durable entities are not available on the embedded host.');
      default:
        return emptyAnswer(404);
    }
  }

  async #start(request: ManagementRequest, [name, instanceId, ...more]: readonly string[]): Promise<Answer> {
    if (request.method !== 'POST' || name === undefined || more.length > 0) return emptyAnswer(404);
    const input = parseBody(request.body, 'null');
    if (input === null) return invalidJson();
    const version = request.query.get('version') ?? undefined;
    const result = this.#options.engine.start({
      name,
      instanceId: instanceId === '' ? undefined : instanceId,
      input,
      version,
    });
    if (result.kind === 'exists') {
      const { runtimeStatus, instanceId: id } = result.status;
      const message = `An orchestration with id '${id}' already exists. It is in state ${runtimeStatus}`;
      return jsonAnswer(409, { Message: message });
    }
    const timeout = request.query.get('timeout');
    if (timeout !== null)
      return this.#waitFor(result.instanceId, timeout, request.query.get('pollingInterval'));
    return this.#started(result.instanceId);
  }

  #started(instanceId: string): Answer {
    const links = instanceLinks(this.#options.address(), instanceId);
    return jsonAnswer(202, links, { location: links.statusQueryGetUri ?? '', 'retry-after': '10' });
  }

  /** Start and wait, for at most `timeout` seconds. */
  async #waitFor(instanceId: string, timeout: string, pollingInterval: string | null): Promise<Answer> {
    const { engine, clock } = this.#options;
    const end = clock.now() + Number(timeout) * 1000;
    const interval = Math.max(0.05, Number(pollingInterval ?? 1)) * 1000;
    if (!Number.isFinite(end) || !Number.isFinite(interval)) {
      return jsonAnswer(400, { Message: 'timeout and pollingInterval must be seconds' });
    }
    while (clock.now() < end) {
      await waitUntil(clock, Math.min(end, clock.now() + interval));
      const instance = engine.instance(instanceId);
      if (instance?.status === 'Completed') return jsonAnswer(200, instance.output ?? null);
      if (instance !== undefined && isFinal(instance.status)) return this.#status(instance, request200);
    }
    return this.#started(instanceId);
  }

  #instances(request: ManagementRequest, [id, operation, name]: readonly string[]): Answer {
    if (id === undefined || id === '') return this.#many(request);
    if (operation === undefined) return this.#one(request, id);
    if (request.method !== 'POST') return emptyAnswer(404);
    return this.#operate(request, id, operation.toLowerCase(), name);
  }

  #one(request: ManagementRequest, id: string): Answer {
    const { engine } = this.#options;
    const instance = engine.instance(id);
    if (request.method === 'GET')
      return instance === undefined ? emptyAnswer(404) : this.#status(instance, request);
    if (request.method !== 'DELETE') return emptyAnswer(404);
    return engine.purge(id) ? jsonAnswer(200, { instancesDeleted: 1 }) : emptyAnswer(404);
  }

  #status(instance: Readonly<Instance>, request: Pick<ManagementRequest, 'query'>): Answer {
    const body = statusBody(instance, request.query);
    if (!isFinal(instance.status)) {
      const links = instanceLinks(this.#options.address(), instance.id);
      return jsonAnswer(202, body, { location: links.statusQueryGetUri ?? '', 'retry-after': '5' });
    }
    const failsLoudly = isTrue(request.query.get('returnInternalServerErrorOnFailure'));
    return jsonAnswer(instance.status === 'Failed' && failsLoudly ? 500 : 200, body);
  }

  #many(request: ManagementRequest): Answer {
    const { engine } = this.#options;
    const filter = parseFilter(request.query, request.headers['x-ms-continuation-token']);
    if (filter === null)
      return jsonAnswer(400, { Message: 'The filter is wrong: dates, a status or top cannot be read.' });
    if (request.method === 'GET') {
      const { instances, continuationToken } = selectInstances(engine.instances(), filter);
      const body = instances.map((instance) => statusBody(instance, request.query));
      return jsonAnswer(
        200,
        body,
        continuationToken === null ? {} : { 'x-ms-continuation-token': continuationToken },
      );
    }
    if (request.method !== 'DELETE') return emptyAnswer(404);
    if (filter.createdFrom === -Infinity)
      return jsonAnswer(400, "Please provide value for 'createdTimeFrom' parameter.");
    const { instances } = selectInstances(engine.instances(), { ...filter, top: Infinity, after: 0 });
    const deleted = instances.filter((instance) => engine.purge(instance.id)).length;
    return deleted === 0 ? emptyAnswer(404) : jsonAnswer(200, { instancesDeleted: deleted });
  }

  #operate(request: ManagementRequest, id: string, operation: string, name: string | undefined): Answer {
    const { engine } = this.#options;
    const reason = request.query.get('reason') ?? '';
    switch (operation) {
      case 'raiseevent':
        return this.#raise(request, id, name);
      case 'terminate':
        return sendAnswer(engine.terminate(id, reason));
      case 'suspend':
        return sendAnswer(engine.suspend(id, reason));
      case 'resume':
        return sendAnswer(engine.resume(id, reason));
      case 'rewind':
      case 'restart':
        return this.#refuse(id, operation);
      default:
        return emptyAnswer(404);
    }
  }

  #raise(request: ManagementRequest, id: string, name: string | undefined): Answer {
    const { engine } = this.#options;
    if (name === undefined || name === '') return emptyAnswer(404);
    const instance = engine.instance(id);
    if (instance === undefined) return emptyAnswer(404);
    if (isFinal(instance.status)) return emptyAnswer(410);
    const input = parseBody(request.body, null);
    return input === null ? invalidJson() : sendAnswer(engine.raiseEvent(id, name, input));
  }

  /** HD5 */
  #refuse(id: string, operation: string): Answer {
    if (this.#options.engine.instance(id) === undefined) {
      return textAnswer(404, `No orchestration with instance ID "${id}" found.`);
    }
    return textAnswer(
      501,
      `The ${operation} operation is not available on the embedded host. Start the instance anew.`,
    );
  }
}

const request200 = { query: new URLSearchParams() };

/** HD4 */
function sendAnswer(result: SendResult): Answer {
  return emptyAnswer({ accepted: 202, unknown: 404, finished: 410 }[result]);
}

/** The body as compact JSON; `whenEmpty` if there is none, null if it is not JSON. */
function parseBody(body: string, whenEmpty: string | null): string | null {
  if (body === '') return whenEmpty;
  try {
    return JSON.stringify(JSON.parse(body));
  } catch {
    return null;
  }
}

function invalidJson(): Answer {
  return jsonAnswer(400, { Message: 'Invalid JSON content' });
}

function statusBody(instance: Readonly<Instance>, query: URLSearchParams): object {
  const status = instanceStatus(instance);
  const showHistory = isTrue(query.get('showHistory'));
  const showOutput = isTrue(query.get('showHistoryOutput'));
  return {
    ...status,
    input: query.get('showInput')?.toLowerCase() === 'false' ? null : status.input,
    createdTime: wireTime(status.createdTime),
    lastUpdatedTime: wireTime(status.lastUpdatedTime),
    ...(showHistory ? { historyEvents: historyView(instance.history, showOutput) } : {}),
  };
}

function isTrue(text: string | null): boolean {
  return text?.toLowerCase() === 'true';
}

/** To the second, as the real one writes it. */
function wireTime(time: number): string {
  return new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
