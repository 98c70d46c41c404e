import { isJsonObject } from '../../call/index.ts';
import { isList } from '../keyword.ts';
import type { Check, Keyword, KeywordContext } from '../keyword.ts';

/** Compiles a list of schemas that all judge the value; null where the argument is none. */
function alternatives({ argument, subschema, problem }: KeywordContext): readonly Check[] | null {
  if (!isList(argument) || argument.length === 0) return problem('must have a list of schemas here');
  return argument.map((json, at) => subschema(json, [at]));
}

/** Of several schemas, how many must hold. */
const several =
  (enough: (holding: number, all: number) => boolean): Keyword =>
  (context) => {
    const checks = alternatives(context);
    if (checks === null) return null;
    return (value, run) => {
      const holding = checks.filter((check) => check(value, run) === null).length;
      return enough(holding, checks.length) ? null : context.place;
    };
  };

/** `then` and `else`: judged where the schema of `if` says so, and nothing without one. */
const conditional =
  (when: boolean): Keyword =>
  ({ argument, subschema, sibling }) => {
    const check = subschema(argument, []);
    const condition = sibling('if');
    if (condition === null) return null;
    return (value, run) => ((condition(value, run) === null) === when ? check(value, run) : null);
  };

const definitions: Keyword = ({ argument, subschema, problem }) => {
  if (!isJsonObject(argument)) return problem('must have an object of schemas here');
  for (const [name, json] of Object.entries(argument)) subschema(json, [name]);
  return null;
};

/** What applies other schemas to the same value. */
export const applicators = {
  allOf: (context) => {
    const checks = alternatives(context);
    if (checks === null) return null;
    return (value, run) => {
      for (const check of checks) {
        const broken = check(value, run);
        if (broken !== null) return broken;
      }
      return null;
    };
  },
  anyOf: several((holding) => holding > 0),
  oneOf: several((holding) => holding === 1),
  not: ({ argument, subschema, place }) => {
    const check = subschema(argument, []);
    return (value, run) => (check(value, run) === null ? place : null);
  },
  if: ({ argument, subschema }) => {
    subschema(argument, []);
    return null;
  },
  then: conditional(true),
  else: conditional(false),
  $defs: definitions,
  $ref: ({ argument, reference, problem }) =>
    typeof argument === 'string' ? reference(argument) : problem('must have a text here'),
} satisfies Record<string, Keyword>;
