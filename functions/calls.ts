import { app } from '@azure/functions';
import type { HttpHandler, HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';
import { cancelledOrchestrator, durableCallsStore, runCancelledRequest } from '../src/call-control/index.ts';
import type { ApiAnswer, CallsStore, WatchCall } from '../src/call-control/index.ts';
import { wakeForCall } from '../src/dialer/index.ts';
import { orchestratorByVersion } from '../src/orchestration/index.ts';
import { callsApi, log, waitingCalls } from './composition.ts';
import { storeOf } from './durable-store.ts';

type Answer = (request: HttpRequest, store: CallsStore, watch: WatchCall) => Promise<ApiAnswer>;

const handler =
  (answer: Answer): HttpHandler =>
  (request: HttpRequest, context: InvocationContext): Promise<HttpResponseInit> => {
    const store = storeOf(context);
    return answer(request, durableCallsStore(store), async (call) => {
      await waitingCalls.put(call);
      await wakeForCall(store, log);
    });
  };

const route = (name: string, path: string, method: 'GET' | 'POST' | 'DELETE', answer: Answer): void => {
  app.http(name, {
    methods: [method],
    authLevel: 'function',
    route: path,
    extraInputs: [df.input.durableClient()],
    handler: handler(answer),
  });
};

/** Calls are started, listed, shown, hung up and told of events by whoever has a function key. */
route('start-call', 'calls', 'POST', async (request, store, watch) =>
  callsApi.start(await request.text(), store, watch),
);
route('list-calls', 'calls', 'GET', (request, store) => callsApi.list(request.query.get('state'), store));
route('show-call', 'calls/{callId}', 'GET', ({ params }, store) => callsApi.show(params.callId ?? '', store));
route('hang-up-call', 'calls/{callId}', 'DELETE', ({ params }, store) =>
  callsApi.hangUp(params.callId ?? '', store),
);
route('raise-call-event', 'calls/{callId}/events/{name}', 'POST', async (request, store) =>
  callsApi.raise(request.params.callId ?? '', request.params.name ?? '', await request.text(), store),
);

/** Whoever hangs up a request whose next try is waited for leaves a mark. */
df.app.orchestration(
  cancelledOrchestrator,
  orchestratorByVersion(cancelledOrchestrator, { '1': runCancelledRequest }),
);
