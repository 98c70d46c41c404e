/**
 * Reads Bicep for tests: what files declare, and what they deploy. It is no compiler: types are passed over. What it
 * cannot read it does not pass over: it throws.
 */
export {
  at,
  bicepPaths,
  bodyOf,
  declared,
  declaredAll,
  itemsOf,
  literal,
  membersOf,
  parseBicep,
  readBicep,
  valueOf,
} from './declarations.ts';
export type { BicepFile, Declaration } from './declarations.ts';
export type { Members, Value } from './values.ts';
export { deployedBy, deployedByText, evaluated } from './deployments.ts';
