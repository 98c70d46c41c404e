/** The door of the checker's proofs: the flow as a graph, worked out before any call. */
export { copiedSecret, disclosures } from './disclosures.ts';
export { checkGraph } from './check-graph.ts';
