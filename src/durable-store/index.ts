export type { DurableInstances } from './durable-instances.ts';
export { instanceStatus, startUnless } from './durable-instances.ts';
export { instanceStore, isOver } from './stored-instances.ts';
export type { DurableHistories, InstanceStore, StoredInstance } from './stored-instances.ts';
