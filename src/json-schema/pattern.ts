import { RE2JS } from 're2js';

export type SchemaPattern =
  | { readonly kind: 'ok'; readonly matches: (text: string) => boolean }
  | { readonly kind: 'bad'; readonly reason: string };

const longestSource = 500;
const largestProgram = 1_000;

/** RE2's syntax, unanchored: a match takes time linear in the text, whatever the pattern is. */
export function schemaPattern(source: string): SchemaPattern {
  if (source.length > longestSource)
    return { kind: 'bad', reason: `it has more than ${longestSource} characters` };
  try {
    const program = RE2JS.compile(source);
    if (program.programSize() > largestProgram)
      return { kind: 'bad', reason: 'its repetitions multiply to too large a program' };
    return { kind: 'ok', matches: (text) => program.matcher(text).find() };
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : 'unknown';
    return { kind: 'bad', reason };
  }
}
