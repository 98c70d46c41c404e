/**
 * The HTTP face of the simulator, on loopback only.
 *
 * SH1  Whatever is sent gets an answer, or its connection is cut; nothing that is sent ends the program.
 * SH2  A body is read up to a limit only.
 * SH3  A web page of another origin cannot use it, also not over a name that was re-bound to loopback.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { isForeignRequest } from '../../loopback/index.ts';
import { answerControl } from '../control/control-api.ts';
import { SimulatorError } from '../errors.ts';
import { answerGraph } from '../graph/graph-api.ts';
import { isGraphPath } from '../graph/route.ts';
import type { Simulation } from '../simulation.ts';
import { answerIdentity } from './identity-endpoints.ts';
import { failure } from './message.ts';
import type { HttpAnswer, HttpRequest } from './message.ts';

/** Largest body that is read, in bytes. */
const bodyLimit = 1024 * 1024;
/** Most streams of events at a time. */
const streamLimit = 100;
/**
 * How long an idle connection is kept: longer than any client of ours keeps one, so that the client closes it. Where
 * both close at the same moment (Node's 5 s), a request that is just being sent is lost, and a prompt with it.
 */
const idleConnection = 75_000;

export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Starts to listen; throws `SIMULATOR-PORT-IN-USE` where the port is taken. */
export async function serve(simulation: Simulation, port: number): Promise<RunningServer> {
  const streams = new Set<ServerResponse>();
  const server = createServer((message, response) => {
    handle(simulation, streams, message, response).catch((cause: unknown) => {
      simulation.options.log(`defect of the simulator: ${String(cause)}`);
      if (!response.headersSent)
        write(response, failure(500, 'SIMULATOR-DEFECT', 'The simulator failed; its log says how.'));
      else response.destroy();
    });
  });
  server.keepAliveTimeout = idleConnection;
  server.on('clientError', (_error, socket) => socket.destroy());
  await listening(server, port, simulation.options.portOption);
  const address = server.address();
  if (typeof address !== 'object' || address === null) {
    throw new SimulatorError('SIMULATOR-LISTEN-FAILED', 'The simulator listens, but nobody knows where.');
  }
  return { port: address.port, close: () => closed(server) };
}

function listening(server: Server, port: number, portOption: string | null): Promise<void> {
  const choose = `choose another port${portOption === null ? '' : ` with ${portOption}`}`;
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE';
      const message = taken
        ? `Port ${port} is in use, probably by another simulator. Stop that one, or ${choose}.`
        : `The simulator cannot listen on port ${port}: ${cause.message}. Another port may do: ${choose}.`;
      reject(new SimulatorError(taken ? 'SIMULATOR-PORT-IN-USE' : 'SIMULATOR-LISTEN-FAILED', message, cause));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function handle(
  simulation: Simulation,
  streams: Set<ServerResponse>,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // SH3.
  if (isForeignRequest(message.headers)) {
    write(
      response,
      failure(
        403,
        'SIMULATOR-ORIGIN-FORBIDDEN',
        'Pages of other origins may not use it, nor is it reached by names other than localhost.',
      ),
    );
    return;
  }
  const body = await readBody(message);
  if (body === null) {
    response.setHeader('Connection', 'close');
    write(response, failure(413, 'SIMULATOR-BODY-TOO-LARGE', `A body may have ${bodyLimit} bytes.`));
    return;
  }
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const answer = await answerTo(simulation, requestOf(message, body, gone.signal));
  if (answer.kind !== 'events') {
    write(response, answer);
    return;
  }
  if (streams.size >= streamLimit) {
    write(response, failure(429, 'SIMULATOR-LIMIT-REACHED', 'Too many streams of events are open.'));
    return;
  }
  stream(streams, response, answer, gone.signal);
}

async function answerTo(simulation: Simulation, request: HttpRequest): Promise<HttpAnswer> {
  if (isGraphPath(request.path)) {
    const { status, headers, body, reset } = await answerGraph(simulation, request);
    if (reset) return { kind: 'reset' };
    return body === null ? { kind: 'empty', status, headers } : { kind: 'json', status, headers, body };
  }
  const identity = await answerIdentity(simulation, request);
  if (identity !== null) return identity;
  if (/^\/simulator(\/|$)/.test(request.path)) return answerControl(simulation, request);
  return failure(
    404,
    'SIMULATOR-ROUTE-UNKNOWN',
    'Graph is below /v1.0 and /beta, the control API below /simulator.',
  );
}

function requestOf(message: IncomingMessage, body: string, gone: AbortSignal): HttpRequest {
  const [path = '/', ...query] = (message.url ?? '/').split('?');
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
  const method = message.method ?? 'GET';
  return { method, path, query: new URLSearchParams(query.join('?')), headers, body, gone };
}

/** The body as text; null where it is too large. SH2. */
async function readBody(message: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message) {
    if (!Buffer.isBuffer(chunk)) continue;
    length += chunk.length;
    if (length > bodyLimit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function write(response: ServerResponse, answer: Exclude<HttpAnswer, { readonly kind: 'events' }>): void {
  switch (answer.kind) {
    case 'reset':
      response.socket?.destroy();
      return;
    case 'empty':
      response.writeHead(answer.status, { ...answer.headers, 'Content-Length': '0' }).end();
      return;
    case 'json':
      response
        .writeHead(answer.status, { 'Content-Type': 'application/json', ...answer.headers })
        .end(`${JSON.stringify(answer.body)}\n`);
      return;
    case 'file':
      // Without a length, so that it travels in chunks as the real one does.
      response.writeHead(200, { 'Content-Type': 'application/octet-stream' });
      response.write(answer.file);
      response.end();
      return;
  }
}

function stream(
  streams: Set<ServerResponse>,
  response: ServerResponse,
  answer: Extract<HttpAnswer, { readonly kind: 'events' }>,
  gone: AbortSignal,
): void {
  streams.add(response);
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  const running = answer.start(
    (event, data) => {
      if (!response.writableEnded) response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    () => response.end(),
  );
  gone.addEventListener('abort', () => {
    streams.delete(response);
    running.stop();
  });
}
