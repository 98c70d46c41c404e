/**
 * The door of the durable store: instances, whatever they are of, are found, listed, started, told of events and
 * forgotten. The answers of the SDK's client are parsed here.
 */
export type { DurableClientPort } from './durable-client-port.ts';
export { durableStore } from './durable-store.ts';
export type { DurableStore } from './durable-store.ts';
export type { StoredInstance } from './stored-instance.ts';
