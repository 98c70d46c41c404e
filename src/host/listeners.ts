import type { HostOptions } from './host-options.ts';
import type { HttpHost } from './http/http-host.ts';
import type { Listener } from './listener.ts';
import { listen } from './listener.ts';

export interface Listeners {
  readonly front: Listener;
  readonly rpc: Listener;
  /** Requests that came before wait until then. */
  open(http: HttpHost): void;
}

/** The ports are taken before the app is loaded: a port in use is told at once, and the app may read its own address. */
export async function openListeners(options: HostOptions, undo: (() => void)[]): Promise<Listeners> {
  let open: (http: HttpHost) => void = () => undefined;
  const ready = new Promise<HttpHost>((resolve) => (open = resolve));
  const track = (listener: Listener): Listener => {
    undo.push(() => {
      listener.stop();
      listener.destroy();
    });
    return listener;
  };
  const front = track(
    await listen(options.hostname ?? '127.0.0.1', options.port ?? 7071, (request, response) => {
      void ready.then((http) => http.serve(request, response, 'public'));
    }),
  );
  const rpc = track(
    await listen('127.0.0.1', 0, (request, response) => {
      void ready.then((http) => http.serve(request, response, 'rpc'));
    }),
  );
  return { front, rpc, open: (http) => open(http) };
}
