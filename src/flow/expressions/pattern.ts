import { readPattern } from '../../pattern/index.ts';
import type { Pattern } from '../../pattern/index.ts';
import { expressionLimits } from './expression.ts';

/** Compiled patterns; forgotten all at once when there are too many, which changes speed only. */
const compiled = new Map<string, Pattern>();
const mostCompiled = 500;

/** Compiles a pattern of a flow, which mostly is asked for again and again. */
export function compilePattern(source: string): Pattern {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  const { pattern, program } = expressionLimits;
  const read = readPattern(source, { source: pattern, program });
  if (compiled.size >= mostCompiled) compiled.clear();
  compiled.set(source, read);
  return read;
}
