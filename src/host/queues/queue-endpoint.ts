/**
 * The queues in memory as a storage account shows them, for apps that send and take messages themselves
 * (`@azure/storage-queue`): making a queue, and putting, getting, peeking, updating and deleting its messages (Azure Storage
 * REST API, Queue Service), nothing else.
 *
 * HQ3 Who knows its address may use it, and nobody guesses it: signatures are not checked.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { HostError } from '../errors.ts';
import type { Answer } from '../http/answer.ts';
import { emptyAnswer } from '../http/answer.ts';
import type { MemoryQueues, ReceiptFault } from './memory-queues.ts';
import type { QueueMessage } from './queue-service.ts';

export interface QueueRequest {
  readonly method: string;
  /** Below the endpoint, with its slash. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
}

/** Where the endpoint is, and how an app is told of it. */
export interface QueueEndpointAddress {
  /** Starts and ends with a slash. */
  readonly path: string;
  readonly connectionString: string;
}

/** A new address below `origin`, such as `http://127.0.0.1:41234`. */
export function queueEndpointAddress(origin: string): QueueEndpointAddress {
  const path = `/queues-${randomUUID()}/`;
  const account = `AccountName=memory;AccountKey=${randomBytes(64).toString('base64')}`;
  const endpoint = `QueueEndpoint=${origin}${path.slice(0, -1)}`;
  return { path, connectionString: `DefaultEndpointsProtocol=http;${account};${endpoint};` };
}

export class QueueEndpoint {
  readonly #queues: MemoryQueues;
  readonly #encoding: 'base64' | 'none';

  constructor(queues: MemoryQueues, encoding: 'base64' | 'none') {
    this.#queues = queues;
    this.#encoding = encoding;
  }

  handle(request: QueueRequest): Answer {
    const [, queueName, messages, id] =
      /^\/([a-z0-9][a-z0-9-]{1,61}[a-z0-9])(\/messages(?:\/([\w-]+))?)?$/.exec(request.path) ?? [];
    if (queueName === undefined) return refusal(400, 'InvalidResourceName');
    try {
      if (messages === undefined) return ofQueue(request);
      return id === undefined
        ? this.#ofMessages(queueName, request)
        : this.#ofMessage(queueName, id, request);
    } catch (error) {
      if (error instanceof HostError) return refusal(413, 'RequestBodyTooLarge');
      throw error;
    }
  }

  #ofMessages(queueName: string, { method, query, body }: QueueRequest): Answer {
    const number = (name: string, usual: number): number => Number(query.get(name) ?? usual);
    const count = number('numofmessages', 1);
    switch (method) {
      case 'POST': {
        const text = this.#textOf(body);
        if (text === null) return refusal(400, 'InvalidXmlDocument');
        const put = this.#queues.enqueue(queueName, text, number('visibilitytimeout', 0) * 1000);
        return list(201, [receiptXml(put)]);
      }
      case 'GET': {
        if (query.get('peekonly') === 'true')
          return list(
            200,
            this.#queues
              .show(queueName, count)
              .map((message) => stayXml(message) + this.#contentXml(message)),
          );
        const taken = this.#queues.take(queueName, count, number('visibilitytimeout', 30) * 1000);
        return list(
          200,
          taken.map((message) => receiptXml(message) + this.#contentXml(message)),
        );
      }
      default:
        return refusal(501, 'NotImplemented');
    }
  }

  #ofMessage(queueName: string, id: string, { method, query, body }: QueueRequest): Answer {
    const receipt = { id, popReceipt: query.get('popreceipt') ?? '' };
    switch (method) {
      case 'DELETE': {
        const fault = this.#queues.remove(queueName, receipt);
        return fault === null ? emptyAnswer(204) : refused(fault);
      }
      case 'PUT': {
        const hiddenFor = Number(query.get('visibilitytimeout') ?? 0) * 1000;
        const updated = this.#queues.update(queueName, receipt, this.#textOf(body), hiddenFor);
        if (typeof updated === 'string') return refused(updated);
        const { popReceipt, nextVisibleAt } = updated;
        const headers = {
          'x-ms-popreceipt': popReceipt,
          'x-ms-time-next-visible': nextVisibleAt.toUTCString(),
        };
        return { status: 204, headers };
      }
      default:
        return refusal(501, 'NotImplemented');
    }
  }

  #textOf(body: string): string | null {
    const text = /<MessageText>([^<]*)<\/MessageText>/.exec(body)?.[1];
    return text === undefined ? null : this.#decode(unescape(text));
  }

  #contentXml({ dequeueCount, text }: QueueMessage): string {
    const stored = this.#encoding === 'base64' ? Buffer.from(text).toString('base64') : escape(text);
    return element('DequeueCount', String(dequeueCount)) + element('MessageText', stored);
  }

  /** What is not base64 is kept as it is. */
  #decode(text: string): string {
    if (this.#encoding === 'none') return text;
    const bytes = Buffer.from(text, 'base64');
    return bytes.toString('base64') === text ? bytes.toString('utf8') : text;
  }
}

/** A queue in memory exists as soon as it is asked for. */
const ofQueue = ({ method }: QueueRequest): Answer =>
  method === 'PUT' ? emptyAnswer(201) : refusal(501, 'NotImplemented');

const refused = (fault: ReceiptFault): Answer => refusal(fault === 'MessageNotFound' ? 404 : 400, fault);

const element = (name: string, text: string): string => `<${name}>${text}</${name}>`;

const list = (status: number, messages: readonly string[]): Answer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="utf-8"?>${element(
    'QueueMessagesList',
    messages.map((message) => element('QueueMessage', message)).join(''),
  )}`,
});

const stayXml = (message: QueueMessage): string =>
  element('MessageId', message.id) +
  element('InsertionTime', message.insertedAt.toUTCString()) +
  element('ExpirationTime', message.expiresAt.toUTCString());

const receiptXml = (message: QueueMessage): string =>
  stayXml(message) +
  element('PopReceipt', message.popReceipt) +
  element('TimeNextVisible', message.nextVisibleAt.toUTCString());

const refusal = (status: number, code: string): Answer => ({
  status,
  headers: { 'content-type': 'application/xml', 'x-ms-error-code': code },
  body: `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
});

const entities: ReadonlyMap<string, string> = new Map([
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&apos;', "'"],
  ['&amp;', '&'],
]);

const escape = (text: string): string =>
  [...entities].reduceRight((escaped, [entity, sign]) => escaped.replaceAll(sign, entity), text);

const unescape = (text: string): string => text.replace(/&\w+;/g, (entity) => entities.get(entity) ?? entity);
