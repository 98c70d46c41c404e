import type { ExpressionProblem } from './expression.ts';

/** A string literal that was read, or why it is none. */
export type StringLiteral =
  | { readonly kind: 'ok'; readonly value: string; readonly end: number }
  | { readonly kind: 'problem'; readonly problem: ExpressionProblem };

/** CEL's escapes that stand for one character. */
const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ['a', '\u0007'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\\', '\\'],
  ['?', '?'],
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
]);

const numericEscape = /[xX]([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-3][0-7]{2})/y;
const opening = /([rR]?)('''|"""|'|")/y;

/** The length of the prefix and quotes that open a string literal at `offset`, 0 where none begins. */
export function stringOpening(text: string, offset: number): number {
  opening.lastIndex = offset;
  return opening.exec(text)?.[0].length ?? 0;
}

/**
 * Reads the string literal at `offset`: '…' or "…" in one line, '''…''' or """…""" over several, with CEL's
 * escapes, or as it stands with a leading r.
 */
export function readStringLiteral(text: string, offset: number): StringLiteral {
  opening.lastIndex = offset;
  const [whole = '', prefix = '', quote = ''] = opening.exec(text) ?? [];
  let value = '';
  let position = offset + whole.length;
  while (!text.startsWith(quote, position)) {
    const character = text[position];
    const lineEnds = quote.length === 1 && (character === '\n' || character === '\r');
    if (character === undefined || lineEnds) return unterminated(offset, whole, quote);
    if (character === '\\' && prefix === '') {
      const escape = readEscape(text, position);
      if (escape.kind === 'problem') return escape;
      value += escape.value;
      position = escape.end;
    } else {
      value += character;
      position += 1;
    }
  }
  return { kind: 'ok', value, end: position + quote.length };
}

function readEscape(text: string, offset: number): StringLiteral {
  const letter = text[offset + 1] ?? '';
  const simple = simpleEscapes.get(letter);
  if (simple !== undefined) return { kind: 'ok', value: simple, end: offset + 2 };
  numericEscape.lastIndex = offset + 1;
  const found = numericEscape.exec(text);
  if (found === null) {
    const message = `\\${letter} is no escape. A backslash itself is written \\\\ (in a JSON file \\\\\\\\), or the text as r'…'.`;
    return problem(message, offset, Math.min(offset + 2, text.length));
  }
  const [whole, byte, short, long, octal] = found;
  const code = octal === undefined ? parseInt(byte ?? short ?? long ?? '', 16) : parseInt(octal, 8);
  const end = offset + 1 + whole.length;
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
    return problem(
      'This is no Unicode character. Beyond U+FFFF write \\U and eight hex digits.',
      offset,
      end,
    );
  }
  return { kind: 'ok', value: String.fromCodePoint(code), end };
}

function unterminated(offset: number, whole: string, quote: string): StringLiteral {
  const message = `This text is never closed. Put ${quote} at its end.`;
  return problem(message, offset, offset + whole.length);
}

function problem(message: string, start: number, end: number): StringLiteral {
  return { kind: 'problem', problem: { code: 'EXPRESSION-SYNTAX', message, start, end } };
}
