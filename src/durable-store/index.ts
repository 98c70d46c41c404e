export type { DurableInstances } from './durable-instances.ts';
export { instanceStatus, startUnless } from './durable-instances.ts';
