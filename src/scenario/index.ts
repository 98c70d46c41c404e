/** The door of scenarios: a scripted caller, as it is written beside a flow, read and held against that flow. */
export { checkScenario, unknownFlow } from './check-scenario.ts';
export type { Expectation, RunRule } from './expectation-schema.ts';
export type { Fault } from './fault-schema.ts';
export { loadScenarios, unreadableScenarios } from './load-scenarios.ts';
export type { LoadedScenario, ScenariosLoaded } from './load-scenarios.ts';
export { mocksSchema } from './mock-schema.ts';
export type { HttpMock } from './mock-schema.ts';
export type { ScenarioParty } from './party-schema.ts';
export { scenariosSchema } from './scenario-schema.ts';
export type { Scenario } from './scenario-schema.ts';
export type { RosterChange, Step } from './step-schema.ts';
