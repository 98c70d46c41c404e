import type * as z from 'zod';
import { isJsonObject } from '../call/index.ts';
import type { JsonValue } from '../call/index.ts';
import { isJsonList } from './document/index.ts';
import { parseTemplate } from './expressions/index.ts';

/**
 * What of a JSON value with {expressions} does not fit a schema whatever they give: what stands in the place of a text
 * with an expression is not judged.
 */
export function settledIssues(schema: z.ZodType, value: JsonValue): readonly z.core.$ZodIssue[] {
  const { error } = schema.safeParse(asText(value));
  return (error?.issues ?? []).filter((issue) => {
    const judged = partAt(value, issue.path);
    return issue.code === 'invalid_union' ? !holdsOpen(judged) : !isOpen(judged);
  });
}

/** The value with its constant texts as they will be; others stay as they are written. */
function asText(value: JsonValue): JsonValue {
  if (typeof value === 'string') return constantText(value) ?? value;
  if (isJsonList(value)) return value.map(asText);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, asText(member)]));
}

/** Null: it holds an expression, or what is none and is told of elsewhere. */
function constantText(text: string): string | null {
  const parsed = parseTemplate(text);
  if (parsed.kind === 'problems') return null;
  const texts = parsed.template.parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []));
  return texts.length === parsed.template.parts.length ? texts.join('') : null;
}

const isOpen = (value: JsonValue | undefined): boolean =>
  typeof value === 'string' && constantText(value) === null;

function holdsOpen(value: JsonValue | undefined): boolean {
  if (value === undefined) return false;
  if (isJsonList(value)) return value.some(holdsOpen);
  return isJsonObject(value) ? Object.values(value).some(holdsOpen) : isOpen(value);
}

function partAt(value: JsonValue | undefined, path: readonly PropertyKey[]): JsonValue | undefined {
  const [step, ...rest] = path;
  if (step === undefined || value === undefined) return value;
  if (isJsonList(value)) return partAt(value[Number(step)], rest);
  if (!isJsonObject(value) || !Object.hasOwn(value, step)) return undefined;
  return partAt(value[String(step)], rest);
}
