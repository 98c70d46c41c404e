import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

export interface TestServer {
  readonly port: number;
  readonly received: readonly Received[];
  readonly connections: () => number;
  /** Resolves when the last connection has gone. */
  readonly deserted: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A server on loopback that gives the n-th request the n-th answer, and all later ones the last. */
export async function startTestServer(...answers: readonly Answer[]): Promise<TestServer> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      });
      answers[Math.min(received.length, answers.length) - 1]?.(response, request);
    });
  });
  let [connections, open] = [0, 0];
  const waiting: (() => void)[] = [];
  server.on('connection', (socket) => {
    connections += 1;
    open += 1;
    socket.on('error', () => undefined);
    socket.on('close', () => {
      open -= 1;
      if (open === 0) for (const resolve of waiting.splice(0)) resolve();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    received,
    connections: () => connections,
    deserted: () => (open === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export const answer =
  (status: number, headers: Record<string, string> = {}, body: string | Buffer = ''): Answer =>
  (response) => {
    response.writeHead(status, headers).end(body);
  };

export const json = (value: unknown, status = 200): Answer =>
  answer(status, { 'content-type': 'application/json' }, JSON.stringify(value));

/** Closes the connection without an answer. */
export const reset: Answer = (_, request) => {
  request.socket.resetAndDestroy();
};

/** Never answers. */
export const silent: Answer = () => undefined;
