import { isJsonObject, ownMember } from '../../call/index.ts';
import type { JsonObject, JsonValue } from '../../call/index.ts';
import { isTextList, judging } from '../keyword.ts';
import type { Check, Keyword, Place } from '../keyword.ts';
import { patternSteps, schemaPattern } from '../pattern.ts';
import type { GoodPattern } from '../pattern.ts';
import type { Run } from '../run.ts';
import { atLeast, atMost, counting } from './count.ts';

const size = (value: JsonValue): number | null => (isJsonObject(value) ? Object.keys(value).length : null);

type Member = readonly [name: string, value: JsonValue];

const membersOf = (value: JsonValue): readonly Member[] => (isJsonObject(value) ? Object.entries(value) : []);

/** The first fault among the members of an object. */
function firstBroken(value: JsonValue, run: Run, check: (member: Member) => Place | null): Place | null {
  for (const member of membersOf(value)) {
    run.spend(1);
    const broken = check(member);
    if (broken !== null) return broken;
  }
  return null;
}

const has = (value: JsonObject, name: string): boolean => Object.hasOwn(value, name);

/** Compiles `{ name: schema }`; null where the argument is none. */
function named(
  argument: JsonValue,
  subschema: (json: JsonValue, path: Place) => Check,
): Map<string, Check> | null {
  if (!isJsonObject(argument)) return null;
  return new Map(Object.entries(argument).map(([name, json]) => [name, subschema(json, [name])]));
}

/** The patterns among `sources` that can be used. */
const usable = (sources: readonly string[]): readonly GoodPattern[] =>
  sources.map(schemaPattern).filter((pattern) => pattern.kind === 'ok');

function matches(pattern: GoodPattern, text: string, run: Run): boolean {
  run.spend(patternSteps(pattern, text));
  return pattern.matches(text);
}

const patternProperties: Keyword = ({ argument, subschema, problem }) => {
  const checks = named(argument, subschema);
  if (checks === null) return problem('must have an object of schemas here');
  const patterns = [...checks].flatMap(([source, check]) => {
    const pattern = schemaPattern(source);
    if (pattern.kind === 'ok') return [{ pattern, check }];
    problem(`has a pattern that cannot be used: ${pattern.reason}`, [source]);
    return [];
  });
  return (value, run) =>
    firstBroken(value, run, ([name, member]) => {
      for (const { pattern, check } of patterns) {
        const broken = matches(pattern, name, run) ? check(member, run) : null;
        if (broken !== null) return broken;
      }
      return null;
    });
};

const additionalProperties: Keyword = ({ argument, subschema, siblings }) => {
  const check = subschema(argument, []);
  const membersIn = (keyword: string): readonly string[] => {
    const sibling = ownMember(siblings, keyword);
    return isJsonObject(sibling) ? Object.keys(sibling) : [];
  };
  const known = new Set(membersIn('properties'));
  const patterns = usable(membersIn('patternProperties'));
  return (value, run) =>
    firstBroken(value, run, ([name, member]) =>
      known.has(name) || patterns.some((pattern) => matches(pattern, name, run)) ? null : check(member, run),
    );
};

const dependentRequired: Keyword = (context) => {
  const { argument, problem } = context;
  const lists = isJsonObject(argument) ? Object.entries(argument) : null;
  const needs = lists?.flatMap(([name, list]) => (isTextList(list) ? [{ name, list }] : []));
  if (lists === null || needs?.length !== lists.length)
    return problem('must have lists of member names here');
  return judging(context, (value) => {
    if (!isJsonObject(value)) return true;
    return needs.every(({ name, list }) => !has(value, name) || list.every((other) => has(value, other)));
  });
};

/** What judges objects; other values are nothing to it. */
export const objects = {
  maxProperties: counting(size, atMost),
  minProperties: counting(size, atLeast),
  required: (context) => {
    const { argument, problem } = context;
    if (!isTextList(argument)) return problem('must have a list of member names here');
    return judging(context, (value) => !isJsonObject(value) || argument.every((name) => has(value, name)));
  },
  dependentRequired,
  propertyNames: ({ argument, subschema }) => {
    const check = subschema(argument, []);
    return (value, run) => firstBroken(value, run, ([name]) => check(name, run));
  },
  properties: ({ argument, subschema, problem }) => {
    const checks = named(argument, subschema);
    if (checks === null) return problem('must have an object of schemas here');
    return (value, run) =>
      firstBroken(value, run, ([name, member]) => checks.get(name)?.(member, run) ?? null);
  },
  patternProperties,
  additionalProperties,
  dependentSchemas: ({ argument, subschema, problem }) => {
    const checks = named(argument, subschema);
    if (checks === null) return problem('must have an object of schemas here');
    return (value, run) => firstBroken(value, run, ([name]) => checks.get(name)?.(value, run) ?? null);
  },
} satisfies Record<string, Keyword>;
