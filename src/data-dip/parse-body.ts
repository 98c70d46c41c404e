import type { JsonValue } from '../call/index.ts';

/** Lists and objects within one another, at most. */
const deepest = 100;

export type ParsedBody =
  | { readonly kind: 'parsed'; readonly body: JsonValue }
  | { readonly kind: 'unusable'; readonly reason: string };

/**
 * The body as a value: JSON where the content type says so, or where it says nothing of use and the text is a JSON
 * object or list. What is no JSON is text; nothing at all is null.
 */
export function parseBody(bytes: Uint8Array, contentType: string | undefined): ParsedBody {
  if (bytes.length === 0) return { kind: 'parsed', body: null };
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';');
  const isJson = /^application\/(.+\+)?json$/.test(type.trim()) || /^text\/json$/.test(type.trim());
  const text = decode(bytes, isJson ? undefined : charsetOf(parameters));
  if (!isJson && !/^\s*[[{]/.test(text)) return { kind: 'parsed', body: text };
  if (nesting(text) > deepest)
    return { kind: 'unusable', reason: `its body nests deeper than ${deepest} levels` };
  return parseJson(text);
}

/** JSON as it is after it has gone through the history of a call, where numbers are finite and zero has no sign. */
function parseJson(text: string): ParsedBody {
  const numbers = { areFinite: true };
  const plain = (_name: string, value: JsonValue): JsonValue => {
    if (typeof value !== 'number') return value;
    if (!Number.isFinite(value)) numbers.areFinite = false;
    return value === 0 ? 0 : value;
  };
  try {
    const body = JSON.parse(text, plain) as JsonValue;
    if (numbers.areFinite) return { kind: 'parsed', body };
  } catch {
    return { kind: 'parsed', body: text };
  }
  return { kind: 'unusable', reason: 'its body holds a number that is too large' };
}

const charsetOf = (parameters: readonly string[]): string | undefined =>
  parameters
    .map((parameter) => /^\s*charset\s*=\s*"?([^"\s]+)"?\s*$/.exec(parameter)?.[1])
    .find((charset) => charset !== undefined);

/** UTF-8 where nothing else is said; what is wrong in it becomes U+FFFD. */
function decode(bytes: Uint8Array, charset: string | undefined): string {
  try {
    return new TextDecoder(charset ?? 'utf-8').decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

/** How deep brackets outside of strings nest, counted before anything is built. */
function nesting(text: string): number {
  let [depth, most, inString] = [0, 0, false];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') {
      inString = true;
    } else if (character === '[' || character === '{') {
      depth += 1;
      most = Math.max(most, depth);
    } else if (character === ']' || character === '}') {
      depth -= 1;
    }
  }
  return most;
}
