import type * as z from 'zod';
import { pathOf, pointerOf } from './json-pointer.ts';
import type { PathStep } from './json-pointer.ts';
import { nearest } from './nearest.ts';
import type { Positions } from './positions.ts';
import { compareProblems, mostProblems, problemAt } from './problem.ts';
import type { Finding, Problem, Spot } from './problem.ts';
import { knownKeys } from './schema-keys.ts';
import { judgeUnion } from './union-branch.ts';
import { alternatives, isOwnWording, limitInWords, literalInWords, nameOfPlace, noun } from './zod-words.ts';

type Issue = z.core.$ZodIssue;

interface Source {
  readonly positions: Positions;
  readonly schema: z.core.$ZodType | undefined;
  /** Where in the document the value is that was judged. */
  readonly base: readonly PathStep[];
  /** All issues, flat: a property that is missing may be one that is misspelt beside it. */
  readonly missing: readonly (readonly PathStep[])[];
}

interface Place {
  readonly path: readonly PathStep[];
  readonly at: Spot['at'];
}

/**
 * Puts the issues of a zod error into plain words, each at the member at fault, sorted by place. Of a union only
 * the option that was meant is spoken of. With the schema, unknown properties get a suggestion. At most
 * `mostProblems`.
 *
 * Codes: `FLOW-UNKNOWN-PROPERTY`, `FLOW-MISSING-PROPERTY`, `FLOW-WRONG-TYPE`, `FLOW-WRONG-VALUE`,
 * `FLOW-WRONG-FORMAT`, `FLOW-OUT-OF-RANGE`, `FLOW-WRONG-KEY`. A message that the schema gives itself
 * (`z.array(item, 'must be a list of prompts')`) follows the name of the member. A custom issue may bring
 * `params: { code, suggestion }`; its message is taken as it is if it begins with a capital letter. `base`: where in the
 * document the value is that was judged, if it is not all of it.
 */
export function problemsFromZod(
  error: z.core.$ZodError,
  positions: Positions,
  schema?: z.core.$ZodType,
  base: readonly PathStep[] = [],
): readonly Problem[] {
  const issues = error.issues.slice(0, mostProblems);
  const missing = issues
    .map((issue) => [...base, ...steps(issue.path)])
    .filter((path) => isMissing(path, positions));
  const source: Source = { positions, schema, base, missing };
  const problems = issues.flatMap((issue) => problemsOf(issue, base, source)).slice(0, mostProblems);
  return problems.sort(compareProblems);
}

function steps(path: readonly PropertyKey[]): readonly PathStep[] {
  return path.map((step) => (typeof step === 'number' ? step : String(step)));
}

function isMissing(path: readonly PathStep[], positions: Positions): boolean {
  return !positions.has(pointerOf(path));
}

function problemsOf(issue: Issue, above: readonly PathStep[], source: Source): readonly Problem[] {
  const path = [...above, ...steps(issue.path)];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, mostProblems).map((key) => unknownProperty(key, path, source));
  }
  if (issue.code === 'custom') return [customProblem(issue, path, source)];
  if (issue.code === 'invalid_key') return [wrongKey(issue, path, source)];
  if (isMissing(path, source.positions)) return [missingProperty(path, source)];
  if (issue.code === 'invalid_union' && issue.errors.length > 0)
    return unionProblems(issue.errors, path, source);
  const { at, ...finding } = findingOf(issue, path, source);
  return [report(source, { path, at }, finding)];
}

function report({ positions }: Source, { path, at }: Place, finding: Finding): Problem {
  return problemAt(positions, { pointer: pointerOf(path), ...(at === undefined ? {} : { at }) }, finding);
}

function findingOf(issue: Issue, path: readonly PathStep[], source: Source): Finding & { at: Spot['at'] } {
  const name = nameOfPlace(path);
  const at = 'value';
  const say = (code: string, words: string) => {
    const message = isOwnWording(issue.message) ? issue.message : words;
    return { code, message: `${name} ${message.replace(/\.$/, '')}.`, at } as const;
  };
  switch (issue.code) {
    case 'invalid_type':
      return say('FLOW-WRONG-TYPE', `must be ${noun(issue.expected)}`);
    case 'invalid_value':
      return {
        ...say('FLOW-WRONG-VALUE', oneOf(issue.values)),
        suggestion: near(path, issue.values, source),
      };
    case 'invalid_union': {
      const options = 'options' in issue ? (issue.options ?? []) : [];
      return { ...say('FLOW-WRONG-VALUE', oneOf(options)), suggestion: near(path, options, source) };
    }
    case 'too_big':
    case 'too_small':
      return say('FLOW-OUT-OF-RANGE', `must ${limitInWords(issue)}`);
    case 'not_multiple_of':
      return say('FLOW-OUT-OF-RANGE', `must be a multiple of ${issue.divisor}`);
    case 'invalid_format':
      return say('FLOW-WRONG-FORMAT', formatInWords(issue));
    default:
      return say('FLOW-WRONG-VALUE', 'has a value that is not allowed here');
  }
}

