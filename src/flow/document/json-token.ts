/** What may stand at a place of a JSON text. */
export type Expectation =
  'value' | 'first element' | 'first key' | 'key' | 'colon' | 'next' | 'end of document';

export interface Token {
  /** `scalar` is a number, true, false or null; `other` is anything that JSON does not know. */
  readonly kind: 'string' | 'scalar' | 'mark' | 'other';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export type TokenResult =
  | Token
  | { readonly kind: 'end' }
  | { readonly kind: 'broken'; readonly message: string; readonly start: number; readonly end: number };

const space = /[ \t\r\n]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])/y;
const word = /[\w$.+-]+/y;
const stringBody = /(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*/y;

function match(pattern: RegExp, text: string, offset: number): string {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? '';
}

/** The token at or after `offset`, white space passed over. A string that is none is told in words at once. */
export function tokenAt(text: string, offset: number): TokenResult {
  const start = offset + match(space, text, offset).length;
  const first = text[start];
  if (first === undefined) return { kind: 'end' };
  if (first === '"') return stringAt(text, start);
  if ('{}[]:,'.includes(first)) return { kind: 'mark', text: first, start, end: start + 1 };
  const digits = match(number, text, start);
  if (digits !== '') return { kind: 'scalar', text: digits, start, end: start + digits.length };
  const name = match(word, text, start) || text.slice(start, start + (text.startsWith('/', start) ? 2 : 1));
  const known = name === 'true' || name === 'false' || name === 'null';
  return { kind: known ? 'scalar' : 'other', text: name, start, end: start + name.length };
}

function stringAt(text: string, start: number): TokenResult {
  const end = start + 1 + match(stringBody, text, start + 1).length;
  const next = text[end];
  if (next === '"') return { kind: 'string', text: text.slice(start, end + 1), start, end: end + 1 };
  const message = brokenString(next);
  return next === undefined
    ? { kind: 'broken', message, start, end: start + 1 }
    : { kind: 'broken', message, start: end, end: end + (next === '\\' ? 2 : 1) };
}

function brokenString(next: string | undefined): string {
  if (next === undefined) return 'This text is never closed. Put a double quote (") at its end.';
  if (next === '\\') {
    return 'JSON does not know this escape. Known are \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hex digits.';
  }
  if (next === '\n' || next === '\r') {
    return 'The line ends inside a text. Close it with a double quote ("), or write \\n for a line break.';
  }
  const hex = next.charCodeAt(0).toString(16).padStart(4, '0');
  return `A control character (U+${hex.toUpperCase()}) stands inside a text. Write it as ${next === '\t' ? '\\t' : `\\u${hex}`}.`;
}

interface Surroundings {
  /** The last character before the token that is no white space. */
  readonly before: string;
  /** The innermost bracket that is open. */
  readonly inside: '{' | '[' | undefined;
}

/** Says in plain words what is wrong with a token that cannot stand here, and what the author probably meant. */
export function foundInsteadOf(token: Token, expected: Expectation, around: Surroundings): string {
  const { text, kind } = token;
  if (text === '//' || text === '/*') return 'JSON has no comments. Remove it.';
  if (kind === 'mark') return misplacedMark(text, expected, around);
  if (text.startsWith("'")) return 'JSON puts texts and keys into double quotes ("), not single ones.';
  if (expected === 'end of document') return 'The document has ended before this. Remove what follows.';
  if (expected === 'colon') return 'A colon (:) is missing between this and its key.';
  if (expected === 'next') return 'A comma (,) is missing before this.';
  if (expected === 'key' || expected === 'first key') return 'A key must be a text in double quotes (").';
  if (/^[-+.\d]/.test(text)) {
    return 'This is no JSON number: no leading zero or plus, and digits on both sides of a point.';
  }
  if (/^[\w$]/.test(text)) {
    return `JSON does not know the word ${text}: a text stands in double quotes, and the only words are true, false and null.`;
  }
  return `${JSON.stringify(text)} cannot stand here.`;
}

function misplacedMark(mark: string, expected: Expectation, { before, inside }: Surroundings): string {
  const closes = mark === '}' || mark === ']';
  if (expected === 'end of document') {
    return closes
      ? `This "${mark}" closes nothing: everything is closed before it.`
      : 'The document has ended before this. Remove what follows.';
  }
  if (closes && before === ',')
    return `There is a comma before this "${mark}". JSON allows none after the last member.`;
  if (expected === 'next' && closes) {
    return inside === '{'
      ? 'This "]" closes an object; a "}" is expected.'
      : 'This "}" closes a list; a "]" is expected.';
  }
  if (expected === 'next') {
    return mark === ':'
      ? 'A colon (:) cannot stand here; a comma or a bracket is expected.'
      : 'A comma (,) is missing before this.';
  }
  if (expected === 'colon') return 'A colon (:) and a value are missing after the key.';
  if (mark === ',')
    return before === ','
      ? 'There are two commas in a row. Remove one.'
      : 'Something is missing before this comma.';
  if (expected === 'key' || expected === 'first key')
    return 'A key, a text in double quotes ("), must stand here.';
  return `A value is missing before this "${mark}".`;
}
