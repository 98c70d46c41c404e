export { checkGraphNode } from './check-graph-node.ts';
export { graphFacts } from './graph-facts.ts';
export { graphSchema } from './graph-schema.ts';
export type { GraphNode } from './graph-schema.ts';
