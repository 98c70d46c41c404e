/** The door of the durable store: instances, whatever they are of, as the SDK's client shows them. */
export type { DurableClient, InstanceFilter } from './durable-client.ts';
export { instanceStore } from './instance-store.ts';
export type { DurableHistories, InstanceStore } from './instance-store.ts';
export { raiseEvent, startUnlessThere } from './start-and-raise.ts';
export { findInstance, listInstances } from './stored-instance.ts';
export type { StoredInstance } from './stored-instance.ts';
