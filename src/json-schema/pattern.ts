import { readPattern } from '../pattern/index.ts';
import type { Pattern } from '../pattern/index.ts';

/** A judgement counts a character that is matched as one step (J1), so what that step costs is bounded here. */
export const schemaPattern = (source: string): Pattern =>
  readPattern(source, { source: 500, program: 1_000 });
