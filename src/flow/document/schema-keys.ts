import * as z from 'zod';
import { isJsonObject, ownMember } from '../../call/index.ts';
import type { JsonValue } from '../../call/index.ts';

type Schema = z.core.$ZodType;

/**
 * The property names that a schema knows at a path, for suggestions. Of a discriminated union only the options
 * that fit the value's discriminator count, of other unions all; empty where the schema says nothing.
 *
 * @param valueAt the document's value at the first `depth` steps of the path
 */
export function knownKeys(
  schema: Schema,
  path: readonly string[],
  valueAt: (depth: number) => JsonValue | undefined,
): readonly string[] {
  return [...new Set(schemasAt(schema, path, valueAt).flatMap(ownKeys))];
}

/** The schemas that speak of the value at a path, in the same way. */
export function schemasAt(
  schema: Schema,
  path: readonly string[],
  valueAt: (depth: number) => JsonValue | undefined,
): readonly Schema[] {
  let schemas: readonly Schema[] = [schema];
  for (const [depth, step] of path.entries()) {
    const value = valueAt(depth);
    schemas = schemas.flatMap((each) => unwrap(each, value)).flatMap((each) => below(each, step));
  }
  return schemas.flatMap((each) => unwrap(each, valueAt(path.length)));
}

function ownKeys(schema: Schema): readonly string[] {
  if (schema instanceof z.core.$ZodObject) return Object.keys(schema._zod.def.shape);
  if (!(schema instanceof z.core.$ZodRecord)) return [];
  return [...(schema._zod.def.keyType._zod.values ?? [])].map(String);
}

function below(schema: Schema, step: string): readonly Schema[] {
  if (schema instanceof z.core.$ZodObject) {
    const { shape } = schema._zod.def;
    const member: unknown = Object.hasOwn(shape, step) ? shape[step] : undefined;
    return member instanceof z.core.$ZodType ? [member] : [];
  }
  if (schema instanceof z.core.$ZodRecord) return [schema._zod.def.valueType];
  if (schema instanceof z.core.$ZodArray) return [schema._zod.def.element];
  return [];
}

/** Looks through optional, default, lazy, pipe and unions to the schemas that say what a value is made of. */
function unwrap(schema: Schema, value: JsonValue | undefined): readonly Schema[] {
  if (schema instanceof z.core.$ZodLazy) return unwrap(schema._zod.innerType, value);
  if (schema instanceof z.core.$ZodPipe) return unwrap(schema._zod.def.in, value);
  if (schema instanceof z.core.$ZodIntersection) {
    return [...unwrap(schema._zod.def.left, value), ...unwrap(schema._zod.def.right, value)];
  }
  if (schema instanceof z.core.$ZodUnion) {
    const options = schema._zod.def.options.filter((option) => optionFits(schema, option, value));
    return options.flatMap((option) => unwrap(option, value));
  }
  if (isWrapper(schema)) return unwrap(schema._zod.def.innerType, value);
  return [schema];
}

function isWrapper(schema: Schema): schema is z.core.$ZodOptional {
  return (
    schema instanceof z.core.$ZodOptional ||
    schema instanceof z.core.$ZodNullable ||
    schema instanceof z.core.$ZodDefault ||
    schema instanceof z.core.$ZodPrefault ||
    schema instanceof z.core.$ZodNonOptional ||
    schema instanceof z.core.$ZodCatch ||
    schema instanceof z.core.$ZodReadonly
  );
}

function optionFits(union: Schema, option: Schema, value: JsonValue | undefined): boolean {
  if (!(union instanceof z.core.$ZodDiscriminatedUnion)) return true;
  const { discriminator } = union._zod.def;
  const values = option._zod.propValues?.[discriminator];
  if (!isJsonObject(value) || values === undefined) return true;
  const given = ownMember(value, discriminator);
  return typeof given === 'string' ? values.has(given) : true;
}
