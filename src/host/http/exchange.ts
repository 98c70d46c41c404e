/** Reading requests and writing answers; nothing here knows functions. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';

/** The Functions host's limit. */
const largestBody = 100 * 1024 * 1024;

/** The whole body, or null when it is larger than the host takes. */
export async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > largestBody) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function writeAnswer(response: ServerResponse, answer: Answer): void {
  response.statusCode = answer.status;
  for (const [name, value] of Object.entries(answer.headers ?? {})) {
    if (hopByHop.has(name.toLowerCase())) continue;
    response.setHeader(name, typeof value === 'string' ? value : [...value]);
  }
  const body = Buffer.from(answer.body ?? '');
  const carriesNone = answer.status === 204 || answer.status === 304 || answer.status < 200;
  if (!carriesNone) response.setHeader('content-length', body.length);
  response.end(carriesNone ? undefined : body);
}

/** The connection's own business, not a function's. */
const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'content-length']);

/** Header values as text; repeated ones joined by comma. */
export function headersOf(request: IncomingMessage): Record<string, string> {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, typeof value === 'string' ? value : value.join(', '));
  }
  return Object.fromEntries(headers);
}
