import type * as z from 'zod';
import { nearest } from './nearest.ts';

type Issue = z.core.$ZodIssue;

/** What to say of a value that fits no option of a union. */
export type UnionVerdict =
  /** One option was clearly meant: its issues. */
  | { readonly kind: 'branch'; readonly issues: readonly Issue[] }
  /** The value is of none of the types: what they are. */
  | { readonly kind: 'types'; readonly issues: readonly Issue[] }
  /** Several objects were equally near: one of these properties is missing. */
  | { readonly kind: 'one of'; readonly keys: readonly string[]; readonly unknown: readonly string[] };

/** Says which option of a union the author meant: the one that the value comes nearest to. */
export function judgeUnion(branches: readonly (readonly Issue[])[]): UnionVerdict {
  const fitting = branches.filter((issues) => !issues.some(isRootMismatch));
  if (fitting.length === 0) return { kind: 'types', issues: branches.flat().filter(isRootMismatch) };
  const least = Math.min(...fitting.map(distance));
  const best = fitting.filter((issues) => distance(issues) === least);
  const [first = []] = best;
  const meant = best.length === 1 ? first : best.find(hasNearMiss);
  if (meant !== undefined) return { kind: 'branch', issues: meant };
  if (new Set(best.flatMap(missingKeys)).size < 2) return { kind: 'branch', issues: first };
  // Options that need more than one property are meant as often as the others: by their first one.
  const keys = [...new Set(fitting.flatMap((issues) => missingKeys(issues).slice(0, 1)))];
  return { kind: 'one of', keys, unknown: unknownKeys(first) };
}

function isRootMismatch(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
}

/** A property of the wrong type or value weighs less than one that is missing or unknown. */
function distance(issues: readonly Issue[]): number {
  return issues.reduce(
    (sum, issue) => sum + (issue.code === 'unrecognized_keys' ? 2 * issue.keys.length : 1),
    0,
  );
}

function hasNearMiss(issues: readonly Issue[]): boolean {
  return unknownKeys(issues).some((key) => nearest(key, missingKeys(issues)) !== undefined);
}

function missingKeys(issues: readonly Issue[]): readonly string[] {
  return issues.flatMap(({ path: [key, ...rest], code }) =>
    rest.length === 0 && typeof key === 'string' && code !== 'unrecognized_keys' ? [key] : [],
  );
}

function unknownKeys(issues: readonly Issue[]): readonly string[] {
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [],
  );
}
