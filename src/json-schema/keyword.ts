import type { JsonObject, JsonValue } from '../call/index.ts';
import type { Run } from './run.ts';

/** Where in a schema something stands, from its root. */
export type Place = readonly (string | number)[];

/** Judges a value: null where it holds, else the place of the keyword that it breaks. */
export type Check = (value: JsonValue, run: Run) => Place | null;

/** What a keyword may ask and say while its schema is compiled. */
export interface KeywordContext {
  /** What the keyword was given. */
  readonly argument: JsonValue;
  readonly place: Place;
  /** The schema that the keyword is a member of. */
  readonly siblings: JsonObject;
  /** Compiles a schema within the argument; `path` leads to it from the argument. */
  readonly subschema: (json: JsonValue, path: Place) => Check;
  /** The schema that another keyword of the same schema was given; null where there is none. */
  readonly sibling: (name: string) => Check | null;
  /** The schema that a `$ref` of this document names; null, and a problem, where there is none. */
  readonly reference: (text: string) => Check | null;
  /** `message` completes "the schema …"; `path` leads to the fault from the argument. */
  readonly problem: (message: string, path?: Place) => null;
}

/** Reads what a keyword was given; null: there is nothing to judge by it, or it is wrong and has been reported. */
export type Keyword = (context: KeywordContext) => Check | null;

/** A keyword that judges by itself. */
export const judging =
  ({ place }: KeywordContext, holds: (value: JsonValue, run: Run) => boolean): Check =>
  (value, run) =>
    holds(value, run) ? null : place;

export const isList = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);

export const isTextList = (value: JsonValue): value is readonly string[] =>
  isList(value) && value.every((item) => typeof item === 'string');
