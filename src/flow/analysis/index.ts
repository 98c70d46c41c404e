/** The door of the checker's proofs: the flow as a graph, worked out before any call. */
export { copiedSecret, disclosures } from './disclosures.ts';
export { reportLimits } from './limits-report.ts';
export type { LimitsReport } from './limits-report.ts';
export { reportOperations } from './operations-report.ts';
export type { NeededOperation } from './operations-report.ts';
export { checkGraph } from './check-graph.ts';
export { exposedVariables } from './exposed-variables.ts';
