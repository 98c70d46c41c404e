/**
 * The queues in memory as a storage account shows them, for apps that send messages themselves (`@azure/storage-queue`): making
 * a queue and putting a message into it (Azure Storage REST API, Create Queue and Put Message), nothing else.
 *
 * HQ3 Who knows its address may use it, and nobody guesses it: signatures are not checked.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { HostError } from '../errors.ts';
import type { Answer } from '../http/answer.ts';
import { emptyAnswer } from '../http/answer.ts';
import type { MemoryQueues } from './memory-queues.ts';

export interface QueueRequest {
  readonly method: string;
  /** Below the endpoint, with its slash. */
  readonly path: string;
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

  handle({ method, path, body }: QueueRequest): Answer {
    const [, queueName, below] = /^\/([a-z0-9][a-z0-9-]{1,61}[a-z0-9])(\/messages)?$/.exec(path) ?? [];
    if (queueName === undefined) return refusal(400, 'InvalidResourceName');
    // A queue in memory exists as soon as it is asked for.
    if (method === 'PUT' && below === undefined) return emptyAnswer(201);
    if (method === 'POST' && below !== undefined) return this.#put(queueName, body);
    return refusal(501, 'NotImplemented');
  }

  #put(queueName: string, body: string): Answer {
    const text = /<MessageText>([^<]*)<\/MessageText>/.exec(body)?.[1];
    if (text === undefined) return refusal(400, 'InvalidXmlDocument');
    try {
      this.#queues.enqueue(queueName, this.#decode(unescape(text)));
    } catch (error) {
      if (error instanceof HostError) return refusal(413, 'RequestBodyTooLarge');
      throw error;
    }
    const now = new Date().toUTCString();
    const message =
      `<MessageId>${randomUUID()}</MessageId><InsertionTime>${now}</InsertionTime><ExpirationTime>${now}</ExpirationTime>` +
      `<PopReceipt>${randomUUID()}</PopReceipt><TimeNextVisible>${now}</TimeNextVisible>`;
    return {
      status: 201,
      headers: { 'content-type': 'application/xml' },
      body: `<?xml version="1.0" encoding="utf-8"?><QueueMessagesList><QueueMessage>${message}</QueueMessage></QueueMessagesList>`,
    };
  }

  /** What is not base64 is kept as it is. */
  #decode(text: string): string {
    if (this.#encoding === 'none') return text;
    const bytes = Buffer.from(text, 'base64');
    return bytes.toString('base64') === text ? bytes.toString('utf8') : text;
  }
}

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

const unescape = (text: string): string => text.replace(/&\w+;/g, (entity) => entities.get(entity) ?? entity);
