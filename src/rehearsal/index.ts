/** The door of rehearsals: scripted callers on the production interpreter, in a modelled world on a virtual clock. */
export type { Beginning } from './beginning.ts';
export { callFacts } from './call-facts.ts';
export { captionsOf } from './captions.ts';
export type { Captions } from './captions.ts';
export { together } from './coverage.ts';
export type { CoveredNode, CoveredOutcome, Coverage } from './coverage.ts';
export { Faults } from './faults.ts';
export type { ArrangedFault, Line } from './line.ts';
export { Observer } from './observer.ts';
export { OtherSystems } from './other-systems.ts';
export type { Performed } from './other-systems.ts';
export { flowOfScenario, rehearse } from './rehearse.ts';
export { RehearsedCall } from './rehearsed-call.ts';
export { judgeRun } from './result.ts';
export type { FailurePlace, RunCall, ScenarioFailure, ScenarioResult } from './result.ts';
export { Script } from './script.ts';
export { SilenceMeter } from './silence.ts';
