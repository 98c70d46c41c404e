import { isJsonObject, ownMember } from '../call/index.ts';
import type { JsonObject, JsonValue } from '../call/index.ts';
import type { Check, Place } from './keyword.ts';
import { appliesInPlace, keywords } from './keywords/index.ts';
import { Run, TooCostly } from './run.ts';

/*
 * A fixed part of JSON Schema, draft 2020-12 (json-schema.org/draft/2020-12): everything that judges a value and needs
 * nothing but the schema itself.
 *
 * J2  What is not known is refused when the schema is read, never ignored: keywords, formats, references that lead
 *     outside, patterns that cannot be matched in linear time, references that lead back to themselves.
 * J3  Only own members are read, of schemas and of values.
 */

export interface SchemaProblem {
  /** From the root of the schema. */
  readonly place: Place;
  /** Completes "the schema …". */
  readonly message: string;
}

export type CompiledSchema =
  | { readonly kind: 'ok'; readonly judge: (value: JsonValue) => JudgedValue }
  | { readonly kind: 'bad'; readonly problems: readonly SchemaProblem[] };

export type JudgedValue =
  | { readonly kind: 'valid' }
  /** `place` is that of the keyword which the value breaks; it holds nothing of the value. */
  | { readonly kind: 'invalid'; readonly place: Place }
  | { readonly kind: 'tooCostly' };

const deepest = 32;
const mostSchemas = 2_000;

/** Reads a schema: all that is wrong with it, or what judges values by it. */
export function compileSchema(schema: JsonValue): CompiledSchema {
  const compiler = new Compiler(schema);
  const check = compiler.compile();
  const { problems } = compiler;
  return problems.length > 0
    ? { kind: 'bad', problems }
    : { kind: 'ok', judge: (value) => judge(check, value) };
}

function judge(check: Check, value: JsonValue): JudgedValue {
  try {
    const broken = check(value, new Run());
    return broken === null ? { kind: 'valid' } : { kind: 'invalid', place: broken };
  } catch (error) {
    if (error instanceof TooCostly) return { kind: 'tooCostly' };
    throw error;
  }
}

const holds: Check = () => null;

/** The one name of a place: a JSON pointer (RFC 6901). */
const pointer = (place: Place): string =>
  place.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

class Compiler {
  readonly problems: SchemaProblem[] = [];
  readonly #root: JsonValue;
  readonly #compiled = new Map<string, Check>();
  readonly #references: { readonly from: Place; readonly to: string }[] = [];
  /** Which schemas judge the same value as another one does. */
  readonly #inPlace = new Map<string, string[]>();

  constructor(root: JsonValue) {
    this.#root = root;
  }

  compile(): Check {
    const check = this.#schema(this.#root, []);
    for (const { from, to } of this.#references) {
      if (!this.#compiled.has(to))
        this.#problem([...from, '$ref'], 'refers to a place where it has no schema');
    }
    for (const { from } of this.#references) {
      if (this.#leadsBack(pointer(from)))
        this.#problem([...from, '$ref'], 'refers to itself without looking at a part of the value');
    }
    return check;
  }

  #problem(place: Place, message: string): null {
    this.problems.push({ place, message });
    return null;
  }

  #schema(json: JsonValue, place: Place): Check {
    if (this.#compiled.size >= mostSchemas || place.length > 2 * deepest) {
      if (this.problems.length === 0)
        this.#problem(place, 'is too large: 2000 schemas, nested 32 times, are the limit');
      return holds;
    }
    // Known before its members are compiled, so that a reference may lead up to it.
    this.#compiled.set(pointer(place), holds);
    const check = this.#read(json, place);
    this.#compiled.set(pointer(place), check);
    return check;
  }

  #read(json: JsonValue, place: Place): Check {
    if (json === true) return holds;
    if (json === false) return () => place;
    if (!isJsonObject(json)) {
      this.#problem(place, 'must be an object, true or false here');
      return holds;
    }
    const checks = Object.keys(json).flatMap((name) => this.#keyword(name, json, place) ?? []);
    return (value, run) =>
      run.nested(() => {
        for (const check of checks) {
          const broken = check(value, run);
          if (broken !== null) return broken;
        }
        return null;
      });
  }

  #keyword(name: string, siblings: JsonObject, schemaPlace: Place): Check | null {
    const place = [...schemaPlace, name];
    const keyword = keywords.get(name);
    const argument = ownMember(siblings, name);
    if (keyword === undefined || argument === undefined) {
      return this.#problem(place, `has the keyword "${name}", which is not known here`);
    }
    return keyword({
      argument,
      place,
      siblings,
      subschema: (json, path) => {
        const subschema = [...place, ...path];
        if (appliesInPlace.has(name)) this.#sameValue(schemaPlace, pointer(subschema));
        return this.#schema(json, subschema);
      },
      sibling: (other) =>
        Object.hasOwn(siblings, other) ? this.#compiledAt(pointer([...schemaPlace, other])) : null,
      reference: (text) => this.#reference(text, schemaPlace),
      problem: (message, path = []) => this.#problem([...place, ...path], message),
    });
  }

  #sameValue(from: Place, to: string): void {
    const known = this.#inPlace.get(pointer(from)) ?? [];
    this.#inPlace.set(pointer(from), [...known, to]);
  }

  #reference(text: string, from: Place): Check | null {
    if (!/^#(\/|$)/.test(text) || /%(?![0-9A-Fa-f]{2})/.test(text)) {
      return this.#problem([...from, '$ref'], 'may refer to itself only: "#", or "#/$defs/name"');
    }
    const to = decodePercent(text.slice(1));
    if (to === null) return this.#problem([...from, '$ref'], 'has a reference that cannot be read');
    this.#references.push({ from, to });
    this.#sameValue(from, to);
    return this.#compiledAt(to);
  }

  /** Looked up when a value is judged, since it may not be compiled yet. */
  #compiledAt(place: string): Check {
    return (value, run) => run.nested(() => this.#compiled.get(place)?.(value, run) ?? null);
  }

  #leadsBack(start: string): boolean {
    const seen = new Set<string>();
    const next = [...(this.#inPlace.get(start) ?? [])];
    for (let place = next.pop(); place !== undefined; place = next.pop()) {
      if (place === start) return true;
      if (seen.has(place)) continue;
      seen.add(place);
      next.push(...(this.#inPlace.get(place) ?? []));
    }
    return false;
  }
}

function decodePercent(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
