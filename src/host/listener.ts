import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import { describeCause, HostError } from './errors.ts';

/** A listening HTTP server. */
export interface Listener {
  readonly port: number;
  /** Takes no new connections; requests that run go on. */
  stop(): void;
  /** Ends every connection. */
  destroy(): void;
}

/** @throws HostError HOST-PORT-IN-USE or HOST-PORT-UNAVAILABLE */
export async function listen(hostname: string, port: number, onRequest: RequestListener): Promise<Listener> {
  const server = createServer(onRequest);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, hostname, port)));
    server.listen(port, hostname, resolve);
  });
  return {
    port: portOf(server),
    stop() {
      server.close();
      server.closeIdleConnections();
    },
    destroy: () => server.closeAllConnections(),
  };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function listenError(error: NodeJS.ErrnoException, hostname: string, port: number): HostError {
  if (error.code === 'EADDRINUSE') {
    return new HostError(
      'HOST-PORT-IN-USE',
      `Port ${port} is in use, perhaps by another host. Stop that one or choose another port (--port).`,
      { port },
      error,
    );
  }
  return new HostError(
    'HOST-PORT-UNAVAILABLE',
    `The host cannot listen on ${hostname}:${port}: ${describeCause(error)}. Choose another port (--port).`,
    { hostname, port },
    error,
  );
}
