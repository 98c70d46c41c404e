/** The door of the room that reaches out to other people's systems. */
export { resolveName } from './checked-lookup.ts';
export type { ResolveName } from './checked-lookup.ts';
export type { Exchange } from './exchange.ts';
export { judgeExchange } from './judge-exchange.ts';
export { httpPerformer } from './perform-http.ts';
export type { HttpParts, PerformHttp } from './perform-http.ts';
export type { NetworkRules } from './permission.ts';
export { waitBeforeRetry } from './retry-rule.ts';
export { queuePerformer } from './perform-queue.ts';
export type { PerformQueue } from './perform-queue.ts';
