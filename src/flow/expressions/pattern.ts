import { RE2JS } from 're2js';
import { expressionLimits } from './expression.ts';

export type Pattern =
  | { readonly kind: 'ok'; readonly matches: (text: string) => boolean }
  | { readonly kind: 'bad'; readonly reason: string };

/** Compiled patterns; forgotten all at once when there are too many, which changes speed only. */
const compiled = new Map<string, Pattern>();
const mostCompiled = 500;

/**
 * Compiles a regular expression in RE2's syntax: no look-around, no back-references, and a match in time linear
 * in the text. `matches` is unanchored. The length and the size of the compiled program are bounded.
 */
export function compilePattern(source: string): Pattern {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  const pattern = compile(source);
  if (compiled.size >= mostCompiled) compiled.clear();
  compiled.set(source, pattern);
  return pattern;
}

function compile(source: string): Pattern {
  if (source.length > expressionLimits.pattern) {
    return { kind: 'bad', reason: `it has more than ${expressionLimits.pattern} characters` };
  }
  try {
    const program = RE2JS.compile(source);
    if (program.programSize() > expressionLimits.program) {
      return { kind: 'bad', reason: 'its repetitions multiply to too large a program' };
    }
    return { kind: 'ok', matches: (text) => program.matcher(text).find() };
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : 'unknown';
    return { kind: 'bad', reason };
  }
}
