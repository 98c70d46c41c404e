import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface LocalServer {
  readonly origin: string;
  readonly received: ReceivedRequest[];
  readonly close: () => Promise<void>;
}

export type Answer = (response: ServerResponse, request: ReceivedRequest) => void;

/** An HTTP server on loopback that answers the n-th request with the n-th answer, then always with the last. */
export async function startServer(...answers: Answer[]): Promise<LocalServer> {
  const received: ReceivedRequest[] = [];
  const server = createServer((message: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      const request: ReceivedRequest = {
        method: message.method ?? '',
        path: message.url ?? '',
        headers: message.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      received.push(request);
      const answer = answers[Math.min(received.length, answers.length) - 1];
      answer?.(response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export const status =
  (code: number, headers: Record<string, string> = {}, body = ''): Answer =>
  (response) => {
    response.writeHead(code, headers).end(body);
  };

export const json = (value: unknown): Answer =>
  status(200, { 'content-type': 'application/json' }, JSON.stringify(value));

/** Closes the connection without an answer. */
export const reset: Answer = (response) => {
  response.destroy();
};
