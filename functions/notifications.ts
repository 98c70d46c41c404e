import { app } from '@azure/functions';
import type { HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';
import { durableCallStore } from '../src/reception/index.ts';
import { receiveNotification } from './composition.ts';
import { storeOf } from './durable-store.ts';

const handler = (request: HttpRequest, context: InvocationContext): Promise<HttpResponseInit> =>
  receiveNotification(
    {
      instanceId: request.params.instanceId ?? null,
      header: (name) => request.headers.get(name),
      body: async () => new Uint8Array(await request.arrayBuffer()),
    },
    durableCallStore(storeOf(context)),
  );

/** Where Graph tells of incoming calls; the address given to the bot's Teams channel. */
app.http('notifications', {
  methods: ['POST'],
  authLevel: 'anonymous',
  route: 'notifications',
  extraInputs: [df.input.durableClient()],
  handler,
});

/** Where Graph tells what happens to one call: the `callbackUri` that we gave it. */
app.http('call-notifications', {
  methods: ['POST'],
  authLevel: 'anonymous',
  route: 'notifications/{instanceId}',
  extraInputs: [df.input.durableClient()],
  handler,
});
