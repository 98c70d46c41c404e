/** The door of call control: calls are started, listed, shown, hung up and told of events from outside. */
export { callsApi } from './calls-api.ts';
export type { ApiAnswer, CallsApi, CallsApiParts, WatchCall } from './calls-api.ts';
export { countCalls } from './count-calls.ts';
export type { CallCount } from './count-calls.ts';
export { cancelledOrchestrator, runCancelledRequest } from './cancelled-request.ts';
export { durableCallsStore, triesOf } from './calls-store.ts';
export type { CallsStore, StoredCall } from './calls-store.ts';
export { attemptId, outboundCallId, requestOfMark, tryOf } from './outbound-request.ts';
export type { OutboundHome, RetryPlan } from './outbound-request.ts';
export { outboundCalls } from './start-outbound-call.ts';
export type { OutboundCalls, OutboundParts, RefusedRequest } from './start-outbound-call.ts';
export type { WaitingCall } from './waiting-call.ts';
