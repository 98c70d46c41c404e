/** The door of the data dip: the form of the node `http`, the request that it makes, and what it states about itself. */
export { httpFacts } from './http-facts.ts';
export { orderOf } from './http-order.ts';
export { httpSchema } from './http-schema.ts';
export type { HttpNode } from './http-schema.ts';
