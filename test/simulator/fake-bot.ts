import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';

/** A notification request as a bot got it. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

export interface FakeBot {
  readonly url: string;
  readonly received: readonly Received[];
  /** Resolves with the first request, past or future, that `wanted` takes. */
  until(wanted: (request: Received) => boolean): Promise<Received>;
  close(): Promise<void>;
}

export interface BotAnswer {
  readonly status: number;
  readonly location?: string;
}

/** A bot that notes what it is told, answers as `answer` says, and serves files. */
export async function fakeBot(
  files: Readonly<Record<string, Uint8Array>> = {},
  answer: (request: Received) => BotAnswer = () => ({ status: 202 }),
): Promise<FakeBot> {
  const served = new Map(Object.entries(files));
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((message, response) => {
    const path = message.url ?? '/';
    if (message.method === 'GET') {
      const file = served.get(path);
      response.writeHead(file === undefined ? 404 : 200).end(file);
      return;
    }
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      const request: Received = {
        path,
        headers: message.headers,
        body: JSON.parse(Buffer.concat(chunks).toString()),
      };
      received.push(request);
      const { status, location } = answer(request);
      response.writeHead(status, location === undefined ? {} : { Location: location }).end();
      for (const look of [...waiting]) look();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no address');
  return {
    url: `http://127.0.0.1:${address.port}`,
    received,
    until: (wanted) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = received.find(wanted);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
