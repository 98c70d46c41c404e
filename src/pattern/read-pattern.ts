import { RE2JS } from 're2js';

export type Pattern =
  | {
      readonly kind: 'ok';
      readonly matches: (text: string) => boolean;
      /** What a match in a text may cost, in instructions: each of the program may be tried at each place. */
      readonly costOf: (text: string) => number;
    }
  | { readonly kind: 'bad'; readonly reason: string };

export interface PatternLimits {
  /** Characters of the regular expression. */
  readonly source: number;
  /** Instructions of the compiled one: repetitions multiply. */
  readonly program: number;
}

/**
 * Compiles a regular expression in RE2's syntax: no look-around, no back-references, and a match in time linear in the
 * text, whatever the pattern is. `matches` is unanchored; `reason` continues "This pattern cannot be used: …".
 */
export function readPattern(source: string, limits: PatternLimits): Pattern {
  if (source.length > limits.source)
    return { kind: 'bad', reason: `it has more than ${limits.source} characters` };
  try {
    const program = RE2JS.compile(source);
    const size = program.programSize();
    if (size > limits.program)
      return { kind: 'bad', reason: 'its repetitions multiply to too large a program' };
    return {
      kind: 'ok',
      matches: (text) => program.matcher(text).find(),
      costOf: (text) => size * text.length,
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : 'unknown';
    return { kind: 'bad', reason };
  }
}
