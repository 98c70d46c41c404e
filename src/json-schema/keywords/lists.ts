import type { JsonValue } from '../../call/index.ts';
import { ownMember } from '../../call/index.ts';
import { canonical } from '../canonical.ts';
import { isList, judging } from '../keyword.ts';
import type { Check, Keyword, Place } from '../keyword.ts';
import type { Run } from '../run.ts';
import { atLeast, atMost, counting, isCount } from './count.ts';

const size = (value: JsonValue): number | null => (isList(value) ? value.length : null);

/** The first fault among items that each have a check. */
function firstBroken(
  items: readonly JsonValue[],
  checkOf: (at: number) => Check | undefined,
  run: Run,
): Place | null {
  for (const [at, item] of items.entries()) {
    run.spend(1);
    const broken = checkOf(at)?.(item, run) ?? null;
    if (broken !== null) return broken;
  }
  return null;
}

const contains: Keyword = (context) => {
  const { argument, subschema, siblings, place } = context;
  const check = subschema(argument, []);
  const [least, most] = [ownMember(siblings, 'minContains'), ownMember(siblings, 'maxContains')];
  return (value, run) => {
    if (!isList(value)) return null;
    const found = value.filter((item) => check(item, run) === null).length;
    if (found < (isCount(least) ? least : 1)) return place;
    return isCount(most) && found > most ? place : null;
  };
};

/** Judged by `contains`, and nothing without it. */
const boundOfContains: Keyword = ({ argument, problem }) =>
  isCount(argument) ? null : problem('must have a whole number from 0 here');

/** What judges lists; other values are nothing to it. */
export const lists = {
  maxItems: counting(size, atMost),
  minItems: counting(size, atLeast),
  uniqueItems: (context) => {
    const { argument, problem } = context;
    if (typeof argument !== 'boolean') return problem('must have true or false here');
    return judging(context, (value, run) => {
      if (!argument || !isList(value)) return true;
      return new Set(value.map((item) => canonical(item, run))).size === value.length;
    });
  },
  contains,
  minContains: boundOfContains,
  maxContains: boundOfContains,
  prefixItems: ({ argument, subschema, problem }) => {
    if (!isList(argument) || argument.length === 0) return problem('must have a list of schemas here');
    const checks = argument.map((json, at) => subschema(json, [at]));
    return (value, run) =>
      isList(value) ? firstBroken(value.slice(0, checks.length), (at) => checks[at], run) : null;
  },
  items: ({ argument, subschema, siblings }) => {
    const check = subschema(argument, []);
    const prefix = ownMember(siblings, 'prefixItems');
    const from = isList(prefix) ? prefix.length : 0;
    return (value, run) => (isList(value) ? firstBroken(value.slice(from), () => check, run) : null);
  },
} satisfies Record<string, Keyword>;
