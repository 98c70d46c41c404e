import type * as z from 'zod';
import type { PathStep } from './json-pointer.ts';

/** What zod calls a type, in the words of someone who writes JSON. */
const nouns: ReadonlyMap<string, string> = new Map([
  ['string', 'a text in double quotes'],
  ['number', 'a number'],
  ['int', 'a whole number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['tuple', 'a list'],
  ['object', 'an object'],
  ['record', 'an object'],
  ['null', 'null'],
  ['never', 'left out'],
]);

export function noun(expected: string): string {
  return nouns.get(expected) ?? expected;
}

/** How a place is called in a message: its key, or its number in the list around it. */
export function nameOfPlace(path: readonly PathStep[]): string {
  const last = path.at(-1);
  if (last === undefined) return 'The document';
  if (typeof last === 'string') return JSON.stringify(last);
  const list = path.slice(0, -1);
  return `${list.length === 0 ? 'Item' : 'item'} ${last + 1} of ${list.length === 0 ? 'the list' : nameOfPlace(list)}`;
}

/** `"a"`, `"a" or "b"`, `"a", "b" or "c"`. */
export function alternatives(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}

/** A value of a choice as it is written in JSON. */
export function literalInWords(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

/** A limit in words, `at least 1 item`, `at most 5`. */
export function limitInWords(issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall): string {
  const least = issue.code === 'too_small';
  const limit = least ? issue.minimum : issue.maximum;
  const unit = unitOf(issue.origin, limit);
  if (issue.exact === true) return `have exactly ${limit}${unit}`;
  if (unit !== '') return `have at ${least ? 'least' : 'most'} ${limit}${unit}`;
  if (issue.inclusive === false) return `be ${least ? 'more' : 'less'} than ${limit}`;
  return `be at ${least ? 'least' : 'most'} ${limit}`;
}

function unitOf(origin: string, limit: number | bigint): string {
  const plural = Number(limit) === 1 ? '' : 's';
  if (origin === 'string') return ` character${plural}`;
  if (origin === 'array' || origin === 'set') return ` item${plural}`;
  return origin === 'object' || origin === 'record' ? ` member${plural}` : '';
}

/** zod's own English sentences; anything else was written by the author of the schema, and is better. */
export function isOwnWording(message: string): boolean {
  return !/^(Invalid|Too (big|small)|Unrecognized|Expected)\b/.test(message);
}
