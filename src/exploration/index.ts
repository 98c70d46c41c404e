/** The door of exploration: generated callers walk a flow, and what must hold for every flow is looked at. */
export { Exploration } from './exploration.ts';
export type { ExplorationOptions, Finding } from './exploration.ts';
export { writtenScenario } from './written-scenario.ts';
export type { WrittenScenario } from './written-scenario.ts';
