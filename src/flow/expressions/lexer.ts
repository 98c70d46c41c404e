import type { ExpressionProblem, SourceRange } from './expression.ts';
import { readStringLiteral, stringOpening } from './string-literal.ts';

export type Token = SourceRange &
  (
    | { readonly kind: 'number'; readonly value: number }
    | { readonly kind: 'string'; readonly value: string }
    | { readonly kind: 'name'; readonly text: string }
    | { readonly kind: 'mark'; readonly text: string }
    | { readonly kind: 'end'; readonly text: '' }
  );

export type TokenResult =
  | { readonly kind: 'ok'; readonly token: Token }
  | { readonly kind: 'problem'; readonly problem: ExpressionProblem };

const space = /[ \t\r\n\f]*/y;
const name = /[A-Za-z_]\w*/y;
const number = /0[xX][\da-fA-F]+|(?:\d+\.\d+|\.\d+|\d+)(?:[eE][+-]?\d+)?/y;
const mark = /[=!<>]=|&&|\|\||[-+*/%<>!?:()[\],.]/y;

function match(pattern: RegExp, text: string, offset: number): string {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? '';
}

/** The next token at or after `offset`. */
export function nextToken(text: string, offset: number): TokenResult {
  const start = offset + match(space, text, offset).length;
  if (start >= text.length) return { kind: 'ok', token: { kind: 'end', text: '', start, end: start } };
  if (stringOpening(text, start) > 0) return stringToken(text, start);
  const digits = match(number, text, start);
  if (digits !== '') return numberToken(text, start, digits);
  const word = match(name, text, start);
  if (word !== '') return wordToken(text, start, word);
  const sign = match(mark, text, start);
  if (sign === '' || text.startsWith('//', start)) return strange(text, start);
  return { kind: 'ok', token: { kind: 'mark', text: sign, start, end: start + sign.length } };
}

function stringToken(text: string, start: number): TokenResult {
  const literal = readStringLiteral(text, start);
  if (literal.kind === 'problem') return literal;
  return { kind: 'ok', token: { kind: 'string', value: literal.value, start, end: literal.end } };
}

function numberToken(text: string, start: number, digits: string): TokenResult {
  const end = start + digits.length;
  const tail = match(/\w+/y, text, end);
  if (/^[uU]$/.test(tail)) {
    return problem('Numbers have one type here: write this without the u.', start, end + 1);
  }
  if (tail !== '')
    return problem('A number ends here without a space or an operator after it.', end, end + tail.length);
  const value = Number(digits);
  if (!Number.isFinite(value)) return problem('This number is too large.', start, end);
  if (/^(\d+|0[xX].*)$/.test(digits) && !Number.isSafeInteger(value)) {
    return problem(
      'A whole number beyond 2^53 is not kept exactly. Longer digits are text: put them in quotes.',
      start,
      end,
    );
  }
  return { kind: 'ok', token: { kind: 'number', value, start, end } };
}

function wordToken(text: string, start: number, word: string): TokenResult {
  const end = start + word.length;
  if (/^(b|rb|br)$/i.test(word) && stringOpening(text, end) > 0) {
    return problem(`There are no bytes here: write the text without the ${word}.`, start, end);
  }
  return { kind: 'ok', token: { kind: 'name', text: word, start, end } };
}

/** What authors write who come from another language, and what to write instead. */
const hints: readonly (readonly [string, string])[] = [
  ['===', 'Equality is == here.'],
  ['=', 'Equality is == here; nothing can be assigned.'],
  ['&', '"And" is && here.'],
  ['|', '"Or" is || here.'],
  ['//', 'An expression has no comments.'],
  [
    '{',
    'Maps cannot be written in an expression. Within a text, an expression stands in single braces: {name}.',
  ],
  ['}', 'This brace closes nothing that is open here.'],
  ['$', 'Settings are written ${NAME}; a variable is written by its name alone.'],
  ['`', 'Quotes are " or \'. A member with another name is written x["name"].'],
  ['“', 'Quotes are " or \', not the typographic ones.'],
  ['”', 'Quotes are " or \', not the typographic ones.'],
  ['‘', 'Quotes are " or \', not the typographic ones.'],
  ['’', 'Quotes are " or \', not the typographic ones.'],
];

function strange(text: string, start: number): TokenResult {
  const character = String.fromCodePoint(text.codePointAt(start) ?? 0);
  const hint = hints.find(([sign]) => text.startsWith(sign, start))?.[1];
  const message = hint ?? `${JSON.stringify(character)} has no meaning in an expression.`;
  return problem(message, start, start + character.length);
}

function problem(message: string, start: number, end: number): TokenResult {
  return { kind: 'problem', problem: { code: 'EXPRESSION-SYNTAX', message, start, end } };
}