function formatInWords(issue: z.core.$ZodIssueInvalidStringFormat): string {
  return issue.format === 'regex' && issue.pattern !== undefined
    ? `must look like ${issue.pattern}`
    : `must be written as ${issue.format}`;
}

function oneOf(values: readonly unknown[]): string {
  return `must be ${alternatives(values.map(literalInWords))}`;
}

function near(
  path: readonly PathStep[],
  values: readonly unknown[],
  { positions }: Source,
): string | undefined {
  const given = positions.valueAt(pointerOf(path));
  const words = values.filter((value) => typeof value === 'string');
  return typeof given === 'string' ? nearest(given, words) : undefined;
}

function missingProperty(path: readonly PathStep[], source: Source): Problem {
  const around = path.slice(0, -1);
  const where = around.length === 0 ? '' : ` in ${nameOfPlace(around)}`;
  const message = `${nameOfPlace(path)} is missing${where}.`;
  return report(source, { path, at: 'key' }, { code: 'FLOW-MISSING-PROPERTY', message });
}

function unknownProperty(key: string, path: readonly PathStep[], source: Source): Problem {
  const known = knownAt(path, source);
  const beside = source.missing.filter((missing) => pointerOf(missing.slice(0, -1)) === pointerOf(path));
  const candidates = [...beside.map((missing) => String(missing.at(-1))), ...known];
  const list = known.length > 0 && known.length <= 12 ? ` Known are ${known.join(', ')}.` : '';
  const where = path.length === 0 ? 'here' : `in ${nameOfPlace(path)}`;
  const message = `${JSON.stringify(key)} is not a property that is known ${where}.${list}`;
  // Known in another option of a union, the key itself is no advice.
  const suggestion = nearest(
    key,
    candidates.filter((candidate) => candidate !== key),
  );
  return report(
    source,
    { path: [...path, key], at: 'key' },
    { code: 'FLOW-UNKNOWN-PROPERTY', message, suggestion },
  );
}

function knownAt(path: readonly PathStep[], { schema, base, positions }: Source): readonly string[] {
  if (schema === undefined) return [];
  return knownKeys(schema, pathOf(pointerOf(path.slice(base.length))), (depth) =>
    positions.valueAt(pointerOf(path.slice(0, base.length + depth))),
  );
}

function customProblem(issue: z.core.$ZodIssueCustom, path: readonly PathStep[], source: Source): Problem {
  const params = new Map<string, unknown>(Object.entries(issue.params ?? {}));
  const code = params.get('code');
  const suggestion = params.get('suggestion');
  return report(
    source,
    { path, at: 'value' },
    {
      code: typeof code === 'string' ? code : 'FLOW-WRONG-VALUE',
      message: sentence(issue.message, path),
      suggestion: typeof suggestion === 'string' ? suggestion : undefined,
    },
  );
}

/** A whole sentence as it is; what begins with a small letter follows the name of the member. */
function sentence(message: string, path: readonly PathStep[]): string {
  if (!isOwnWording(message)) return `${nameOfPlace(path)} has a value that is not allowed here.`;
  return /^[a-z]/.test(message) ? `${nameOfPlace(path)} ${message.replace(/\.$/, '')}.` : message;
}

function wrongKey(issue: z.core.$ZodIssueInvalidKey, path: readonly PathStep[], source: Source): Problem {
  const [inner] = issue.issues;
  const finding = inner === undefined ? undefined : findingOf(inner, path, source);
  const message = finding?.message ?? `${nameOfPlace(path)} cannot be a key here.`;
  return report(source, { path, at: 'key' }, { code: 'FLOW-WRONG-KEY', message });
}

function unionProblems(
  branches: readonly (readonly Issue[])[],
  path: readonly PathStep[],
  source: Source,
): readonly Problem[] {
  const verdict = judgeUnion(branches);
  if (verdict.kind === 'branch') return verdict.issues.flatMap((issue) => problemsOf(issue, path, source));
  if (verdict.kind === 'types') {
    const words = verdict.issues.flatMap((issue) => wordsOf(issue));
    const values = verdict.issues.flatMap((issue) => (issue.code === 'invalid_value' ? issue.values : []));
    const message = `${nameOfPlace(path)} must be ${alternatives([...new Set(words)])}.`;
    const code = values.length > 0 ? 'FLOW-WRONG-VALUE' : 'FLOW-WRONG-TYPE';
    return [report(source, { path, at: 'value' }, { code, message, suggestion: near(path, values, source) })];
  }
  const keys = alternatives(verdict.keys.map((key) => JSON.stringify(key)));
  const message = `${nameOfPlace(path)} must have one of ${keys}.`;
  return [
    report(source, { path, at: 'key' }, { code: 'FLOW-MISSING-PROPERTY', message }),
    ...verdict.unknown.map((key) => unknownProperty(key, path, source)),
  ];
}

function wordsOf(issue: Issue): readonly string[] {
  if (issue.code === 'invalid_type') return [noun(issue.expected)];
  return issue.code === 'invalid_value' ? issue.values.map(literalInWords) : [];
}
