import type * as z from 'zod';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** What is wrong with a request, in words for whoever sent it; the error comes from a parse with `reportInput`. */
export function inPlainWords({ issues }: z.core.$ZodError): string {
  return issues.map((issue) => wordsFor(issue, [])).join('; ');
}

function wordsFor(issue: Issue, above: Path): string {
  const path = [...above, ...issue.path];
  const say = (words: string): string =>
    path.length === 0 ? `the request ${words}` : `"${path.join('.')}" ${words}`;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => `"${[...path, key].join('.')}" is not known here`).join('; ');
    case 'invalid_type':
      return say(issue.input === undefined ? 'is missing' : `must be ${noun(issue.expected)}`);
    case 'invalid_value':
      return say(`must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`);
    case 'too_small':
      return say(limit(issue.origin, issue.minimum, 'at least'));
    case 'too_big':
      return say(limit(issue.origin, issue.maximum, 'at most'));
    case 'invalid_union':
      return meant(issue, path) ?? say(issue.input === undefined ? 'is missing' : issue.message);
    default:
      return say(issue.message);
  }
}

/** Of the options of a union the one that fits best, where one does. */
function meant(issue: z.core.$ZodIssueInvalidUnion, path: Path): string | null {
  const near = issue.errors
    .filter((issues) => issues.every((inner) => inner.path.length > 0))
    .sort((one, other) => one.length - other.length);
  const [best, next] = near;
  if (best === undefined || best.length === next?.length) return null;
  return best.map((inner) => wordsFor(inner, path)).join('; ');
}

const nouns: ReadonlyMap<string, string> = new Map([
  ['string', 'a text'],
  ['int', 'a whole number'],
  ['number', 'a number'],
  ['boolean', 'true or false'],
  ['object', 'an object'],
  ['array', 'a list'],
]);

const noun = (expected: string): string => nouns.get(expected) ?? `of the type ${expected}`;

function limit(origin: string, bound: number | bigint, words: string): string {
  if (origin !== 'string') return `must be ${words} ${bound}`;
  return bound === 1 ? 'must not be empty' : `must have ${words} ${bound} characters`;
}
