/**
 * Strict JSON (RFC 8259), recognised in one pass without recursion, before a parser that recurses may see it.
 * It exists for its words: it knows at every character what could have stood there.
 *
 * D1  No text over `largestDocument` bytes, `mostValues` values or deeper than `deepestDocument` is parsed.
 * D2  What passes here is JSON for JSON.parse too, and the reverse.
 */
import { foundInsteadOf, tokenAt } from './json-token.ts';
import type { Expectation, Token } from './json-token.ts';

/** A document that is larger is refused; in UTF-8 bytes. */
export const largestDocument = 1_000_000;
/** Lists and objects inside one another. */
export const deepestDocument = 100;
/** Lists, objects and what stands in them: whoever walks through a document meets no more, also with a problem in each. */
export const mostValues = 50_000;

/** Why a text is no JSON, with the offsets of what is wrong in UTF-16 code units. */
export interface SyntaxFault {
  readonly code: 'JSON-SYNTAX' | 'JSON-TOO-DEEP' | 'JSON-TOO-LARGE';
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

interface OpenBracket {
  readonly bracket: '{' | '[';
  readonly offset: number;
}

/** The first fault of a text, undefined if it is JSON within the limits. */
export function findSyntaxFault(text: string): SyntaxFault | undefined {
  const bytes = Buffer.byteLength(text, 'utf8');
  if (bytes > largestDocument) return tooLarge(bytes);
  const open: OpenBracket[] = [];
  let expected: Expectation = 'value';
  let offset = 0;
  let values = 0;
  for (;;) {
    const token = tokenAt(text, offset);
    if (token.kind === 'end') return endFault(text, open, expected);
    if (token.kind === 'broken') return { code: 'JSON-SYNTAX', ...token };
    if (!fits(token, expected, open.at(-1))) return misplaced(text, token, expected, open);
    if (isValue(token, expected)) values += 1;
    if (values > mostValues) return tooManyValues(token);
    expected = advance(token, expected, open);
    if (open.length > deepestDocument) return tooDeep(token);
    offset = token.end;
  }
}

/** Whether the token may stand where `expected` is expected. */
function fits(token: Token, expected: Expectation, inside: OpenBracket | undefined): boolean {
  switch (expected) {
    case 'value':
      return isValueStart(token);
    case 'first element':
      return isValueStart(token) || token.text === ']';
    case 'first key':
      return token.kind === 'string' || token.text === '}';
    case 'key':
      return token.kind === 'string';
    case 'colon':
      return token.text === ':';
    case 'end of document':
      return false;
    case 'next':
      return token.text === ',' || token.text === (inside?.bracket === '{' ? '}' : ']');
  }
}

function isValueStart(token: Token): boolean {
  return token.kind === 'string' || token.kind === 'scalar' || token.text === '{' || token.text === '[';
}

/** Whether a token that fits is a value, or the beginning of one, and not a key. */
const isValue = (token: Token, expected: Expectation): boolean =>
  isValueStart(token) && expected !== 'key' && expected !== 'first key';

/** What is expected after a token that fits; keeps the open brackets. */
function advance(token: Token, expected: Expectation, open: OpenBracket[]): Expectation {
  if (token.kind === 'string' && (expected === 'key' || expected === 'first key')) return 'colon';
  switch (token.text) {
    case '{':
      open.push({ bracket: '{', offset: token.start });
      return 'first key';
    case '[':
      open.push({ bracket: '[', offset: token.start });
      return 'first element';
    case ':':
      return 'value';
    case ',':
      return open.at(-1)?.bracket === '{' ? 'key' : 'value';
    case '}':
    case ']':
      open.pop();
      break;
    default:
  }
  return open.length === 0 ? 'end of document' : 'next';
}

function misplaced(
  text: string,
  token: Token,
  expected: Expectation,
  open: readonly OpenBracket[],
): SyntaxFault {
  const { start, end } = token;
  const before = text.slice(0, start).trimEnd().at(-1) ?? '';
  const message = foundInsteadOf(token, expected, { before, inside: open.at(-1)?.bracket });
  return { code: 'JSON-SYNTAX', message, start, end };
}

function endFault(
  text: string,
  open: readonly OpenBracket[],
  expected: Expectation,
): SyntaxFault | undefined {
  if (expected === 'end of document') return undefined;
  const unclosed = open.at(-1);
  if (unclosed === undefined) {
    const message = 'The file is empty. A JSON object is expected.';
    return { code: 'JSON-SYNTAX', message, start: text.length, end: text.length };
  }
  const [what, closer] = unclosed.bracket === '{' ? ['object', '}'] : ['list', ']'];
  const message = `This ${what} is never closed: the file ends before its "${closer}".`;
  return { code: 'JSON-SYNTAX', message, start: unclosed.offset, end: unclosed.offset + 1 };
}

function tooLarge(bytes: number): SyntaxFault {
  const message = `The file has ${bytes} bytes; ${largestDocument} is the most that is read. Split it.`;
  return { code: 'JSON-TOO-LARGE', message, start: 0, end: 1 };
}

function tooManyValues({ start, end }: Token): SyntaxFault {
  const message = `The file has more than ${mostValues} values, which is the most that is read. Split it.`;
  return { code: 'JSON-TOO-LARGE', message, start, end };
}

function tooDeep({ start, end }: Token): SyntaxFault {
  const message = `Lists and objects are nested more than ${deepestDocument} deep here. Flatten the document.`;
  return { code: 'JSON-TOO-DEEP', message, start, end };
}
