import { readPattern } from '../pattern/index.ts';
import type { Pattern } from '../pattern/index.ts';

export type GoodPattern = Extract<Pattern, { readonly kind: 'ok' }>;

/** What a program may be tried with in about the time of one step. */
const instructionsAStep = 16;

/** The steps that a judgement counts for a match (J1): by the text and by what the pattern was compiled to. */
export const patternSteps = (pattern: GoodPattern, text: string): number =>
  1 + pattern.costOf(text) / instructionsAStep;

export const schemaPattern = (source: string): Pattern =>
  readPattern(source, { source: 500, program: 1_000 });
