import { isJsonObject } from '../../call/index.ts';
import type { JsonValue } from '../../call/index.ts';
import { canonical } from '../canonical.ts';
import { isList, isTextList, judging } from '../keyword.ts';
import type { Keyword } from '../keyword.ts';
import { isMultipleOf } from '../multiple-of.ts';

const types: ReadonlyMap<string, (value: JsonValue) => boolean> = new Map([
  ['null', (value: JsonValue) => value === null],
  ['boolean', (value: JsonValue) => typeof value === 'boolean'],
  ['number', (value: JsonValue) => typeof value === 'number'],
  ['integer', (value: JsonValue) => Number.isInteger(value)],
  ['string', (value: JsonValue) => typeof value === 'string'],
  ['array', (value: JsonValue) => isList(value)],
  ['object', (value: JsonValue) => isJsonObject(value)],
]);

const type: Keyword = (context) => {
  const { argument, problem } = context;
  const names = typeof argument === 'string' ? [argument] : argument;
  if (!isTextList(names) || names.length === 0) return problem('must name a type, or a list of them');
  const unknown = names.find((name) => !types.has(name));
  if (unknown !== undefined)
    return problem(`has the type "${unknown}"; there are ${[...types.keys()].join(', ')}`);
  return judging(context, (value) => names.some((name) => types.get(name)?.(value)));
};

/** For numbers only; other values are nothing to it. */
const numeric =
  (holds: (value: number, limit: number) => boolean): Keyword =>
  (context) => {
    const { argument, problem } = context;
    if (typeof argument !== 'number') return problem('must have a number here');
    return judging(context, (value) => typeof value !== 'number' || holds(value, argument));
  };

const multipleOf: Keyword = (context) => {
  const { argument, problem } = context;
  if (typeof argument !== 'number' || argument <= 0) return problem('must have a number above 0 here');
  return judging(context, (value, run) => {
    run.spend(10);
    return typeof value !== 'number' || isMultipleOf(value, argument);
  });
};

/** What judges any value, and what judges numbers. */
export const values = {
  $schema: ({ argument, problem }) =>
    argument === 'https://json-schema.org/draft/2020-12/schema'
      ? null
      : problem('must be one of "https://json-schema.org/draft/2020-12/schema"'),
  type,
  enum: (context) => {
    const { argument, problem } = context;
    if (!isList(argument)) return problem('must have a list here');
    return judging(context, (value, run) => {
      const text = canonical(value, run);
      return argument.some((allowed) => canonical(allowed, run) === text);
    });
  },
  const: (context) =>
    judging(context, (value, run) => canonical(value, run) === canonical(context.argument, run)),
  maximum: numeric((value, limit) => value <= limit),
  exclusiveMaximum: numeric((value, limit) => value < limit),
  minimum: numeric((value, limit) => value >= limit),
  exclusiveMinimum: numeric((value, limit) => value > limit),
  multipleOf,
} satisfies Record<string, Keyword>;
