import type { CallStore, ReceiveNotification } from '../reception/index.ts';
import { callEvent, callOrchestrator } from '../orchestration/index.ts';
import type { EmbeddedHost } from '../host/index.ts';
import type { NotificationTransport } from '../simulator/index.ts';

/** Where the app is reached; nothing listens there. */
export const origin = 'http://127.0.0.1:7071';

/** The way of notifications into the app, without a wire. */
export interface Delivery {
  readonly deliver: NotificationTransport;
  /** The app that takes them; until then there is none. */
  readonly connect: (receive: ReceiveNotification, store: CallStore) => void;
}

export function delivery(): Delivery {
  let app: { readonly receive: ReceiveNotification; readonly store: CallStore } | null = null;
  return {
    connect: (receive, store) => {
      app = { receive, store };
    },
    deliver: async ({ url, headers, body }) => {
      if (app === null) throw new Error('The app is not connected yet.');
      const { pathname } = new URL(url);
      const named = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
      const answer = await app.receive(
        {
          instanceId: /^\/api\/notifications\/(.+)$/.exec(pathname)?.[1] ?? null,
          header: (name) => named.get(name.toLowerCase()) ?? null,
          body: () => Promise.resolve(new TextEncoder().encode(body)),
        },
        app.store,
      );
      return { status: answer.status, location: null };
    },
  };
}

/** The durable store, without the HTTP that lies between it and the SDK's client. */
export function engineStore({ durable }: EmbeddedHost): CallStore {
  return {
    start: (id, input) => {
      if (durable.instance(id) !== undefined) return Promise.resolve('exists');
      const request = { name: callOrchestrator, instanceId: id, input: JSON.stringify(input) };
      return Promise.resolve(durable.start(request).kind);
    },
    raise: (id, batch) => {
      const sent = durable.raiseEvent(id, callEvent, JSON.stringify(batch));
      return Promise.resolve(sent === 'unknown' ? 'unknown' : 'stored');
    },
  };
}
