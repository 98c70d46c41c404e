/** The door of the room that reads JSON documents and says what is wrong with them, and where. */
export { bindSettings, settingNames, settingProblems } from './bind-settings.ts';
export type { BoundDocument, MissingSetting } from './bind-settings.ts';
export { canonicalJson, contentHash } from './content-hash.ts';
export { displayWidth, widthOf } from './display-width.ts';
export { isJsonList } from './json-list.ts';
export { pathOf, pointerBelow, pointerOf } from './json-pointer.ts';
export type { PathStep } from './json-pointer.ts';
export { nearest } from './nearest.ts';
export type { Place, PositionOf, Positions } from './positions.ts';
export { compareProblems, mostProblems, problemAt, problemFrom } from './problem.ts';
export type { Finding, Problem, Severity, Spot } from './problem.ts';
export { problemsFromZod } from './problems-from-zod.ts';
export { readJson } from './read-json.ts';
export type { ReadResult } from './read-json.ts';
export { renderExcerpt, renderProblem } from './render-problem.ts';
export { schemasAt } from './schema-keys.ts';
export { deepestDocument, largestDocument, mostValues } from './syntax-fault.ts';
