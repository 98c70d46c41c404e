/** The door of the room for regular expressions: what authors write is matched in linear time, or refused. */
export { readPattern } from './read-pattern.ts';
export type { Pattern, PatternLimits } from './read-pattern.ts';
