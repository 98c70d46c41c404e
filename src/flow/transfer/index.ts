export { blindFacts, consultationOperations, consultativeFacts, shortestHold } from './transfer-facts.ts';
export { outcomeOf, toldNothing } from './transfer-outcome.ts';
export type { Missed, Told } from './transfer-outcome.ts';
export { transferSchema } from './transfer-schema.ts';
export type { TransferNode } from './transfer-schema.ts';
export { readTransferee } from './transferee.ts';
