/** The door of call control: calls are started, listed, shown, hung up and told of events from outside. */
export { callsApi } from './calls-api.ts';
export type { ApiAnswer, CallsApi, CallsApiParts } from './calls-api.ts';
export { durableCallsStore } from './calls-store.ts';
export type { CallsStore, DurableStatuses, StoredCall } from './calls-store.ts';
export type { OutboundHome } from './outbound-request.ts';
export { outboundStarter } from './start-outbound-call.ts';
export type { OutboundParts, StartedCall, StartOutboundCall } from './start-outbound-call.ts';
